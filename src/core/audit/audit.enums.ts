export const AuditEvent = {
  create: 'CREATE',
  update: 'UPDATE',
  delete: 'DELETE',
  login: 'LOGIN',
  logout: 'LOGOUT',
  generate: 'GENERATE',
  execute: 'EXECUTE',
  approve: 'APPROVE',
  access: 'ACCESS',
} as const;
export type AuditEvent = (typeof AuditEvent)[keyof typeof AuditEvent];

export const AuditStatus = { success: 'success', failed: 'failed' } as const;
export type AuditStatus = (typeof AuditStatus)[keyof typeof AuditStatus];
