export const AlertStatus = { active: 'active', acknowledged: 'acknowledged', resolved: 'resolved' } as const;
export type AlertStatus = (typeof AlertStatus)[keyof typeof AlertStatus];

/** Where people may take an alert. */
export const AlertStep = { acknowledged: 'acknowledged', resolved: 'resolved' } as const;
export type AlertStep = (typeof AlertStep)[keyof typeof AlertStep];
