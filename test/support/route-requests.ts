import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiDocument, Media } from '../../src/openapi/document';
import type { Actor } from './actor';
import type { TestServer } from './app';
import { PASSWORD, PERSONAS } from './personas';
import { packed, REMOTE_WRITE_HEADERS, series } from './remote-write';
import type { Route } from './routes';

/** A request that is right in all but, perhaps, who sends it. */
export interface RouteRequest {
  readonly method: string;
  /** As an Actor takes it. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Row = Record<string, unknown> & { readonly id: string };
type Json = Record<string, unknown>;
/** Makes a row of the collection at this path, e.g. `/infra/incidents/<id>/evidence`, and gives its id. */
type Maker = (path: string, asker: Actor) => Promise<string>;

const API = '/api/v1';
const METRIC = 'cpu_usage';
/** The columns without which a file of costs is refused, and one charge. */
const CHARGES = `BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,PricingQuantity,PricingUnit,ProviderName,PublisherName,ServiceCategory,ServiceName,Tags
1.50,1000,Acme,USD,2026-02-01T00:00:00Z,2026-01-01T00:00:00Z,Usage,,"Linux, on demand",2026-01-15T11:00:00Z,2026-01-15T10:00:00Z,1.60,1.25,AWS,2.00,1,Hours,AWS,AWS,Compute,Amazon EC2,"{""environment"":""prod""}"
`;
const MARKDOWN =
  '---\ntitle: Restart a service\ncategory: maintenance\ndescription: How to.\n---\n\nRead this.\n\n## Step: Do it\n';
const CSV = { 'content-type': 'text/csv' };
const TEXT = { 'content-type': 'text/markdown' };

/** An id that nothing has. */
export const NOWHERE = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

/**
 * Requests that a route takes, made of the examples of the document and of rows that are there: all of them in production,
 * as far as they are in an environment at all.
 */
export class RouteRequests {
  /** Rows that requests speak of which change nothing. */
  private readonly shared = new Map<string, Promise<string>>();
  private readonly makers: Readonly<Record<string, Maker>> = this.allMakers();
  private number = 0;

  private constructor(
    private readonly server: TestServer,
    private readonly document: ApiDocument,
    private readonly admin: Actor,
    private readonly engineer: Actor,
  ) {}

  static async on(server: TestServer): Promise<RouteRequests> {
    const { body } = await server.anonymous.get<ApiDocument>('//api/docs-json');
    return new RouteRequests(server, body, await server.as('admin'), await server.as('engineer'));
  }

  /** With `fresh`, about a row that nobody has touched yet, so that the request can succeed whatever came before. */
  async of(route: Pick<Route, 'method' | 'path'>, asker: Actor, fresh: boolean): Promise<RouteRequest> {
    const name = `${route.method} ${route.path.replace(API, '')}`;
    const path = await this.pathOf(route, asker, fresh);
    const special = await this.specialBody(name);
    const body = special ? special.body : await this.example(route.method, route.path);
    const target = route.path.startsWith(API) ? `${path}${QUERIES[name] ?? ''}` : `/${path}`;
    return { method: route.method, path: target, body, headers: special?.headers ?? {} };
  }

  private async pathOf(
    { method, path }: Pick<Route, 'method' | 'path'>,
    asker: Actor,
    fresh: boolean,
  ): Promise<string> {
    let [filled, pattern] = ['', ''];
    for (const part of path.replace(API, '').split('/').slice(1)) {
      if (!part.startsWith('{')) filled += `/${part}`;
      else
        filled += `/${await this.idIn(`${method} ${path.replace(API, '')}`, pattern, filled, asker, fresh)}`;
      pattern += `/${part}`;
    }
    return filled;
  }

  private idIn(
    route: string,
    pattern: string,
    filled: string,
    asker: Actor,
    fresh: boolean,
  ): Promise<string> {
    const [make, key] = this.makers[route] ? [this.makers[route], route] : [this.makers[pattern], filled];
    if (!make) return Promise.resolve(NOWHERE);
    if (fresh || pattern === '/auth/sessions') return make(filled, asker);
    const known = this.shared.get(key);
    if (known) return known;
    const made = make(filled, asker);
    this.shared.set(key, made);
    return made;
  }

  /** A row of the collection that is made once. */
  private one(collection: string): Promise<string> {
    return this.idIn('', collection, collection, this.admin, false);
  }

  /** What the document shows, speaking of what is there, and of what no other row is called. */
  private async example(method: string, path: string): Promise<unknown> {
    const media = this.document.paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json'];
    const shown = media && shownIn(media);
    return shown && this.fitted(shown);
  }

