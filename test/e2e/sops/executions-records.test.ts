import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import type { LiveClient } from '../../support/live-client';
import { PERSONAS } from '../../support/personas';
import { listen, mint } from '../admin/token-scene';
import { auditOf, faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import { approvedSop, execute, Toolbox } from './executions-scene';

describe('what is told and kept of an execution', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed('uptime') });
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('the audit log says who did it, where, with what and how it ended, and secrets are nowhere', async () => {
    const sop = await approvedSop(server, [
      `${tools.path('arguments')} {{db_password}} {{host}}`,
      tools.path('fail'),
    ]);
    const parameters = { db_password: 'hunter2-hunter2', host: 'db-1' };
    const { body } = await execute(engineer, sop, { parameters, environment: 'production' });
    expect(body.parameters).toEqual({ db_password: '[masked]', host: 'db-1' });
    expect(body.step_results[0].output).toBe('[[masked]]\n[db-1]\n');
    const trail = (await auditOf(server, sop.id)).slice(-2) as unknown as Record<string, unknown>[];
    expect(trail).toMatchObject([
      { event_type: 'CREATE', resource_type: 'sop', status: 'success', user_id: PERSONAS.engineer.id },
      {
        ...{ event_type: 'EXECUTE', resource_type: 'sop', status: 'failed', user_id: PERSONAS.engineer.id },
        action_description: 'Executed SOP Restart a service in production: failed',
        error_message: 'The command ended with exit code 3.',
        ip_address: expect.stringMatching(/127\.0\.0\.1/),
        metadata: {
          ...{ execution_id: body.id, environment: 'production', status: 'failed', incident_id: null },
          ...{ parameters: { db_password: '[masked]', host: 'db-1' }, request_id: expect.any(String) },
        },
      },
    ]);
    const everything = await server.sql<{ text: string }>(
      `select string_agg(t, ' ') as text from (select to_jsonb(x)::text as t from sop_executions x
         union all select to_jsonb(x)::text from sop_execution_steps x union all select to_jsonb(x)::text from audit_logs x
         union all select to_jsonb(x)::text from events x) all_rows`,
    );
    expect(everything[0].text).toContain(body.id);
    expect(everything[0].text).not.toContain('hunter2');
  });

  it('an incident gets it as evidence, in the same breath as it ends', async () => {
    const incident = await openIncident(engineer, { environment: 'staging' });
    const sop = await approvedSop(server, ['uptime', `${tools.path('arguments')} {{environment}}`, null]);
    const live = await server.live('viewer');
    await live.subscribe(['incidents']);
    const { body } = await execute(engineer, sop, { incident_id: incident.jira_id });
    expect(body).toMatchObject({ incident_id: incident.id, environment: 'staging', status: 'partial' });
    expect(body.step_results[1].output).toBe('[staging]\n');
    const event = await live.next(({ type, action }) => type === 'incident' && action === 'updated');
    expect(event.data).toMatchObject({ id: incident.id });
    live.end();
    const evidence = await engineer.get<Record<string, unknown>[]>(
      `/infra/incidents/${incident.id}/evidence`,
    );
    expect(evidence.body).toMatchObject([
      {
        ...{
          type: 'command',
          title: 'SOP "Restart a service": partial',
          uploaded_by: PERSONAS.engineer.name,
        },
        metadata: { sop_id: sop.id, execution_id: body.id, status: 'partial' },
        content: expect.stringMatching(/2 of 3 steps done, 1 skipped[^]*\$ uptime\n[^]*\[staging\]/),
      },
    ]);
    const refused = await execute(engineer, sop, { incident_id: incident.id, environment: 'production' });
    expect([refusalOf(refused), faultyFields(refused)]).toEqual([[400, 'INVALID_REQUEST'], ['environment']]);
  });

  it('whoever runs it, and nobody else, hears of each step and of the end', async () => {
    const sop = await approvedSop(server, ['uptime', tools.path('fail'), 'uptime'], 'Heard of');
    const [mine, others] = [await server.live('engineer'), await server.live('admin')];
    for (const live of [mine, others]) await live.subscribe(['notifications']);
    const { body } = await execute(engineer, sop);
    const isEnd = ({ data }: { data?: Record<string, unknown> }): boolean =>
      data?.title === 'Heard of: failed';
    const end = await mine.next(isEnd);
    expect(end).toMatchObject({
      type: 'notification',
      data: {
        ...{ message: '1 of 3 steps done, 1 failed, 1 skipped.', type: 'error', priority: 'high' },
        metadata: { execution_id: body.id, sop_id: sop.id, status: 'failed', percentage: 100 },
      },
    });
    const steps = mine.events.filter(({ data }) => data?.title === 'Executing Heard of');
    expect(steps.length).toBeGreaterThanOrEqual(1);
    expect(steps[0].data).toMatchObject({
      metadata: { execution_id: body.id, steps_total: 3, step: { order: 1 } },
    });
    expect(mine.events.indexOf(end)).toBe(mine.events.length - 1);
    await others.quiet();
    expect(others.events).toEqual([]);
    for (const live of [mine, others]) live.end();
  });

  it('a socket of credentials of one environment hears of what its user executes there, and of nothing else', async () => {
    const admin = await server.as('admin');
    const sop = await approvedSop(server, ['uptime'], 'Bound');
    const listeners = [];
    for (const environment of ['staging', 'production', null])
      listeners.push(
        await listen(server, await mint(admin, { scopes: ['read:sops'], environment }), ['notifications']),
      );
    const ids: string[] = [];
    for (const environment of ['staging', 'production', null])
      ids.push((await execute(admin, sop, { environment })).body.id);
    const endsOf = (live: LiveClient): unknown[] =>
      live.events.flatMap(({ data }) =>
        data?.title === 'Bound: done' ? [(data.metadata as { execution_id: string }).execution_id] : [],
      );
    const [staging, production, all] = listeners;
    await all.until(() => endsOf(all).length === 3, 'all ends');
    await production.until(() => endsOf(production).length > 0, 'its end');
    await staging.until(() => endsOf(staging).length > 0, 'its end');
    expect([endsOf(staging), endsOf(production), endsOf(all)]).toEqual([[ids[0]], [ids[1]], ids]);
    for (const live of [staging, production]) {
      const told = live.events.map(({ data }) => (data?.metadata as { execution_id: string }).execution_id);
      expect(new Set(told).size).toBe(1);
    }
    for (const live of listeners) live.end();
  });
});
