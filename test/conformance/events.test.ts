import { beforeAll, describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES } from '../../src/app.module';
import { PERMISSIONS } from '../../src/auth/roles';
import { isResource, type ResourceSpec, specOf } from '../../src/core/database/resource';
import type { EventDeclaration } from '../../src/core/events/event-declaration';
import { Environment, type FieldDefinition } from '../../src/core/fields';
import { parseMessage } from '../../src/gateway/protocol';

const SRC = join(__dirname, '../../src');

/** The event types of the product's own type definitions. */
const TYPES = ['incident', 'task', 'asset', 'alert', 'notification', 'metric'];
const GRANTED = new Set(Object.values(PERMISSIONS).flat());

type Row = Record<string, unknown>;
type Events = EventDeclaration<never>;

/** Every class that any *.entity.ts declares as a resource. */
async function declaredResources(): Promise<Type[]> {
  const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.entity.ts'),
  );
  const modules = await Promise.all(paths.map((path) => import(join(SRC, path)) as Promise<object>));
  return modules
    .flatMap((exported) => Object.values(exported) as unknown[])
    .filter((value): value is Type => typeof value === 'function' && isResource(value as Type));
}

/** A row for each environment, its fields filled with something of their kind, or with null where that may be. */
function sampleRows(spec: Pick<ResourceSpec, 'fields'>): Row[] {
  const value = (field: FieldDefinition, environment: string): unknown => {
    if (field.name === 'environment') return environment;
    if (field.kind === 'enum') return field.values![0];
    return field.kind === 'text_list' ? ['some'] : 'Some Squad';
  };
  const fill = (environment: string, empty: boolean): Row =>
    Object.fromEntries(
      spec.fields.map((field) => [field.name, empty && field.nullable ? null : value(field, environment)]),
    );
  return Object.values(Environment).flatMap((environment) => [
    fill(environment, false),
    fill(environment, true),
  ]);
}

/** What keeps an event from anyone who should hear it. */
function faultsOf(events: Events, rows: readonly Row[]): string[] {
  const faults: string[] = [];
  if (!TYPES.includes(events.type)) faults.push(`unknown type ${events.type}`);
  if (!GRANTED.has(events.permission)) faults.push(`nobody holds ${events.permission}`);
  for (const row of rows) {
    const channels = events.channels(row as never);
    try {
      parseMessage(JSON.stringify({ type: 'subscribe', channels }));
    } catch (error) {
      faults.push((error as Error).message);
    }
    const environment = events.environment?.(row as never) ?? null;
    const isBound = 'environment' in row;
    if (isBound && environment !== row.environment)
      faults.push(`environment ${environment} is not that of the row`);
  }
  return [...new Set(faults)];
}

describe('events', () => {
  let resources: Type[];
  beforeAll(async () => {
    resources = await declaredResources();
  });

  it('every resource that is declared is part of the application', () => {
    expect(resources.length).toBeGreaterThan(2);
    expect(ENTITIES.map(({ name }) => name).toSorted()).toEqual(resources.map(({ name }) => name).toSorted());
  });

  it('those of every resource reach everyone who may hear them and subscribes', () => {
    const telling = resources.map((entity) => specOf(entity)).filter(({ events }) => events);
    expect(telling.map(({ name }) => name)).toContain('incident');
    const faults = telling.map((spec) => [spec.name, faultsOf(spec.events as Events, sampleRows(spec))]);
    expect(faults).toEqual(telling.map(({ name }) => [name, []]));
  });

  const rows: Row[] = [{ environment: 'production', squad: 'Some Squad' }];
  const sound = {
    type: 'incident',
    permission: 'read:incidents',
    channels: () => ['incidents', 'squad:Some Squad'],
    environment: () => 'production',
  };

  it.each([
    ['a type that clients do not know', { type: 'rumour' }, /unknown type rumour/],
    ['a permission that no role has', { permission: 'read:rumours' }, /nobody holds read:rumours/],
    ['a channel that the gateway refuses', { channels: () => ['rumours'] }, /There is no channel "rumours"/],
    ['no channel at all', { channels: () => [] }, /must be a list of 1 to/],
    ['an environment kept from bound listeners', { environment: undefined }, /environment null is not that/],
  ])('%s is noticed', (_, fault, message) => {
    expect(faultsOf(sound as unknown as Events, rows)).toEqual([]);
    expect(faultsOf({ ...sound, ...fault } as unknown as Events, rows)).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
