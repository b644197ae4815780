import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { type ResourceSpec, specOf } from '../../../src/core/database/resource';
import { dayOf, daysAfter } from '../../../src/core/time/calendar';
import { PERMISSIONS } from '../../../src/auth/roles';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { declaredRoutes, type Route } from '../../support/routes';
import { focusFile, handIn } from '../finops/focus-file';
import { finished } from '../reports/reports-scene';
import { approvedSop, type SopBody } from '../sops/sop-scene';
import { mint } from './token-scene';

/** What every row of an environment says, and no other one does. */
export const MARKS = { staging: 'stagmark', production: 'prodsecret' } as const;
export type Place = keyof typeof MARKS;
/** What all of them say. */
export const COMMON = 'wombat';
export const METRIC = 'wombat_load';

type Body = Record<string, unknown>;

/** What is asked for to make something of an environment, by path: rows whose environment a request decides. */
export function creations(place: Place): Record<string, Body> {
  const [mark, today] = [MARKS[place], dayOf(new Date())];
  const words = `${COMMON} ${mark}`;
  const placed = { environment: place };
  const common = { description: words, ...placed };
  return {
    '/infra/incidents': { ...common, title: words, severity: 'high', squad: mark },
    '/infra/tasks': {
      ...{ ...common, title: words, priority: 'high', squad: mark },
      ...{ estimated_hours: place === 'staging' ? 8 : 4, due_date: `${daysAfter(today, 2)}T00:00:00Z` },
    },
    '/secops/assets': {
      ...{ hostname: `${COMMON}-${mark}.example.net`, ip_address: '10.1.1.1', asset_type: 'server' },
      ...{ owner: mark, ...placed },
    },
    '/admin/thresholds': {
      ...{ metric_name: METRIC, metric_type: 'infrastructure', operator: '>', threshold_value: 90 },
      ...{ severity: 'high', notification_channels: ['slack'], ...common },
    },
    '/infra/metrics': {
      ...{ metric_name: METRIC, metric_type: 'cpu', value: place === 'staging' ? 95 : 99, unit: '%' },
      ...{ host: mark, tags: { mark }, ...placed },
    },
    '/finops/budgets': { ...common, name: words, amount: 3_000, currency: 'USD' },
    '/admin/tokens': { name: words, scopes: ['read:incidents'], ...placed },
    '/finops/costs': {
      ...{ date: daysAfter(today, -1), service: `EC2 ${mark}`, cost: 1, currency: 'USD', ...placed },
    },
    '/reports/generate': {
      ...{ name: words, type: 'incident_summary', format: 'json', parameters: placed },
    },
  };
}

/** Costs of a machine that has done nothing for two weeks: a recommendation comes of it. */
function idleCosts(place: Place): Body[] {
  const today = dayOf(new Date());
  return Array.from({ length: 18 }, (_, index) => ({
    ...{ date: daysAfter(today, index - 18), environment: place, service: `EC2 ${MARKS[place]}` },
    ...{ resource_id: `${COMMON}-${MARKS[place]}`, cost: place === 'staging' ? 10 : 77.77, currency: 'USD' },
    ...{ usage_amount: index < 3 ? 5 : 0, usage_unit: 'Hours' },
  }));
}

