export const DetectionStatus = {
  active: 'active',
  investigating: 'investigating',
  resolved: 'resolved',
} as const;
export type DetectionStatus = (typeof DetectionStatus)[keyof typeof DetectionStatus];

export const DetectionSeverity = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
} as const;
export type DetectionSeverity = (typeof DetectionSeverity)[keyof typeof DetectionSeverity];
