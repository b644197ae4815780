export const EvidenceType = {
  log: 'log',
  metric: 'metric',
  screenshot: 'screenshot',
  document: 'document',
  command: 'command',
} as const;
export type EvidenceType = (typeof EvidenceType)[keyof typeof EvidenceType];