async function made(actor: Actor, path: string, body: unknown): Promise<Body> {
  const answer = await actor.post(path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Makes rows of every kind in the environment, over HTTP. */
export async function furnish(server: TestServer, place: Place, sop: SopBody): Promise<void> {
  const admin = await server.as('admin');
  const own = await mint(admin, { scopes: [...PERMISSIONS.admin], environment: place, name: MARKS[place] });
  const words = `${COMMON} ${MARKS[place]}`;
  const ids: Record<string, string> = {};
  for (const [path, body] of Object.entries(creations(place)))
    ids[path] = String((await made(admin, path, body)).id);
  const incident = ids['/infra/incidents'];
  const evidence = { title: words, type: 'log', content: words };
  await made(admin, `/infra/incidents/${incident}/evidence`, evidence);
  const file = new FormData();
  for (const [name, value] of Object.entries({ title: words, type: 'log' })) file.set(name, value);
  file.set('file', new Blob([words]), `${MARKS[place]}.txt`);
  await made(admin, `/infra/incidents/${incident}/evidence`, file);
  const asset_id = ids['/secops/assets'];
  const found = { asset_id, title: words, description: words, severity: 'high' };
  await made(admin, '/secops/vulnerabilities', found);
  const sightings = place === 'staging' ? 1 : 2;
  for (let nth = 0; nth < sightings; nth += 1)
    await made(admin, '/secops/mitre/detections', {
      ...{ technique_id: 'T1059.001', description: words, severity: 'high', asset_id },
    });
  await made(admin, '/finops/costs', idleCosts(place));
  await made(admin, '/finops/recommendations/refresh', {});
  const handed = await handIn(own.actor, focusFile([{ ServiceName: '', ResourceName: MARKS[place] }]));
  if (handed.status !== 202) throw new Error(handed.text);
  const parameters = { mark: MARKS[place] };
  await made(admin, `/sops/${sop.id}/execute`, { environment: place, parameters });
  await made(admin, '/sops/executions', { sop_id: sop.id, environment: place, parameters });
  await finished(admin, ids['/reports/generate']);
}

export const sharedSop = (server: TestServer): Promise<SopBody> =>
  approvedSop(server, { title: 'For everybody', steps: [{ title: 'Do it' }] });

/** A route that gives a list of a resource. */
export interface ListRoute extends Route {
  readonly spec: ResourceSpec;
}

/** The routes that list the rows of an entity, by their path. */
export function listRoutes(server: TestServer): Map<string, ListRoute> {
  const lists = declaredRoutes(server.app).flatMap((route): [string, ListRoute][] => {
    const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, route.controller, route.handler.name) as
      Record<string, { data?: { entity?: Type } }> | undefined;
    const entity = Object.values(parameters ?? {}).find(({ data }) => data?.entity)?.data?.entity;
    return entity ? [[route.path, { ...route, spec: specOf<unknown>(entity) }]] : [];
  });
  return new Map(lists);
}

/** Fills the parameters of a path with ids of the environment; what is no collection's gets something that is nowhere. */
export class PathFiller {
  constructor(
    private readonly server: TestServer,
    private readonly lists: ReadonlyMap<string, ListRoute>,
  ) {}

  /** Ids of the living rows of the environment, or of all rows where they are everybody's. */
  async idsOf(spec: ResourceSpec, place: Place): Promise<string[]> {
    const own = spec.environment ? `r.deleted_at is null and ${spec.environment('r')} = '${place}'` : 'true';
    const rows = await this.server.sql<{ id: string }>(
      `select r.id::text as id from ${spec.table} r where ${own} order by r.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** The path below /api/v1, and whether any id in it is of something that has an environment. */
  async fill(path: string, place: Place): Promise<{ path: string; isPlaced: boolean }> {
    let [filled, pattern, isPlaced] = ['', '', false];
    for (const part of path.split('/').slice(1)) {
      const spec = part.startsWith('{') ? this.specOf(pattern) : undefined;
      if (part === '{metric_name}') filled += `/${METRIC}`;
      else if (spec) {
        isPlaced ||= spec.environment !== undefined;
        filled += `/${(await this.idsOf(spec, place)).at(-1) ?? '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c'}`;
      } else filled += part.startsWith('{') ? '/3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c' : `/${part}`;
      pattern += `/${part}`;
    }
    return { path: filled.replace('/api/v1', ''), isPlaced };
  }

  private specOf(collection: string): ResourceSpec | undefined {
    const costs = this.lists.get('/api/v1/finops/costs') ? undefined : '/api/v1/finops/costs';
    return collection === costs ? COSTS : this.lists.get(collection)?.spec;
  }
}

/** Listed by the breakdown, and known by their id elsewhere. */
const COSTS = {
  table: 'costs',
  environment: (row: string) => `${row}.environment`,
} as unknown as ResourceSpec;
