import { severityOf } from '../../secops/vulnerabilities';

/** A known weakness, and the hosts of the demo data that have it. */
export interface Finding {
  /** Null where there is no CVE: a setting, not a defect. */
  readonly cve_id: string | null;
  readonly title: string;
  readonly description: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  readonly cvss_score: number | null;
  readonly cvss_vector: string | null;
  readonly affected_package: string;
  readonly affected_version: string | null;
  readonly fixed_version: string | null;
  readonly remediation: string;
  readonly mitre_tactics: readonly string[];
  readonly mitre_techniques: readonly string[];
  /** Names of host groups. */
  readonly on: readonly string[];
  /** How many days ago it was found, if the hosts have left that version since: it is mitigated, and history. */
  readonly past?: number;
}

/** What attackers do with it: tactic and technique. */
const USES = {
  entry: ['TA0001', 'T1190'],
  remote: ['TA0001', 'T1133'],
  supply: ['TA0001', 'T1195.002'],
  elevation: ['TA0004', 'T1068'],
  escape: ['TA0004', 'T1611'],
  spread: ['TA0008', 'T1210'],
  outage: ['TA0040', 'T1499.004'],
  secrets: ['TA0006', 'T1212'],
  middle: ['TA0006', 'T1557'],
  sniffing: ['TA0006', 'T1040'],
  accounts: ['TA0007', 'T1087'],
  client: ['TA0002', 'T1203'],
  browser: ['TA0001', 'T1189'],
} as const;
export type Use = keyof typeof USES;

type Package = readonly [name: string, affected: string | null, fixed: string | null];

function finding(
  use: Use,
  on: string,
  what: Omit<Finding, 'mitre_tactics' | 'mitre_techniques' | 'on'>,
): Finding {
  const [tactic, technique] = USES[use];
  return { ...what, mitre_tactics: [tactic], mitre_techniques: [technique], on: on.split(' ') };
}

/** A CVE with the base score that the NVD publishes, and its vector of CVSS 3.1 without the prefix; `on` as in Finding, by blanks. */
export function cve(
  [id, score, vector]: readonly [id: string, score: number, vector: string],
  use: Use,
  [affected_package, affected_version, fixed_version]: Package,
  on: string,
  title: string,
  description: string,
  remediation: string,
): Finding {
  return finding(use, on, {
    ...{ cve_id: `CVE-${id}`, title, description, remediation },
    ...{ severity: severityOf(score), cvss_score: score, cvss_vector: `CVSS:3.1/${vector}` },
    ...{ affected_package, affected_version, fixed_version },
  });
}

/** Something that a scanner finds and that has neither CVE nor score. */
export function setting(
  severity: Finding['severity'],
  use: Use,
  affected_package: string,
  on: string,
  title: string,
  description: string,
  remediation: string,
): Finding {
  return finding(use, on, {
    ...{ cve_id: null, title, description, remediation, severity, cvss_score: null, cvss_vector: null },
    ...{ affected_package, affected_version: null, fixed_version: null },
  });
}

/** The same, found so many days ago on a version that the hosts have left since. */
export const past = (days: number, finding: Finding): Finding => ({ ...finding, past: days });
