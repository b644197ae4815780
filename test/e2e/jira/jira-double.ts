import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

export interface DoubleIssue {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly labels: string[];
  fields: { summary: string; description: unknown; priority: string; status: string };
  updated: Date;
  histories: { created: string; author: { displayName: string }; items: Json[] }[];
}

export interface Asked {
  readonly method: string;
  /** Below /rest/api/3, without the query. */
  readonly path: string;
  readonly authorization: string;
  readonly at: number;
  readonly body: Json;
}

/** What goes wrong with a request: `answer` in place of doing it, or after it was done. */
export interface Mishap {
  readonly when: (asked: Asked) => boolean;
  readonly isDone?: boolean;
  /** Hangs up without a word if it writes nothing. */
  readonly answer?: (response: ServerResponse) => void;
  times: number;
}

const STATUSES = ['To Do', 'In Progress', 'In Review', 'Done', 'Triage'];
const PRIORITIES = ['Highest', 'High', 'Medium', 'Low', 'Lowest'];

export const SECRET = 'a secret of the webhook, long enough';

/** A real HTTP server that speaks as much of Jira's REST API v3 as is used, and misbehaves as it is told. */
export class JiraDouble {
  readonly issues = new Map<string, DoubleIssue>();
  readonly asked: Asked[] = [];
  readonly mishaps: Mishap[] = [];
  readonly url: string;
  isDown = false;
  tellsTime = true;
  /** Is there again once it has refused to say whether it is. */
  isComingBack = false;
  /** Creations that are being answered at the same time; never more than one may be. */
  mostAtOnce = 0;
  private atOnce = 0;
  private number = 0;
  private readonly server;

