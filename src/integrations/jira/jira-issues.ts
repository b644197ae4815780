import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { adfToText, textToAdf } from './adf';
import { JIRA_FIELDS, type SyncedField, type Theirs } from './field-mapping';
import { JiraClient } from './jira-client';
import { JiraAway, JiraRefused } from './jira.errors';

export interface IssueRef {
  /** Jira's own, which never changes. */
  readonly id: string;
  readonly key: string;
}

export interface Issue {
  readonly values: Theirs;
  /** When it was last changed, by our clock. */
  readonly updatedAt: Date;
  /** Milliseconds by which Jira's clock is ahead of ours. */
  readonly skewMs: number;
}

/** Values as they go out; the description as text. */
export type Outgoing = Readonly<Partial<Record<SyncedField, string>>>;

interface Draft {
  readonly type: string;
  readonly label: string;
  readonly values: Outgoing;
}

type Json = Record<string, unknown>;

/** The label that says which row an issue belongs to. */
export const labelOf = (rowId: string): string => `occ-${rowId}`;

const READ = [...Object.values(JIRA_FIELDS), 'updated'].join(',');

/** The few requests of Jira's REST API that are used here. All throw JiraAway and JiraRefused. */
@Injectable()
export class JiraIssues {
  constructor(
    private readonly client: JiraClient,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async create({ type, label, values }: Draft, signal: AbortSignal): Promise<IssueRef> {
    const fields = {
      project: { key: this.config.JIRA_PROJECT_KEY },
      issuetype: { name: type },
      labels: [label],
      ...fieldsOf(values),
    };
    const body = { fields };
    const { json } = await this.client.call({ method: 'POST', path: '/issue', body, ofIssue: false, signal });
    const ref = refOf(json);
    if (!ref) throw new JiraAway('Jira did not say which issue it created', true);
    return ref;
  }

  /** The first issue that carries the label, or null. Jira's search finds what was created only after a while. */
  async find(label: string, signal: AbortSignal): Promise<IssueRef | null> {
    const jql = `project = "${this.config.JIRA_PROJECT_KEY}" AND labels = "${label}" ORDER BY created ASC`;
    const query = new URLSearchParams({ jql, fields: 'key', maxResults: '2' });
    const { json } = await this.client.call({
      ...{ method: 'GET', path: `/search/jql?${query.toString()}`, ofIssue: false, signal },
    });
    const { issues } = (json ?? {}) as { issues?: unknown };
    if (!Array.isArray(issues)) throw new JiraAway('Jira answered a search with what is no list', true);
    return issues.length === 0 ? null : refOf(issues[0]);
  }

  async read(id: string, signal: AbortSignal): Promise<Issue> {
    const path = `/issue/${encodeURIComponent(id)}?fields=${READ}`;
    const { json, skewMs } = await this.client.call({ method: 'GET', path, ofIssue: true, signal });
    const { fields } = (json ?? {}) as { fields?: Json };
    if (typeof fields?.summary !== 'string') throw new JiraAway('Jira answered with what is no issue', true);
    const values: Theirs = {
      title: fields.summary,
      description: adfToText(fields.description),
      priority: nameOf(fields.priority),
      status: nameOf(fields.status),
    };
    return { values, updatedAt: new Date(Date.parse(String(fields.updated)) - skewMs), skewMs };
  }

  /** Why Jira as a whole cannot be talked to, by a request that asks nothing of it; null if it can. */
  async whyAway(signal: AbortSignal): Promise<JiraAway | null> {
    try {
      await this.client.call({ method: 'GET', path: '/serverInfo', ofIssue: true, signal });
    } catch (error) {
      if (error instanceof JiraAway) return error;
      if (!(error instanceof JiraRefused)) throw error;
    }
    return null;
  }

  /** Writes all but the status. Gives what Jira has taken, which may be all but the priority. */
  async edit(id: string, values: Outgoing, signal: AbortSignal): Promise<Outgoing> {
    const path = `/issue/${encodeURIComponent(id)}`;
    const put = (what: Outgoing): Promise<unknown> =>
      this.client.call({
        ...{ method: 'PUT', path, body: { fields: fieldsOf(what) }, ofIssue: true, signal },
      });
    try {
      await put(values);
      return values;
    } catch (error) {
      const left = withoutPriority(values, error);
      if (Object.keys(left).length > 0) await put(left);
      return left;
    }
  }

  /** Moves to the first of these statuses that a transition leads to, and gives its name as Jira writes it. */
  async move(id: string, names: readonly string[], signal: AbortSignal): Promise<string> {
    const path = `/issue/${encodeURIComponent(id)}/transitions`;
    const { json } = await this.client.call({ method: 'GET', path, ofIssue: true, signal });
    const { transitions } = (json ?? {}) as { transitions?: unknown };
    const ways = (Array.isArray(transitions) ? (transitions as Json[]) : []).map((way) => ({
      id: String(way?.id),
      to: nameOf(way?.to) ?? '',
    }));
    for (const name of names) {
      const way = ways.find(({ to }) => to.toLowerCase() === name.toLowerCase());
      if (!way) continue;
      const body = { transition: { id: way.id } };
      await this.client.call({ method: 'POST', path, body, ofIssue: true, signal });
      return way.to;
    }
    throw new JiraRefused(409, `no transition leads to ${names.join(' or ')}`, ['status']);
  }
}

/** The values without the priority, if it is that alone that Jira finds fault with; throws the error if not. */
export function withoutPriority(values: Outgoing, error: unknown): Outgoing {
  const isPriority = error instanceof JiraRefused && error.status === 400 && values.priority !== undefined;
  if (!isPriority || error.fields.join() !== JIRA_FIELDS.priority) throw error;
  const { priority: _, ...left } = values;
  return left;
}

function fieldsOf({ title, description, priority }: Outgoing): Json {
  return {
    ...(title === undefined ? {} : { summary: title }),
    ...(description === undefined ? {} : { description: textToAdf(description) }),
    ...(priority === undefined ? {} : { priority: { name: priority } }),
  };
}

function refOf(json: unknown): IssueRef | null {
  const { id, key } = (json ?? {}) as Json;
  const isRef = /^\d{1,20}$/.test(String(id)) && /^[A-Z][A-Z0-9_]*-[1-9]\d*$/.test(String(key));
  return isRef ? { id: String(id), key: String(key) } : null;
}

function nameOf(value: unknown): string | null {
  const { name } = (value ?? {}) as Json;
  return typeof name === 'string' ? name : null;
}
