export const ReportType = {
  incident_summary: 'incident_summary',
  sla_report: 'sla_report',
  vulnerability_report: 'vulnerability_report',
  cost_report: 'cost_report',
  custom: 'custom',
} as const;
export type ReportType = (typeof ReportType)[keyof typeof ReportType];

export const ReportStatus = { generating: 'generating', completed: 'completed', failed: 'failed' } as const;
export type ReportStatus = (typeof ReportStatus)[keyof typeof ReportStatus];

export const ReportFormat = { pdf: 'pdf', html: 'html', json: 'json' } as const;
export type ReportFormat = (typeof ReportFormat)[keyof typeof ReportFormat];

/** Whether somebody asked for a report, or a template's schedule did. */
export const AskedBy = { account: 'account', schedule: 'schedule' } as const;
export type AskedBy = (typeof AskedBy)[keyof typeof AskedBy];
