import {
  type ApiDocument,
  type DocumentedOperation,
  type Media,
  operationsOf,
} from '../../src/openapi/document';
import type { Actor, Answer } from './actor';
import type { TestServer } from './app';
import { Witness } from './openapi-witness';

const API = '/api/v1';
/** Where the ids of a collection are found that has no list of its own. */
const LISTED_AT: Readonly<Record<string, string>> = { [`${API}/finops/costs`]: '/finops/breakdown' };
/** Fields that name rows of another collection. */
const REFERENCES: Readonly<Record<string, string>> = {
  asset_id: `${API}/secops/assets`,
  sop_id: `${API}/sops`,
  incident_id: `${API}/infra/incidents`,
  threshold_id: `${API}/admin/thresholds`,
  template_id: `${API}/admin/report-templates`,
};
/** Ids in paths that are no rows. */
const FIXED: Readonly<Record<string, string>> = { '{version}': '1.0.0', '{metric_name}': 'cpu_usage' };
const FILE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/mitre/, 'bundle.json'],
  [/sops/, 'sop.md'],
  [/costs/, 'costs.csv'],
  [/./, 'gateway.log'],
];

type Row = Record<string, unknown> & { readonly id: string };

/** One of everything, so that requests can speak of rows that are there. Made of the document's own examples. */
export class Scene {
  /** What had no row of the scene made, and why. */
  readonly refusals: string[] = [];
  /** Operations that have succeeded, e.g. `GET /health`. */
  readonly succeeded = new Set<string>();
  /** An account whose password may change. */
  somebody!: Actor;
  private readonly pools = new Map<string, string[]>();
  private readonly witness: Witness;

  private constructor(
    private readonly server: TestServer,
    private readonly document: ApiDocument,
    readonly admin: Actor,
  ) {
    this.witness = new Witness(document);
  }

  static async on(server: TestServer, document: ApiDocument): Promise<Scene> {
    const scene = new Scene(server, document, await server.as('admin'));
    await scene.furnish();
    await scene.look();
    return scene;
  }

  /** What the document shows as a body of this media type, with references to rows that are there. */
  bodyOf(type: string, media: Media, path: string): unknown {
    const example = linked(media.example, this.reference);
    if (type !== 'multipart/form-data') return example;
    const form = new FormData();
    const [, name] = FILE_NAMES.find(([pattern]) => pattern.test(path))!;
    for (const [field, value] of Object.entries(example as Record<string, string | null>)) {
      if (value === null) continue;
      if (field === 'file') form.append(field, new Blob([value]), name);
      else form.append(field, value);
    }
    return form;
  }

  readonly reference = (field: string): string | undefined => {
    if (field === 'technique_id') return 'T1059';
    return field in REFERENCES ? this.pools.get(REFERENCES[field])?.[0] : undefined;
  };

  /** The path with the ids of rows that are there: the newest, or the one `at` this place. */
  pathTo(template: string, at = 0): string {
    const segments = template.split('/');
    return segments
      .map((segment, index) => {
        if (!segment.startsWith('{')) return segment;
        if (segment in FIXED) return FIXED[segment];
        const pool = this.pools.get(segments.slice(0, index).join('/')) ?? [];
        return pool[at % Math.max(1, pool.length)] ?? '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';
      })
      .join('/');
  }

  /** Learns from an answer what works, and what there is now. */
  learn(method: string, path: string, { status, body }: Answer<unknown>): void {
    const asked = this.witness.operationOf(method, path);
    if (!asked || status >= 400) return;
    this.succeeded.add(`${method} ${asked.path}`);
    if (method === 'DELETE') this.forget(path.slice(path.lastIndexOf('/') + 1));
    const id = (body as Partial<Row> | null)?.id;
    if ((status === 201 || status === 202) && typeof id === 'string')
      this.know(asked.path.replace(/\/generate$/, '').replace('/costs/import', '/imports'), [id]);
  }

  /** These rows of the collection, and no others, are the ones to speak of. */
  replace(collection: string, ids: readonly string[]): void {
    this.pools.set(collection, [...ids]);
  }

  private forget(id: string): void {
    for (const [collection, ids] of this.pools)
      this.replace(
        collection,
        ids.filter((one) => one !== id),
      );
  }

  private know(collection: string, ids: readonly string[]): void {
    this.replace(collection, [...ids, ...(this.pools.get(collection) ?? [])].slice(0, 50));
  }