  private async fitted(shown: unknown): Promise<unknown> {
    if (Array.isArray(shown)) return Promise.all(shown.map((item: unknown) => this.fitted(item)));
    if (typeof shown !== 'object' || shown === null) return shown;
    this.number += 1;
    const copy: Json = { ...shown };
    const fit = (name: string, value: unknown): void => void (name in copy && (copy[name] = value));
    fit('environment', 'production');
    fit('hostname', `host-${this.number}.example.net`);
    fit('email', `person-${this.number}@example.com`);
    fit('resource_id', `i-${this.number}`);
    fit('metric_name', METRIC);
    fit('technique_id', 'T1059');
    fit('executed_by', null);
    fit('expires_at', null);
    fit('confirmed_steps', []);
    // Of an SOP: whichever it is at. Only its own steps may be named.
    delete copy.version;
    fit('steps', [{ title: 'Do it' }]);
    for (const [name, collection] of Object.entries(REFERENCES))
      if (typeof copy[name] === 'string') copy[name] = await this.one(collection);
    return copy;
  }

  /** Bodies that no example is good for. */
  private async specialBody(
    name: string,
  ): Promise<{ body: unknown; headers?: Record<string, string> } | undefined> {
    switch (name) {
      case 'POST /auth/login':
        return { body: { email: PERSONAS.colleague.email, password: PASSWORD } };
      case 'POST /auth/password':
        return { body: { current_password: PASSWORD, new_password: `${PASSWORD}-and-more` } };
      case 'POST /reports/generate':
        return { body: { name: 'Incidents', type: 'incident_summary', format: 'json', parameters: PLACED } };
      case 'POST /secops/mitre/import':
        return { body: { type: 'bundle', id: `bundle--${randomUUID()}`, objects: ATTACK } };
      case 'POST /sops/import':
        return { body: MARKDOWN, headers: TEXT };
      case 'POST /finops/costs/import':
        return { body: CHARGES, headers: CSV };
      case 'POST /integrations/prometheus/write':
        return { body: writeRequest(), headers: REMOTE_WRITE_HEADERS };
      case 'POST /admin/notifications/retry':
        return { body: { alert_id: await this.one('/infra/alerts') } };
      default:
        return undefined;
    }
  }

  private allMakers(): Record<string, Maker> {
    const plain =
      (collection: string): Maker =>
      (path) =>
        this.make(path, collection);
    const one =
      (collection: string): Maker =>
      () =>
        this.one(collection);
    const sop =
      (...steps: string[]): Maker =>
      () =>
        this.sop(steps);
    return {
      ...Object.fromEntries(COLLECTIONS.map((collection) => [collection, plain(collection)])),
      '/auth/sessions': async (_path, asker) => (await got(asker, '/auth/sessions')).id,
      '/admin/users/{id}/sessions': (path) => this.sessionOf(path.split('/')[3]),
      '/admin/audit-logs': async () => (await got(this.admin, '/admin/audit-logs?limit=1')).id,
      '/admin/notifications': () => this.delivery(),
      '/infra/incidents/{incident}/evidence': (path) => this.evidence(path),
      '/infra/metrics': () => Promise.resolve(METRIC),
      '/infra/alerts': () => this.alert(),
      '/finops/costs': () => this.cost(),
      '/finops/imports': () => this.costImport(),
      '/finops/recommendations': () => this.recommendation(),
      '/reports': () => this.report(),
      '/sops': sop(),
      'POST /sops/{id}/approve': sop('submit'),
      'POST /sops/{id}/archive': sop('submit', 'approve'),
      'POST /sops/{id}/execute': one('approved'),
      approved: sop('submit', 'approve'),
      '/sops/{id}/versions': () => Promise.resolve('1.0.0'),
      '/sops/executions': () => this.execution(),
      '/sops/executions/{id}/steps': async (path) => {
        const { step_results } = await got(this.admin, path.replace('/steps', ''));
        return (step_results as { step_id: string }[])[0].step_id;
      },
    };
  }

  private async make(path: string, pattern: string, more: Json = {}): Promise<string> {
    const example = (await this.example('POST', `${API}${pattern}`)) as Json;
    return (await sent(this.admin, path, { ...example, ...more })).id;
  }

  private async sop(steps: readonly string[]): Promise<string> {
    const example = (await this.example('POST', `${API}/sops`)) as Json;
    const { id } = await sent(this.engineer, '/sops', example);
    for (const step of steps) await sent(this.admin, `/sops/${id}/${step}`, {});
    return id;
  }

  /** One that waits for somebody to decide. */
  private async execution(): Promise<string> {
    const sop_id = await this.one('approved');
    return (await sent(this.admin, '/sops/executions', { sop_id, ...PLACED })).id;
  }