  private constructor(server: ReturnType<typeof createServer>) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => this.serve(request, Buffer.concat(parts).toString(), response));
      response.on('error', () => undefined);
    });
  }

  static async open(): Promise<JiraDouble> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new JiraDouble(server);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  of(rowId: string): DoubleIssue[] {
    return [...this.issues.values()].filter(({ labels }) => labels.includes(`occ-${rowId}`));
  }

  count(method: string, path: RegExp): number {
    return this.asked.filter((one) => one.method === method && path.test(one.path)).length;
  }

  goesWrong(mishap: Omit<Mishap, 'times'> & { times?: number }): void {
    this.mishaps.push({ times: 1, ...mishap });
  }

  /** Somebody changes an issue in Jira, at that moment by its clock. */
  edit(issue: DoubleIssue, change: Partial<DoubleIssue['fields']>, at = new Date(), author = 'Jane'): void {
    const items = Object.entries(change).map(([field, value]) => ({
      ...{ field, fieldId: field, fromString: inLog(issue.fields[field as keyof typeof change]) },
      toString: inLog(value),
    }));
    Object.assign(issue.fields, change);
    issue.updated = at;
    issue.histories.unshift({
      created: at.toISOString().replace('Z', '+0000'),
      author: { displayName: author },
      items,
    });
  }

  private serve(request: IncomingMessage, text: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    if (this.isDown) {
      if (this.isComingBack && url.pathname.endsWith('/serverInfo')) this.isDown = this.isComingBack = false;
      return void request.socket.destroy();
    }
    response.sendDate = this.tellsTime;
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname.replace('/rest/api/3', ''),
      authorization: request.headers.authorization ?? '',
      at: performance.now(),
      body: text === '' ? {} : (JSON.parse(text) as Json),
    };
    this.asked.push(asked);
    const mishap = this.mishaps.find(({ when, times }) => times > 0 && when(asked));
    if (mishap) mishap.times -= 1;
    if (mishap && !mishap.isDone) return this.fail(mishap, request, response);
    const isCreation = asked.method === 'POST' && asked.path === '/issue';
    if (isCreation) this.mostAtOnce = Math.max(this.mostAtOnce, (this.atOnce += 1));
    const [status, body] = this.act(asked, url.searchParams);
    setImmediate(() => {
      if (isCreation) this.atOnce -= 1;
      if (mishap) return this.fail(mishap, request, response);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === null ? '' : JSON.stringify(body));
    });
  }

  private fail({ answer }: Mishap, request: IncomingMessage, response: ServerResponse): void {
    if (answer) answer(response);
    else request.socket.destroy();
  }

  private act({ method, path, body }: Asked, query: URLSearchParams): [number, unknown] {
    if (method === 'POST' && path === '/issue') return this.create(body.fields as Json);
    if (path === '/search/jql') {
      const label = /labels = "([^"]+)"/.exec(query.get('jql') ?? '')?.[1] ?? '';
      const found = [...this.issues.values()].filter(({ labels }) => labels.includes(label));
      return [200, { issues: found.map(({ id, key }) => ({ id, key })), isLast: true }];
    }
    if (path === '/serverInfo') return [200, { deploymentType: 'Cloud' }];
    const [, id, rest] = /^\/issue\/(\d+)(\/transitions|\/changelog)?$/.exec(path) ?? [];
    const issue = this.issues.get(id);
    if (!issue) return [404, { errorMessages: ['Issue does not exist'], errors: {} }];
    if (rest === '/changelog') return changelogOf(issue, query);
    if (rest) return this.transition(method, issue, body);
    if (method === 'PUT') return this.put(issue, body.fields as Json);
    const { summary, description, priority, status } = issue.fields;
    const updated = issue.updated.toISOString().replace('Z', '+0000');
    const fields = { summary, description, updated, priority: { name: priority }, status: { name: status } };
    return [200, { id, key: issue.key, fields }];
  }

  private create(fields: Json): [number, unknown] {
    this.number += 1;
    const id = String(10_000 + this.number);
    const issue: DoubleIssue = {
      ...{ id, key: `OPS-${this.number}`, type: (fields.issuetype as { name: string }).name },
      labels: fields.labels as string[],
      fields: {
        summary: String(fields.summary),
        description: fields.description,
        priority: (fields.priority as { name: string } | undefined)?.name ?? 'Medium',
        status: 'To Do',
      },
      updated: new Date(),
      histories: [],
    };
    this.issues.set(id, issue);
    return [201, { id, key: issue.key, self: `${this.url}/rest/api/3/issue/${id}` }];
  }

  private put(issue: DoubleIssue, fields: Json): [number, unknown] {
    const { summary, description, priority } = fields;
    const name = (priority as { name: string } | undefined)?.name;
    if (name !== undefined && !PRIORITIES.includes(name))
      return [400, { errorMessages: [], errors: { priority: 'The priority selected is invalid.' } }];
    const change = {
      ...(typeof summary === 'string' ? { summary } : {}),
      ...(description === undefined ? {} : { description }),
      ...(name === undefined ? {} : { priority: name }),
    };
    this.edit(issue, change, new Date(), 'Ops Control Center');
    return [204, null];
  }

  private transition(method: string, issue: DoubleIssue, body: Json): [number, unknown] {
    if (method === 'GET')
      return [200, { transitions: STATUSES.map((name, index) => ({ id: String(index), to: { name } })) }];
    const { id } = body.transition as { id: string };
    this.edit(issue, { status: STATUSES[Number(id)] }, new Date(), 'Ops Control Center');
    return [204, null];
  }
}

/** The changelog has texts without their formats. */
const inLog = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** A page, oldest first. */
function changelogOf({ histories }: DoubleIssue, query: URLSearchParams): [number, unknown] {
  const [from, most] = [Number(query.get('startAt')), Math.min(Number(query.get('maxResults')), 100)];
  const values = histories.toReversed().slice(from, from + most);
  return [200, { startAt: from, maxResults: most, total: histories.length, values }];
}

/** The body and the headers of a webhook, as Jira sends it. */
export function webhook(
  event: string,
  issue: Pick<DoubleIssue, 'id' | 'key'> & { labels?: readonly string[] },
  secret = SECRET,
): { body: string; headers: Record<string, string> } {
  const { id, key, labels = [] } = issue;
  const body = JSON.stringify({
    ...{ timestamp: Date.now(), webhookEvent: `jira:issue_${event}` },
    issue: { id, key, fields: { labels } },
  });
  return { body, headers: signed(body, secret) };
}

export const signed = (body: string | Buffer, secret = SECRET): Record<string, string> => ({
  'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  'x-atlassian-webhook-identifier': randomUUID(),
});
