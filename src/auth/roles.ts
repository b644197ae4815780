export const Role = { admin: 'admin', engineer: 'engineer', viewer: 'viewer' } as const;
export type Role = (typeof Role)[keyof typeof Role];

const READ = [
  'incidents',
  'tasks',
  'metrics',
  'assets',
  'vulnerabilities',
  'mitre',
  'costs',
  'reports',
  'sops',
];
const WRITE = ['incidents', 'tasks', 'metrics', 'assets', 'vulnerabilities', 'mitre', 'reports', 'sops'];

const viewer = READ.map((resource) => `read:${resource}`);
const engineer = [
  ...viewer,
  ...WRITE.map((resource) => `write:${resource}`),
  'execute:sops',
  'read:thresholds',
  'read:templates',
];
const admin = [
  ...engineer,
  'write:costs',
  'approve:sops',
  'read:audit_logs',
  'manage:tokens',
  'manage:thresholds',
  'manage:templates',
  'manage:users',
];

/** What each role may do. */
export const PERMISSIONS: Readonly<Record<Role, readonly string[]>> = { admin, engineer, viewer };
