import { APPLICATIONS } from './vulnerabilities-catalogue/applications';
import type { Finding } from './vulnerabilities-catalogue/finding';
import { NETWORKS } from './vulnerabilities-catalogue/networks';
import { SYSTEMS } from './vulnerabilities-catalogue/systems';

export type { Finding } from './vulnerabilities-catalogue/finding';

/** Everything that the scanners of the demo data know. */
export const FINDINGS: readonly Finding[] = [...APPLICATIONS, ...SYSTEMS, ...NETWORKS];
