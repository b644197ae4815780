import type { ApiDocument } from './document';

/** The groups of the documentation, in the order of the product's own menus. */
const GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Signing in': { Auth: 'Sign in and out, who you are, your password and sessions' },
  InfraOps: {
    'InfraOps: incidents': 'What is broken, how badly, and who sees to it',
    'InfraOps: evidence': 'Logs, screenshots and notes of an incident',
    'InfraOps: tasks': 'What is to be done, by whom and by when',
    'InfraOps: SLA': 'Weekly figures of what was done in time',
    'InfraOps: metrics': 'Points that are measured, their newest values and their course',
    'InfraOps: alerts': 'Thresholds that were crossed, to acknowledge and to resolve',
  },
  SecOps: {
    'SecOps: assets': 'Machines and services that are watched over',
    'SecOps: vulnerabilities': 'Weaknesses of assets, their rating and their statistics',
    'SecOps: MITRE ATT&CK': 'Tactics, techniques and what was detected of them',
  },
  FinOps: {
    'FinOps: costs': 'What was spent: summaries, breakdowns, single costs',
    'FinOps: imports': 'Bills as CSV files in the FOCUS format',
    'FinOps: budgets': 'What may be spent, and how far it has come',
    'FinOps: forecast': 'What is to be expected',
    'FinOps: credits': 'Credits of the clouds, and how fast they burn',
    'FinOps: recommendations': 'Where money can be saved',
  },
  Reports: { Reports: 'Reports as PDF, HTML and JSON, made in the background' },
  SOPs: {
    SOPs: 'Procedures: written, approved, versioned, as Markdown',
    'SOPs: executions': 'Procedures carried out, step by step',
  },
  Integrations: { Integrations: 'Feeds of other systems, in their own formats' },
  Administration: {
    'Admin: users': 'Accounts, their roles and their sessions',
    'Admin: API tokens': 'Tokens for programs: scopes, environments, ends',
    'Admin: thresholds': 'When a metric becomes an alert, and who is told',
    'Admin: notifications': 'Deliveries by mail, Slack, webhook and PagerDuty',
    'Admin: report templates': 'Layouts and schedules of reports',
    'Admin: audit log': 'Who did what, tamper-evident',
  },
  Health: { Health: 'Whether this instance can serve' },
};

/** Orders the operations by domain, and says what each group is about. */
export function groupTags(document: ApiDocument): void {
  document.tags = Object.values(GROUPS).flatMap((tags) =>
    Object.entries(tags).map(([name, description]) => ({ name, description })),
  );
  document['x-tagGroups'] = Object.entries(GROUPS).map(([name, tags]) => ({ name, tags: Object.keys(tags) }));
}
