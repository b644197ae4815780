import { decimal, secret, text, type Variable } from './variable';

/** Names in Jira by a value of ours; what goes out is the first that Jira knows, all of them come in as that value. */
export type JiraNames = ReadonlyMap<string, readonly string[]>;

/** `open=To Do, Open; resolved=Done`: every one of `values` has at least one name. */
const names = (values: readonly string[], fallback: string, about: string): Variable<JiraNames> => ({
  fallback,
  about,
  parse: (value) => {
    const given = new Map<string, readonly string[]>();
    for (const part of value.split(';').filter((entry) => entry.trim() !== '')) {
      const [, ours = '', theirs = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
      const list = theirs
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
      if (!values.includes(ours.trim()) || given.has(ours.trim()) || list.length === 0)
        throw new Error(`must read like "${fallback}", with ${values.join(', ')} once each; not "${part}"`);
      given.set(ours.trim(), list);
    }
    const missing = values.filter((one) => !given.has(one));
    if (missing.length > 0) throw new Error(`must name what ${missing.join(', ')} is called in Jira`);
    return given;
  },
});

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A site's base URL; the token goes there, so in clear only within this machine. */
const site = (about: string): Variable<string> => ({
  fallback: '',
  about,
  parse: (value) => {
    if (value === '') return value;
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    const isSafe =
      parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && LOOPBACK.test(parsed.hostname));
    if (!parsed || !isSafe) throw new Error('must be a URL that starts with https://');
    if (parsed.username || parsed.password) throw new Error('must not hold a user or a password');
    if (parsed.search || parsed.hash) throw new Error('must end with its path');
    return value.replace(/\/+$/, '');
  },
});

const projectKey = (about: string): Variable<string> => ({
  fallback: '',
  about,
  parse: (value) => {
    if (value === '') return value;
    if (!/^[A-Z][A-Z0-9_]{1,19}$/.test(value))
      throw new Error(`must be the key of a project, such as OPS, not "${value}"`);
    // A key of theirs would be one that a row of ours has already.
    if (value === 'INC' || value === 'TASK')
      throw new Error('must be neither INC nor TASK: the server gives out such ids itself');
    return value;
  },
});

/** Where incidents and tasks are kept as issues, too. */
export const JIRA_VARIABLES = {
  JIRA_API_URL: site('Jira Cloud site, e.g. https://example.atlassian.net; empty: no Jira'),
  JIRA_SITE_URL: site('What links to issues begin with, if not with JIRA_API_URL'),
  JIRA_API_TOKEN: secret('API token of the account that Jira sees'),
  JIRA_USER_EMAIL: text('', 'E-mail address of that account; without it the token goes as bearer'),
  JIRA_PROJECT_KEY: projectKey('Project in which issues are created'),
  JIRA_WEBHOOK_SECRET: secret('Secret of the webhook in Jira, at least 16 bytes; empty: nothing comes back'),
  JIRA_ISSUE_TYPE_INCIDENT: text('Task', 'Type of issues of incidents'),
  JIRA_ISSUE_TYPE_TASK: text('Task', 'Type of issues of tasks'),
  JIRA_INCIDENT_STATUSES: names(
    ['open', 'investigating', 'resolved', 'closed'],
    'open=To Do, Open, Backlog, Reopened; investigating=In Progress; resolved=Resolved, Done; closed=Closed, Done',
    'Statuses in Jira that those of incidents stand for',
  ),
  JIRA_TASK_STATUSES: names(
    ['todo', 'in_progress', 'review', 'done'],
    'todo=To Do, Open, Backlog, Reopened; in_progress=In Progress; review=In Review, In Progress; done=Done, Resolved, Closed',
    'Statuses in Jira that those of tasks stand for',
  ),
  JIRA_PRIORITIES: names(
    ['critical', 'high', 'medium', 'low'],
    'critical=Highest; high=High; medium=Medium; low=Low, Lowest',
    'Priorities in Jira that severities and priorities stand for',
  ),
  JIRA_TIMEOUT_SECONDS: decimal(10, 0.05, 60, 'Time limit of one request to Jira'),
  JIRA_RETRY_SECONDS: decimal(5, 0.01, 3600, 'Wait after Jira has failed; doubles up to five minutes'),
  JIRA_SETTLE_SECONDS: decimal(
    30,
    0.01,
    3600,
    'Time until the search in Jira finds what was created; raise it if issues are ever doubled',
  ),
} as const;

interface JiraSettings {
  readonly JIRA_API_URL: string;
  readonly JIRA_API_TOKEN: string;
  readonly JIRA_PROJECT_KEY: string;
  readonly JIRA_WEBHOOK_SECRET: string;
}

/** What is missing or too little beside each other. */
export function jiraFaults(config: JiraSettings): string[] {
  const faults: string[] = [];
  const needed = ['JIRA_API_TOKEN', 'JIRA_PROJECT_KEY'] as const;
  // One that could not be read has its own fault already, and is not there.
  for (const name of config.JIRA_API_URL ? needed : [])
    if (config[name] === '') faults.push(`${name} must be set together with JIRA_API_URL`);
  const bytes = Buffer.byteLength(config.JIRA_WEBHOOK_SECRET);
  if (bytes > 0 && bytes < 16) faults.push(`JIRA_WEBHOOK_SECRET must be at least 16 bytes, not ${bytes}`);
  return faults;
}
