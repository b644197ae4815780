import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { auditOf, openIncident, refusalOf } from '../infra/fixtures';
import {
  approvedSop,
  type ApprovedSop,
  type ExecutionBody,
  statusesOf,
  Toolbox,
  untilExecution,
} from './executions-scene';

describe('an execution whose manual steps are decided one by one', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  let colleague: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed('uptime', 'sleep') });
    [engineer, colleague] = [await server.as('engineer'), await server.as('colleague')];
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  const open = (sop: ApprovedSop, body: Record<string, unknown> = {}): Promise<Answer<ExecutionBody>> =>
    engineer.post<ExecutionBody>('/sops/executions', { sop_id: sop.id, ...body });
  const decide = (
    { id }: ExecutionBody,
    step: string,
    body: unknown,
    who = engineer,
  ): Promise<Answer<ExecutionBody>> => who.patch<ExecutionBody>(`/sops/executions/${id}/steps/${step}`, body);
  /** Waits until it is this step's turn. */
  const untilTurn = (execution: ExecutionBody, place: number): Promise<ExecutionBody> =>
    untilExecution(engineer, execution.id, (one) =>
      one.step_results.every(({ status }, at) =>
        at + 1 < place ? status !== 'pending' && status !== 'running' : status === 'pending',
      ),
    );

  it('is opened, and the last confirmed step closes it', async () => {
    const sop = await approvedSop(server, [null, null, null]);
    const opened = await open(sop, { environment: 'staging' });
    expect(opened.status).toBe(201);
    expect([opened.body.status, statusesOf(opened.body)]).toEqual([
      'running',
      ['pending', 'pending', 'pending'],
    ]);
    expect([opened.body.finished_at, opened.body.duration]).toEqual([null, 0]);
    const first = await decide(opened.body, sop.steps[0], { status: 'success', note: 'Lag is 2 s' });
    expect([first.status, first.body.status]).toEqual([200, 'running']);
    expect(first.body.step_results[0]).toMatchObject({
      ...{ status: 'success', note: 'Lag is 2 s', decided_by: PERSONAS.engineer.name, error: null },
    });
    await decide(opened.body, sop.steps[1], { status: 'success' }, colleague);
    const last = await decide(opened.body, sop.steps[2], { status: 'success' });
    expect([last.body.status, statusesOf(last.body)]).toEqual(['success', ['success', 'success', 'success']]);
    expect(last.body.step_results[1].decided_by).toBe(PERSONAS.colleague.name);
    expect(last.body.finished_at).not.toBeNull();
    expect((await engineer.get(`/sops/executions/${last.body.id}`)).body).toEqual(last.body);
    const trail = await auditOf(server, sop.id);
    const steps = trail.slice(-5).map(({ event_type, user_id }) => [event_type, user_id]);
    expect(steps).toEqual([
      ['CREATE', PERSONAS.engineer.id],
      ['UPDATE', PERSONAS.engineer.id],
      ['UPDATE', PERSONAS.colleague.id],
      ['UPDATE', PERSONAS.engineer.id],
      ['EXECUTE', PERSONAS.engineer.id],
    ]);
  });

  it('a step that was skipped makes it partial, one that failed ends it, and the note says why', async () => {
    const sop = await approvedSop(server, [null, null, null]);
    const { body } = await open(sop);
    const skipped = await decide(body, sop.steps[0], { status: 'skipped' });
    expect(skipped.body.step_results[0].error).toBe(`Skipped by ${PERSONAS.engineer.name}.`);
    const failed = await decide(body, sop.steps[1], { status: 'failed', note: 'The disk is gone' });
    expect([failed.body.status, statusesOf(failed.body)]).toEqual([
      'failed',
      ['skipped', 'failed', 'skipped'],
    ]);
    expect(failed.body.step_results.slice(1).map(({ error }) => error)).toEqual([
      'The disk is gone',
      'Not run: step 2 failed.',
    ]);
    const other = await open(sop);
    await decide(other.body, sop.steps[0], { status: 'success' });
    await decide(other.body, sop.steps[1], { status: 'skipped', note: 'Not needed' });
    const partial = await decide(other.body, sop.steps[2], { status: 'success' });
    expect([partial.body.status, partial.body.step_results[1].error]).toEqual(['partial', 'Not needed']);
  });

  it.each(['archived', 'removed'])('runs no command of an SOP that was %s meanwhile', async (how) => {
    const trace = `withdrawn-${how}`;
    const sop = await approvedSop(server, [null, null, `${tools.path('trace')} ${trace}`]);
    const { body } = await open(sop);
    const admin = await server.as('admin');
    if (how === 'archived') await admin.post(`/sops/${sop.id}/archive`);
    else await admin.delete(`/sops/${sop.id}`);
    expect((await decide(body, sop.steps[0], { status: 'success' })).status).toBe(200);
    for (const status of ['success', 'skipped'])
      expect(refusalOf(await decide(body, sop.steps[1], { status }))).toEqual([409, 'SOP_WITHDRAWN']);
    const failed = await decide(body, sop.steps[1], { status: 'failed', note: 'Archived' });
    expect([failed.body.status, statusesOf(failed.body)]).toEqual([
      'failed',
      ['success', 'failed', 'skipped'],
    ]);
    expect(await tools.traces(trace)).toBe(0);
  });

  it('runs the commands in between by itself, with the parameters it was opened with', async () => {
    const command = `${tools.path('arguments')} {{host}} {{db_password}}`;
    const sop = await approvedSop(server, [command, null, command, command, null]);
    const live = await server.live('engineer');
    await live.subscribe(['notifications']);
    const opened = await open(sop, { parameters: { host: 'db-1', db_password: 'hunter2-hunter2' } });
    const waiting = await untilTurn(opened.body, 2);
    expect([waiting.status, waiting.step_results[0].output]).toEqual(['running', '[db-1]\n[[masked]]\n']);
    const isCall = ({ data }: { data?: Record<string, unknown> }): boolean =>
      /waits for you/.test(String(data?.title));
    expect((await live.next(isCall)).data).toMatchObject({
      metadata: { execution_id: waiting.id, step: { step_id: sop.steps[1], status: 'pending' } },
    });
    live.end();
    const [kept] = await server.sql<{ text: string }>(
      'select to_jsonb(x)::text as text from sop_executions x where id = $1',
      [waiting.id],
    );
    expect(kept.text).not.toContain('hunter2');
    const confirmed = await decide(opened.body, sop.steps[1], { status: 'success' });
    expect(confirmed.body.status).toBe('running');
    const further = await untilTurn(opened.body, 5);
    expect(further.step_results.slice(2, 4).map(({ output }) => output)).toEqual(
      [1, 2].map(() => '[db-1]\n[[masked]]\n'),
    );
    const last = await decide(opened.body, sop.steps[4], { status: 'success' });
    expect(last.body.status).toBe('success');
    const [gone] = await server.sql('select sealed_parameters from sop_executions where id = $1', [
      waiting.id,
    ]);
    expect(gone).toEqual({ sealed_parameters: null });
  });

  it('runs commands at the end by itself, and ends with them', async () => {
    const sop = await approvedSop(server, [null, `${tools.path('trace')} last`, tools.path('fail'), null]);
    const { body } = await open(sop);
    await decide(body, sop.steps[0], { status: 'success' });
    const ended = await untilExecution(engineer, body.id, ({ status }) => status !== 'running');
    expect([ended.status, statusesOf(ended)]).toEqual([
      'failed',
      ['success', 'success', 'failed', 'skipped'],
    ]);
    expect(await tools.traces('last')).toBe(1);
  });

  it('one that only has commands needs nobody', async () => {
    const sop = await approvedSop(server, ['uptime', 'uptime']);
    const { body } = await open(sop);
    const ended = await untilExecution(engineer, body.id, ({ status }) => status !== 'running');
    expect([ended.status, statusesOf(ended)]).toEqual(['success', ['success', 'success']]);
    expect((await open(await approvedSop(server, []))).body).toMatchObject({
      status: 'success',
      step_results: [],
    });
  });

  it('only the step whose turn it is can be decided, once', async () => {
    const sop = await approvedSop(server, [null, 'sleep 0.5', null]);
    const { body } = await open(sop);
    const early = await decide(body, sop.steps[2], { status: 'success' });
    expect([refusalOf(early), early.body]).toMatchObject([
      [409, 'SOP_STEP_NOT_WAITING'],
      { error: { message: 'Step 1 comes first.', details: { waiting_step_id: sop.steps[0] } } },
    ]);
    expect(refusalOf(await decide(body, sop.steps[1], { status: 'success' }))).toEqual([
      409,
      'SOP_STEP_NOT_WAITING',
    ]);
    const both = await Promise.all(
      [engineer, colleague].map((who) => decide(body, sop.steps[0], { status: 'success' }, who)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    for (const step of [sop.steps[1], sop.steps[2]])
      expect(refusalOf(await decide(body, step, { status: 'success' }))).toEqual([
        409,
        'SOP_STEP_NOT_WAITING',
      ]);
    await untilTurn(body, 3);
    await decide(body, sop.steps[2], { status: 'success' });
    expect(refusalOf(await decide(body, sop.steps[2], { status: 'success' }))).toEqual([
      409,
      'SOP_EXECUTION_CLOSED',
    ]);
  });

  it('what is not there is not found, what makes no sense is refused, and viewers only look', async () => {
    const sop = await approvedSop(server, [null]);
    const { body } = await open(sop);
    expect(refusalOf(await decide(body, 'nothing', { status: 'success' }))).toEqual([
      404,
      'SOP_STEP_NOT_FOUND',
    ]);
    const nowhere = { ...body, id: '00000000-0000-4000-8000-0000000000ff' };
    const lost = await decide(nowhere, sop.steps[0], { status: 'success' });
    expect(refusalOf(lost)).toEqual([404, 'SOP_EXECUTION_NOT_FOUND']);
    for (const wrong of [
      {},
      { status: 'running' },
      { status: 'success', note: 5 },
      { status: 'success', more: 1 },
    ])
      expect(refusalOf(await decide(body, sop.steps[0], wrong))).toEqual([400, 'INVALID_REQUEST']);
    const viewer = await server.as('viewer');
    expect(refusalOf(await decide(body, sop.steps[0], { status: 'success' }, viewer))).toEqual([
      403,
      'FORBIDDEN',
    ]);
    for (const wrong of [{}, { sop_id: 'x' }, { sop_id: sop.id, confirmed_steps: [] }])
      expect(refusalOf(await engineer.post('/sops/executions', wrong))).toEqual([400, 'INVALID_REQUEST']);
    const unknown = await engineer.post('/sops/executions', { sop_id: nowhere.id });
    expect(refusalOf(unknown)).toEqual([404, 'SOP_NOT_FOUND']);
    const path = `/sops/executions/${body.id}/steps/${sop.steps[0]}`;
    const stale = await engineer.patch(path, { status: 'success' }, { 'if-match': '"0"' });
    expect(refusalOf(stale)).toEqual([412, 'PRECONDITION_FAILED']);
    const { headers } = await engineer.get(`/sops/executions/${body.id}`);
    const fresh = await engineer.patch(path, { status: 'success' }, { 'if-match': headers.get('etag')! });
    expect([fresh.status, fresh.body.status]).toEqual([200, 'success']);
  });

  it('is opened once with an Idempotency-Key, and keeps to the steps that the SOP had then', async () => {
    const sop = await approvedSop(server, [null, `${tools.path('trace')} as-it-was`]);
    const key = { 'idempotency-key': 'open-1' };
    const first = await engineer.post<ExecutionBody>('/sops/executions', { sop_id: sop.id }, key);
    const again = await engineer.post<ExecutionBody>('/sops/executions', { sop_id: sop.id }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const changed = await engineer.patch(`/sops/${sop.id}`, { steps: [{ title: 'Something else' }] });
    expect(changed.status).toBe(200);
    await decide(first.body, sop.steps[0], { status: 'success' });
    const ended = await untilExecution(engineer, first.body.id, ({ status }) => status !== 'running');
    expect([statusesOf(ended), await tools.traces('as-it-was')]).toEqual([['success', 'success'], 1]);
  });

  it('stands in the evidence of its incident when it ends, and not before', async () => {
    const incident = await openIncident(engineer);
    const sop = await approvedSop(server, [null, null]);
    const { body } = await open(sop, { incident_id: incident.id });
    expect(body).toMatchObject({ incident_id: incident.id, environment: incident.environment });
    await decide(body, sop.steps[0], { status: 'success', note: 'Looks well' });
    const path = `/infra/incidents/${incident.id}/evidence`;
    expect((await engineer.get(path)).body).toEqual([]);
    await decide(body, sop.steps[1], { status: 'success' });
    expect((await engineer.get(path)).body).toMatchObject([
      {
        type: 'command',
        content: expect.stringContaining('Looks well'),
        metadata: { execution_id: body.id },
      },
    ]);
  });

  it('ends also when its incident is gone', async () => {
    const incident = await openIncident(engineer);
    const sop = await approvedSop(server, [null]);
    const { body } = await open(sop, { incident_id: incident.id });
    expect((await engineer.delete(`/infra/incidents/${incident.id}`)).status).toBe(204);
    const ended = await decide(body, sop.steps[0], { status: 'success' });
    expect([ended.status, ended.body.status]).toEqual([200, 'success']);
    expect(ended.body.logs.join('\n')).toMatch(/The incident is gone/);
  });
});
