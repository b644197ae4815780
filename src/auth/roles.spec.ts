import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS, Role } from './roles';

const beyond = (more: Role, less: Role): string[] =>
  PERMISSIONS[more].filter((permission) => !PERMISSIONS[less].includes(permission)).sort();

describe('roles', () => {
  it('are three, each with its permissions', () => {
    expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.values(Role).sort());
    expect(Object.values(Role).sort()).toEqual(['admin', 'engineer', 'viewer']);
  });

  it.each(Object.values(Role))('list no permission of %s twice, and each as verb:resource', (role) => {
    expect(new Set(PERMISSIONS[role]).size).toBe(PERMISSIONS[role].length);
    for (const permission of PERMISSIONS[role]) {
      expect(permission).toMatch(/^(read|write|execute|approve|manage):[a-z_]+$/);
    }
  });

  it('let viewers read the nine business resources and do nothing else', () => {
    expect([...PERMISSIONS.viewer].sort()).toEqual(
      ['assets', 'costs', 'incidents', 'metrics', 'mitre', 'reports', 'sops', 'tasks', 'vulnerabilities'].map(
        (resource) => `read:${resource}`,
      ),
    );
  });

  it('let engineers do what viewers may, and write all but costs', () => {
    expect(beyond('viewer', 'engineer')).toEqual([]);
    expect(beyond('engineer', 'viewer')).toEqual([
      ...[
        'execute:sops',
        'read:templates',
        'read:thresholds',
        'write:assets',
        'write:incidents',
        'write:metrics',
      ],
      ...['write:mitre', 'write:reports', 'write:sops', 'write:tasks', 'write:vulnerabilities'],
    ]);
  });

  it('let administrators do what engineers may, and run the place', () => {
    expect(beyond('engineer', 'admin')).toEqual([]);
    expect(beyond('admin', 'engineer')).toEqual([
      ...['approve:sops', 'manage:templates', 'manage:thresholds', 'manage:tokens', 'manage:users'],
      ...['read:audit_logs', 'write:costs'],
    ]);
  });
});
