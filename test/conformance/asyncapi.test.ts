import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES } from '../../src/app.module';
import type { AsyncApiDocument } from '../../src/asyncapi/document';
import { isResource, specOf } from '../../src/core/database/resource';
import { declaredFamilies } from '../../src/core/events/event-declaration';
import { CHANNELS, CLOSES } from '../../src/gateway';
import { parseMessage } from '../../src/gateway/protocol';
import type { ApiDocument } from '../../src/openapi/document';
import { define } from '../e2e/infra/alert-scene';
import { draft } from '../e2e/infra/fixtures';
import { draft as assetDraft } from '../e2e/secops/asset-scene';
import { startServer, type TestServer } from '../support/app';
import { LiveClient, type LiveMessage } from '../support/live-client';
import { FORMATS, schemaFaults } from '../support/openapi-schema';

const SRC = join(__dirname, '../../src');
describe('the AsyncAPI document', () => {
  let server: TestServer;
  let document: AsyncApiDocument;
  beforeAll(async () => {
    server = await startServer();
    document = (await server.anonymous.get<AsyncApiDocument>('//api/asyncapi.json')).body;
  });
  afterAll(() => server.close());

  const messageOf = (name: string) => document.components.messages[name];
  /** What the message that is documented under this name has against it. */
  const faults = (name: string, message: unknown): string[] =>
    schemaFaults(message, messageOf(name).payload, document as unknown as ApiDocument);

  it('is there for everybody, is version 3.0, and refers to nothing that it does not hold', async () => {
    const answer = await server.anonymous.get<AsyncApiDocument>('//api/asyncapi.json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
    expect(answer.body.asyncapi).toBe('3.0.0');
    for (const [, reference] of answer.text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let found: unknown = answer.body;
      for (const part of reference.split('/')) found = (found as Record<string, unknown> | undefined)?.[part];
      expect([reference, found]).toEqual([reference, expect.anything()]);
    }
  });

  it('names every event that is declared, with its permission and its data', () => {
    const resources = ENTITIES.filter(isResource).flatMap((entity) => {
      const { events } = specOf(entity as Type<object>);
      return events
        ? [{ type: events.type, permissions: [events.permission] as string[], schema: entity.name }]
        : [];
    });
    const others = declaredFamilies().map(({ type, permissions, payload }) => ({
      ...{ type, permissions, schema: payload.name },
    }));
    const declared = [...resources, ...others];
    expect(declared.map(({ type }) => type).toSorted()).toEqual(
      ['alert', 'asset', 'incident', 'metric', 'notification', 'task'].toSorted(),
    );
    for (const { type, permissions, schema } of declared) {
      expect(messageOf(type)).toMatchObject({
        'x-permissions': permissions,
        payload: { properties: { type: { enum: [type] }, data: { $ref: `#/components/schemas/${schema}` } } },
      });
      expect(document.components.schemas[schema].properties).toBeDefined();
    }
    const actionsOf = (name: string) => messageOf(name).payload.properties!.action.enum;
    expect(actionsOf('incident')).toEqual(['created', 'updated', 'deleted']);
    // Nobody can remove an alert.
    expect(actionsOf('alert')).toEqual(['created', 'updated']);
    expect(messageOf('incident')['x-channels']).toEqual(['incidents', '{environment}', 'squad:{squad}']);
  });

  it('leaves out no event that anything in the sources raises', () => {
    const raised = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .filter((path) => /\beventLog\.raise\(/i.test(readFileSync(join(SRC, path), 'utf8')));
    expect(raised.length).toBeGreaterThanOrEqual(2);
    for (const path of raised) expect(readFileSync(join(SRC, path), 'utf8')).toMatch(/_EVENTS\b/);
  });

  it('says the same schemas as the OpenAPI document', async () => {
    const api = (await server.anonymous.get<ApiDocument>('//api/docs-json')).body;
    for (const name of ['Incident', 'Task', 'Asset', 'Alert', 'Metric']) {
      const [here, there] = [document.components.schemas[name], api.components.schemas[name]];
      expect([name, Object.keys(here.properties!)]).toEqual([name, Object.keys(there.properties!)]);
      expect([name, here.required]).toEqual([name, there.required]);
    }
  });

  it('has examples that fit their own schemas, and the server understands all that it shows clients saying', () => {
    const ajv = new Ajv({ strict: false, formats: FORMATS, logger: false });
    ajv.addSchema({ $id: 'doc', components: { schemas: document.components.schemas as never } });
    for (const [name, { payload, examples }] of Object.entries(document.components.messages)) {
      expect([name, examples.length]).toEqual([name, 1]);
      const text = JSON.stringify(payload).replaceAll('"#/components', '"doc#/components');
      const judge = ajv.compile(JSON.parse(text) as object);
      judge(examples[0].payload);
      expect([name, judge.errors]).toEqual([name, null]);
      expect([name, faults(name, examples[0].payload)]).toEqual([name, []]);
    }
    const said = Object.values(document.operations).filter(({ action }) => action === 'receive');
    expect(said).toHaveLength(8);
    for (const { messages } of said) {
      for (const { $ref } of messages) {
        const { examples } = messageOf($ref.split('/').at(-1)!);
        expect(() => parseMessage(JSON.stringify(examples[0].payload))).not.toThrow();
      }
    }
  });

  it('tells all channels and all ends of a socket', () => {
    const { live } = document.channels;
    expect(live['x-subscriptions'].map(({ channel }) => channel)).toEqual([...CHANNELS, 'squad:<name>']);
    expect(live['x-close-codes']).toEqual(Object.values(CLOSES));
    for (const { remedy } of live['x-close-codes']) expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('is right about every event and every answer that a socket really gets', async () => {
    const [engineer, admin] = [await server.as('engineer'), await server.as('admin')];
    const live = await server.live('admin', ...CHANNELS);
    const heard = (type: string, action: string): Promise<LiveMessage> =>
      live.next((message) => message.type === type && message.action === action, `${type} ${action}`);
    const incident = (await engineer.post('/infra/incidents', draft())).body;
    await engineer.patch(`/infra/incidents/${String(incident.id)}`, { severity: 'critical' });
    await engineer.delete(`/infra/incidents/${String(incident.id)}`);
    const task = {
      ...{ title: 'Rotate keys', description: 'All of them', priority: 'high', squad: 'Payments' },
      ...{ assignee: 'Ann', environment: 'production' },
    };
    expect((await engineer.post('/infra/tasks', task)).status).toBe(201);
    expect((await engineer.post('/secops/assets', assetDraft())).status).toBe(201);
    const threshold = await define(admin);
    const { metric_name } = threshold;
    const point = { metric_name, metric_type: 'cpu', value: 97, unit: '%', environment: 'production' };
    expect((await engineer.post('/infra/metrics', [point])).status).toBe(202);
    for (const [type, action] of [
      ...[
        ['incident', 'created'],
        ['incident', 'updated'],
        ['incident', 'deleted'],
        ['task', 'created'],
      ],
      ...[
        ['asset', 'created'],
        ['alert', 'created'],
        ['metric', 'updated'],
        ['notification', 'created'],
      ],
    ]) {
      const event = await heard(type, action);
      expect([type, action, faults(type, event)]).toEqual([type, action, []]);
    }
    for (const event of live.events) expect(faults(event.type!, event)).toEqual([]);
    live.end();
    await everyAnswer();
  });

  /** Every answer in both dialects. */
  async function everyAnswer(): Promise<void> {
    const client = await LiveClient.open(`${server.wsUrl}?token=${(await server.as('viewer')).token}`);
    const talk: readonly (readonly [string, object | string])[] = [
      ['subscribed', { type: 'subscribe', channels: ['incidents', 'squad:Payments'] }],
      ['unsubscribed', { type: 'unsubscribe', channels: ['incidents'] }],
      ['pong', { type: 'ping' }],
      ['error', { type: 'subscribe', channels: ['weather'] }],
      ['subscribedOlder', { action: 'subscribe', topics: ['tasks'], filters: { environment: 'production' } }],
      ['unsubscribedOlder', { action: 'unsubscribe', topics: ['tasks'] }],
      ['pongOlder', { action: 'ping' }],
      ['errorOlder', { action: 'shout' }],
    ];
    for (const [at, [name, said]] of talk.entries()) {
      client.send(said);
      await client.until(() => client.messages.length > at, name);
      expect([name, faults(name, client.messages[at])]).toEqual([name, []]);
    }
    client.end();
  }

  it('would notice an event that is not as documented', () => {
    const { payload } = messageOf('incident').examples[0] as { payload: Record<string, object> };
    expect(faults('incident', { ...payload, data: { ...payload.data, secret: 1 } })).toEqual([
      'data.secret: is not documented',
    ]);
    expect(faults('incident', { ...payload, type: 'rumour' })[0]).toMatch(/^type: is "rumour"/);
  });

  it('is a page for people: without scripts, loading nothing, linked both ways', async () => {
    const page = await server.anonymous.get<string>('//api/docs/websocket');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    // The empty icon keeps browsers from asking for one.
    const markup = page.body.replace('<link rel="icon" href="data:,">', '');
    expect(markup).not.toMatch(/<script|\son\w+=|\ssrc=|<link|@import|url\(/i);
    for (const { name } of Object.values(document.components.messages))
      expect(page.body).toContain(`<h3 id="${name}">`);
    for (const { remedy } of Object.values(CLOSES)) expect(page.body).toContain(remedy);
    expect(page.body).toContain('href="/api/docs"');
    expect(page.body).toContain('href="/api/asyncapi.json"');
    const { body } = await server.anonymous.get<{ info: { description: string } }>('//api/docs-json');
    expect(body.info.description).toContain('](/api/docs/websocket)');
    expect(body.info.description).toContain('](/api/asyncapi.json)');
  });
});