  private async evidence(path: string): Promise<string> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ title: 'A log', type: 'log' })) form.set(name, value);
    form.set('file', new Blob(['what happened']), 'a.log');
    return (await sent(this.admin, path, form)).id;
  }

  private async sessionOf(user: string): Promise<string> {
    const { email } = await got(this.admin, `/admin/users/${user}`);
    const { password } = (await this.example('POST', `${API}/admin/users`)) as Json;
    await sent(this.server.anonymous, '/auth/login', { email, password });
    return (await got(this.admin, `/admin/users/${user}/sessions`)).id;
  }

  /** An alert that goes on. */
  private async alert(): Promise<string> {
    this.number += 1;
    const metric_name = `metric_${this.number}`;
    await sent(this.admin, '/admin/thresholds', {
      ...{ metric_name, metric_type: 'infrastructure', operator: '>', threshold_value: 90, severity: 'high' },
      ...{ notification_channels: ['slack'], ...PLACED },
    });
    await sent(this.admin, '/infra/metrics', {
      ...{ metric_name, metric_type: 'cpu', value: 99, unit: '%', host: 'web-1', ...PLACED },
    });
    return (await untilGot(this.admin, `/infra/alerts?metric_name=${metric_name}`)).id;
  }

  /** News of an alert that could not be told: nothing is configured. */
  private async delivery(): Promise<string> {
    const alert = await this.alert();
    return (await untilGot(this.admin, `/admin/notifications?alert_id=${alert}&status=dead`)).id;
  }

  private async cost(): Promise<string> {
    this.number += 1;
    const resource_id = `i-${this.number}`;
    await sent(this.admin, '/finops/costs', { ...COST, resource_id });
    const [{ id }] = await this.server.sql<Row>('select id::text as id from costs where resource_id = $1', [
      resource_id,
    ]);
    return id;
  }

  private async costImport(): Promise<string> {
    const { id } = await sent(this.admin, '/finops/costs/import', CHARGES, CSV);
    return (await untilGot(this.admin, `/finops/imports/${id}`, ({ status }) => status === 'completed')).id;
  }

  /** A machine that nobody has used for weeks. */
  private async recommendation(): Promise<string> {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const idle = Array.from({ length: 25 }, (_, ago) => ({
      ...COST,
      ...{ date: day(ago), resource_id: 'i-idle', usage_amount: ago > 20 ? 5 : 0, usage_unit: 'Hours' },
    }));
    await sent(this.admin, '/finops/costs', idle);
    await sent(this.admin, '/finops/recommendations/refresh', undefined);
    return (await got(this.admin, '/finops/recommendations')).id;
  }

  private async report(): Promise<string> {
    const body = { name: 'Incidents', type: 'incident_summary', format: 'json', parameters: PLACED };
    const { id } = await sent(this.admin, '/reports/generate', body);
    return (await untilGot(this.admin, `/reports/${id}`, ({ status }) => status === 'completed')).id;
  }
}

/** The least that can be imported. */
const ATTACK = [
  {
    ...{ type: 'x-mitre-tactic', id: `x-mitre-tactic--${NOWHERE}`, spec_version: '2.1', name: 'Impact' },
    ...{ x_mitre_shortname: 'impact', external_references: [attackId('TA0040')] },
  },
  {
    ...{
      type: 'attack-pattern',
      id: `attack-pattern--${NOWHERE}`,
      spec_version: '2.1',
      name: 'Command and Scripting Interpreter',
    },
    kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'impact' }],
    external_references: [attackId('T1059')],
  },
];
const PLACED = { environment: 'production' };
const COST = { ...PLACED, date: '2026-01-15', service: 'EC2', cost: 40, currency: 'USD' };
/** Of which a POST of the document's example makes a row. */
const COLLECTIONS = [
  ...['/infra/incidents', '/infra/tasks', '/secops/assets', '/secops/vulnerabilities', '/finops/credits'],
  ...['/secops/mitre/detections', '/finops/budgets', '/admin/report-templates', '/admin/thresholds'],
  ...['/admin/users', '/admin/tokens'],
];
/** Fields that name a row of another collection. */
const REFERENCES: Readonly<Record<string, string>> = {
  asset_id: '/secops/assets',
  incident_id: '/infra/incidents',
  sop_id: 'approved',
};
const QUERIES: Readonly<Record<string, string>> = { 'GET /finops/costs/export': '?format=focus' };

const writeRequest = (): Uint8Array =>
  packed([
    series({ __name__: METRIC, env: 'production', job: 'checkout' }, { value: 1, timestamp: Date.now() }),
  ]);

function attackId(external_id: string): Json {
  return { source_name: 'mitre-attack', external_id, url: `https://attack.mitre.org/${external_id}` };
}

function shownIn({ examples = {}, example }: Media): unknown {
  const [first] = Object.values(examples) as { value: unknown }[];
  return first ? first.value : example;
}

async function sent(
  actor: Actor,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Row> {
  const answer = await actor.post<Row>(path, body, headers);
  if (answer.status >= 300) throw new Error(`POST ${path} gave ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** The row, or the first of the list. */
async function got(actor: Actor, path: string): Promise<Row> {
  return untilGot(actor, path, () => true, 0);
}

/** The same, once it is there and fits. */
async function untilGot(
  actor: Actor,
  path: string,
  fits: (row: Row) => boolean = () => true,
  patienceMs = 15_000,
): Promise<Row> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(20)) {
    const { body, text } = await actor.get<Row | Row[]>(path);
    const row = Array.isArray(body) ? body[0] : body;
    if (row?.id && fits(row)) return row;
    if (Date.now() >= deadline) throw new Error(`GET ${path} gave ${text}`);
  }
}

const AT_ONCE = 6;

/** Some at a time, as most of the time goes by in waiting for the database. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
