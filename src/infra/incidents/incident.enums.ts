export const Severity = { critical: 'critical', high: 'high', medium: 'medium', low: 'low' } as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

export const IncidentStatus = {
  open: 'open',
  investigating: 'investigating',
  resolved: 'resolved',
  closed: 'closed',
} as const;
export type IncidentStatus = (typeof IncidentStatus)[keyof typeof IncidentStatus];