  private async send(method: string, path: string, body?: unknown, actor = this.admin): Promise<Answer<Row>> {
    const answer = await actor.send<Row>(method, `/${path}`, body);
    if (answer.status >= 300) this.refusals.push(`${method} ${path} gave ${answer.status}: ${answer.text}`);
    this.learn(method, path, answer);
    return answer;
  }

  /** Makes one of what the document shows as an example of it, but for what is said. */
  private async make(path: string, more: object = {}, actor = this.admin): Promise<Row> {
    const template = API + path;
    const media = this.document.paths[template].post.requestBody!.content['application/json'];
    const example = this.bodyOf('application/json', media, path) as object;
    return (await this.send('POST', this.pathTo(template), { ...example, ...more }, actor)).body;
  }

  private async furnish(): Promise<void> {
    const engineer = await this.server.as('engineer');
    for (const path of [
      ...['/infra/incidents', '/infra/tasks', '/secops/assets', '/secops/vulnerabilities', '/admin/tokens'],
      ...['/secops/mitre/detections', '/admin/report-templates', '/finops/credits', '/finops/budgets'],
      '/infra/incidents/{incident}/evidence',
    ])
      await this.make(path);
    await this.make('/reports/generate', { format: 'json' });
    const user = await this.make('/admin/users', { email: 'somebody@example.com', password: 'password123' });
    const credentials = { email: user.email, password: 'password123' };
    const { body } = await this.send('POST', `${API}/auth/login`, credentials, this.server.anonymous);
    this.somebody = this.server.anonymous.with({ authorization: `Bearer ${String(body.token)}` });
    // Too much load on one host, so that there is an alert.
    const rule = { metric_name: 'cpu_usage', environment: 'production' };
    await this.make('/admin/thresholds', { ...rule, operator: '>', threshold_value: 90 });
    const point = { ...rule, metric_type: 'cpu', value: 99, unit: 'percent' };
    await this.send('POST', `${API}/infra/metrics`, [point]);
    await this.procedures(engineer);
    await this.spend();
  }

  /** SOPs in each state; that which is approved waits for somebody to decide its only step. */
  private async procedures(engineer: Actor): Promise<void> {
    const steps = [{ title: 'Look' }];
    for (const verbs of [['submit', 'approve', 'execute', 'archive'], ['submit'], ['submit', 'approve']]) {
      const { id } = await this.make('/sops', { steps }, engineer);
      for (const verb of verbs)
        await this.send('POST', `${API}/sops/${id}/${verb}`, {}, verb === 'submit' ? engineer : this.admin);
    }
    const execution = await this.make('/sops/executions', { version: null, parameters: {} });
    const [first] = execution.step_results as { step_id: string }[];
    this.replace(`${API}/sops/executions/{id}/steps`, [first.step_id]);
  }

  /** Costs of a resource that nobody has used for weeks, which is a recommendation. */
  private async spend(): Promise<void> {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const costs = Array.from({ length: 25 }, (_, ago) => ({
      ...{ date: day(ago), environment: 'production', service: 'EC2', resource_id: 'i-idle', cost: 40 },
      ...{ currency: 'USD', usage_amount: ago > 20 ? 5 : 0, usage_unit: 'Hours' },
    }));
    await this.send('POST', `${API}/finops/costs`, costs);
    await this.send('POST', `${API}/finops/recommendations/refresh`);
  }

  /** Finds the ids of rows that came to be otherwise. */
  private async look(): Promise<void> {
    for (const { path } of operationsOf(this.document)) {
      const collection = path.replace(/\/\{[^}]+\}$/, '');
      if (collection === path || this.pools.has(collection)) continue;
      const at = LISTED_AT[collection] ?? this.pathTo(collection).slice(API.length);
      const { status, body } = await this.admin.get<Row[]>(`${at}?limit=100`);
      const rows = status === 200 && Array.isArray(body) ? body : [];
      this.replace(
        collection,
        rows.flatMap(({ id }) => id ?? []),
      );
    }
  }
}

function linked(example: unknown, reference: (field: string) => string | undefined): unknown {
  if (typeof example !== 'object' || example === null) return example;
  return JSON.parse(JSON.stringify(example), (name: string, value: unknown) =>
    typeof value === 'string' ? (reference(name) ?? value) : value,
  ) as unknown;
}

/** The bodies that an operation shows as examples, by media type. */
export const shownBodies = ({ operation }: DocumentedOperation): [type: string, media: Media][] =>
  Object.entries(operation.requestBody?.content ?? {});
