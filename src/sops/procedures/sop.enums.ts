export const SopCategory = {
  incident_response: 'incident_response',
  deployment: 'deployment',
  backup_recovery: 'backup_recovery',
  security: 'security',
  monitoring: 'monitoring',
  maintenance: 'maintenance',
} as const;
export type SopCategory = (typeof SopCategory)[keyof typeof SopCategory];

export const SopStatus = {
  draft: 'draft',
  review: 'review',
  approved: 'approved',
  archived: 'archived',
} as const;
export type SopStatus = (typeof SopStatus)[keyof typeof SopStatus];
