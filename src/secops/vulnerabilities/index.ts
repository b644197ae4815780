export { severityOf } from './cvss';
export { VulnerabilitiesService } from './vulnerabilities.service';
export { Vulnerability } from './vulnerability.entity';
export { VulnerabilitySeverity, VulnerabilityStatus } from './vulnerability.enums';
