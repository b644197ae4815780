import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { requestContext } from '../../src/core/context/request-context';
import { UnitOfWork } from '../../src/core/database/unit-of-work';
import { Forbidden, NotFound } from '../../src/core/errors/domain-error';
import { ExecutionsService } from '../../src/sops/executions';
import { ExecutionChores } from '../../src/sops/executions/execution.chores';
import { ExecutionQueries } from '../../src/sops/executions/execution.queries';
import { clearScratch, makeScratch, scratchOf } from '../../src/sops/executions/scratch';
import {
  approvedSop,
  type ApprovedSop,
  begunExecution,
  execute,
  type ExecutionBody,
  statusesOf,
  Toolbox,
  untilExecution,
} from '../e2e/sops/executions-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';

/** What the rows of executions promise to those who work on them, be they one or many. */
describe('executions of SOPs', () => {
  let tools: Toolbox;
  let server: TestServer;
  let other: TestServer;
  let engineer: Actor;
  let queries: ExecutionQueries;
  beforeAll(async () => {
    tools = await Toolbox.open();
    const settings = { SOP_ALLOWED_COMMANDS: tools.allowed('uptime') };
    server = await startServer(settings);
    other = await startServer(settings, server.databaseUrl);
    engineer = await server.as('engineer');
    queries = server.app.get(ExecutionQueries, { strict: false });
  });
  afterAll(async () => {
    await other.close();
    await server.close();
    await tools.close();
  });

  const open = async (sop: ApprovedSop): Promise<ExecutionBody> =>
    (await engineer.post<ExecutionBody>('/sops/executions', { sop_id: sop.id })).body;

  it('one instance works on it at a time, and begins a step once', async () => {
    const { id } = await open(await approvedSop(server, [null, null]));
    const [one, two] = [
      { id, runner: randomUUID() },
      { id, runner: randomUUID() },
    ];
    const held = await Promise.all([queries.hold(one), queries.hold(two)]);
    expect(held.toSorted()).toEqual([false, true]);
    const [mine, theirs] = held[0] ? [one, two] : [two, one];
    expect(await queries.beginStep(theirs, 1, 'x')).toBe(false);
    const begun = await Promise.all([queries.beginStep(mine, 1, 'x'), queries.beginStep(mine, 1, 'x')]);
    expect(begun.toSorted()).toEqual([false, true]);
    expect(await queries.endStep(theirs, 1, { status: 'success' }, 'x')).toBe(false);
    expect(await queries.endStep(mine, 1, { status: 'success' }, 'x')).toBe(true);
    expect(await queries.beginStep(mine, 1, 'x')).toBe(false);
    expect(await queries.beginStep(mine, 2, 'x')).toBe(true);
    await server.sql(`update sop_executions set lease_until = now() - interval '10 seconds' where id = $1`, [
      id,
    ]);
    expect(await queries.beginStep(mine, 2, 'x')).toBe(false);
    expect(await queries.renew([id], mine.runner)).toEqual(new Set());
    await server.app.get(ExecutionChores, { strict: false }).endOverdue();
    const { body } = await engineer.get<ExecutionBody>(`/sops/executions/${id}`);
    expect([body.status, statusesOf(body)]).toEqual(['failed', ['success', 'failed']]);
    // It was not here that it was run.
    expect(body.step_results[1].error).toMatch(/Its command may still be running on that machine\.$/);
  });

  it('of one that no step of was under way no command is said to go on', async () => {
    const { id } = await open(await approvedSop(server, [null]));
    await queries.hold({ id, runner: randomUUID() });
    await server.sql(`update sop_executions set lease_until = now() - interval '10 seconds' where id = $1`, [
      id,
    ]);
    await server.app.get(ExecutionChores, { strict: false }).endOverdue();
    const { body } = await engineer.get<ExecutionBody>(`/sops/executions/${id}`);
    expect([body.status, body.step_results[0].error]).toEqual([
      'failed',
      'Interrupted: the server that ran it died. How far this step came is not known.',
    ]);
  });

  it('what a dead server has left is cleared away when it is back, also if another has ended its execution', async () => {
    const { body: ended } = await execute(engineer, await approvedSop(server, ['uptime']));
    const { id: open_ } = await open(await approvedSop(server, [null]));
    const foreign = randomUUID();
    const sleepers = await Promise.all(
      [ended.id, open_, foreign].map(async (id) => {
        const child = spawn('/bin/sleep', ['300'], { cwd: await makeScratch(id), env: {}, stdio: 'ignore' });
        await new Promise((resolve) => child.once('spawn', resolve));
        return {
          id,
          child,
          gone: new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal))),
        };
      }),
    );
    await server.app.get(ExecutionChores, { strict: false }).clearEnded();
    expect(await sleepers[0].gone).toBe('SIGKILL');
    expect(sleepers.map(({ id }) => existsSync(scratchOf(id)))).toEqual([false, true, true]);
    for (const { id, child, gone } of sleepers.slice(1)) {
      child.kill('SIGTERM');
      expect(await gone).toBe('SIGTERM');
      await clearScratch(id);
    }
  });

  it('when an instance is not heard of, another ends its execution, and it writes nothing more', async () => {
    const name = 'taken-over';
    const sop = await approvedSop(server, [
      `${tools.path('slow')} ${name}`,
      `${tools.path('trace')} ${name}`,
    ]);
    const answer = execute(engineer, sop);
    await tools.untilTraceOf(`slow-${name}`);
    const id = await begunExecution(server, sop.id);
    await server.sql(`update sop_executions set lease_until = now() - interval '10 seconds' where id = $1`, [
      id,
    ]);
    const chores = [server, other].map(({ app }) => app.get(ExecutionChores, { strict: false }));
    await Promise.all(chores.map((one) => one.endOverdue()));
    const { status, body } = await answer;
    expect([status, body.status, statusesOf(body)]).toEqual([200, 'failed', ['failed', 'skipped']]);
    expect(body.step_results[0].error).toBe(
      'Interrupted: the server that ran it died. How far this step came is not known.',
    );
    expect(await tools.traces(name)).toBe(0);
    const audited = await server.sql(
      `select status from audit_logs where event_type = 'EXECUTE' and resource_id = $1`,
      [sop.id],
    );
    expect(audited).toEqual([{ status: 'failed' }]);
  });

  it('others take it for dead only when it has had time to find out and to end what it runs', async () => {
    const { id } = await open(await approvedSop(server, [null]));
    const hold = { id, runner: randomUUID() };
    expect(await queries.hold(hold)).toBe(true);
    const lapsed = (seconds: number): Promise<unknown> =>
      server.sql(`update sop_executions set lease_until = now() - $2 * interval '1 second' where id = $1`, [
        ...[id, seconds],
      ]);
    await lapsed(1);
    expect([await queries.renew([id], hold.runner), await queries.overdue()]).toEqual([new Set(), []]);
    await lapsed(6);
    await server.app.get(ExecutionChores, { strict: false }).endOverdue();
    await untilExecution(engineer, id, ({ status }) => status === 'failed');
  });

  it('its ETag changes with what can be seen of it, not with the lease', async () => {
    const { id } = await open(await approvedSop(server, [null]));
    const tag = async (): Promise<string | null> =>
      (await engineer.get(`/sops/executions/${id}`)).headers.get('etag');
    const hold = { id, runner: randomUUID() };
    const before = await tag();
    expect(await queries.hold(hold)).toBe(true);
    expect(await queries.renew([id], hold.runner)).toEqual(new Set([id]));
    expect(await tag()).toBe(before);
    await queries.beginStep(hold, 1, 'x');
    expect(await tag()).not.toBe(before);
  });

  it('the SOP counts it when it is added, whoever adds it, and keeps the latest moment', async () => {
    const sop = await approvedSop(server, ['uptime']);
    const insert = `insert into sop_executions (sop_id, sop_title, sop_version, status, parameters, executed_by, user_id,
      executed_at, finished_at, is_stepwise) values ($1, 'x', '1.0.0', 'success', '{}', 'x', gen_random_uuid(), $2, $2, false)`;
    const { body: before } = await engineer.get(`/sops/${sop.id}`);
    await server.sql(insert, [sop.id, '2026-03-02T00:00:00Z']);
    await server.sql(insert, [sop.id, '2026-03-01T00:00:00Z']);
    const { body } = await engineer.get(`/sops/${sop.id}`);
    expect(body).toEqual({ ...before, execution_count: 2, last_executed_at: '2026-03-02T00:00:00.000Z' });
  });

  it('nothing of it stays when its beginning is rolled back', async () => {
    const sop = await approvedSop(server, ['uptime']);
    const service = server.app.get(ExecutionsService, { strict: false });
    const work = server.app.get(UnitOfWork, { strict: false });
    const failing = work.run(async () => {
      await as(null, () => service.begin(sop.id, {}, principal(null)));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await engineer.get(`/sops/${sop.id}`)).body).toMatchObject({ execution_count: 0 });
    expect((await engineer.get(`/sops/${sop.id}/executions`)).body).toEqual([]);
  });

  const principal = (environment: string | null) => ({
    kind: 'api_token' as const,
    ...{ userId: PERSONAS.engineer.id, userName: PERSONAS.engineer.name, userEmail: PERSONAS.engineer.email },
    ...{ role: 'engineer', permissions: new Set(['read:sops', 'execute:sops']), environment },
    ...{ credentialId: randomUUID(), expiresAt: Number.MAX_SAFE_INTEGER },
  });
  const as = <T>(environment: string | null, work: () => Promise<T>): Promise<T> =>
    requestContext.run(
      {
        ...{ requestId: 'test', startedAt: 0, ip: '127.0.0.1', userAgent: null, baseUrl: 'http://localhost' },
        ...{ refusal: null, credential: 'bearer', precondition: null, once: null },
        principal: principal(environment),
      },
      work,
    );

  it('credentials that are bound to an environment execute, see and decide there only', async () => {
    const service = server.app.get(ExecutionsService, { strict: false });
    const sop = await approvedSop(server, [null, `${tools.path('arguments')} {{environment}}`]);
    const bound = principal('staging');
    const confirmed = { confirmed_steps: [sop.steps[0]] };
    const inStaging = <T>(work: () => Promise<T>): Promise<T> => as('staging', work);
    const here = await inStaging(() => service.begin(sop.id, confirmed, bound));
    const body = JSON.parse((await inStaging(() => service.settled(here.id))).json) as ExecutionBody;
    expect([body.environment, body.status, body.step_results[1].output]).toEqual([
      ...['staging', 'success', '[staging]\n'],
    ]);
    const elsewhere = { ...confirmed, environment: 'production' as const };
    await expect(inStaging(() => service.begin(sop.id, elsewhere, bound))).rejects.toThrow(Forbidden);
    const disguised = { ...confirmed, parameters: { environment: 'production' } };
    await expect(inStaging(() => service.begin(sop.id, disguised, bound))).rejects.toMatchObject({
      details: [{ field: 'parameters.environment' }],
    });
    const theirs = await open(sop);
    await expect(inStaging(() => service.read(theirs.id))).rejects.toThrow(NotFound);
    const decision = { status: 'success' as const };
    const decide = (): Promise<unknown> => service.decide(theirs.id, sop.steps[0], decision, bound);
    await expect(inStaging(decide)).rejects.toThrow(NotFound);
    const incident = await engineer.post<{ id: string }>('/infra/incidents', {
      ...{ title: 'Elsewhere', description: 'In production only', severity: 'low', squad: 'Data' },
      environment: 'production',
    });
    const tied = { ...confirmed, incident_id: incident.body.id };
    await expect(inStaging(() => service.begin(sop.id, tied, bound))).rejects.toMatchObject({
      details: [{ field: 'incident_id' }],
    });
  });
});
