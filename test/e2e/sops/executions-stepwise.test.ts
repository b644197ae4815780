import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { auditOf, openIncident } from '../infra/fixtures';
import { approvedSop, statusesOf, Toolbox } from './executions-scene';
import { Stepwise } from './stepwise-scene';

describe('an execution whose manual steps are decided one by one', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  let colleague: Actor;
  let people: Stepwise;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed('uptime', 'sleep') });
    engineer = await server.as('engineer');
    colleague = await server.as('colleague');
    people = new Stepwise(engineer);
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('is opened, and the last confirmed step closes it', async () => {
    const sop = await approvedSop(server, [null, null, null]);
    const opened = await people.open(sop, { environment: 'staging' });
    expect(opened.status).toBe(201);
    expect([opened.body.status, statusesOf(opened.body)]).toEqual([
      'running',
      ['pending', 'pending', 'pending'],
    ]);
    expect([opened.body.finished_at, opened.body.duration]).toEqual([null, 0]);
    const first = await people.decide(opened.body, sop.steps[0], { status: 'success', note: 'Lag is 2 s' });
    expect([first.status, first.body.status]).toEqual([200, 'running']);
    expect(first.body.step_results[0]).toMatchObject({
      ...{ status: 'success', note: 'Lag is 2 s', decided_by: PERSONAS.engineer.name, error: null },
    });
    await people.decide(opened.body, sop.steps[1], { status: 'success' }, colleague);
    const last = await people.decide(opened.body, sop.steps[2], { status: 'success' });
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
    const { body } = await people.open(sop);
    const skipped = await people.decide(body, sop.steps[0], { status: 'skipped' });
    expect(skipped.body.step_results[0].error).toBe(`Skipped by ${PERSONAS.engineer.name}.`);
    const failed = await people.decide(body, sop.steps[1], { status: 'failed', note: 'The disk is gone' });
    expect([failed.body.status, statusesOf(failed.body)]).toEqual([
      'failed',
      ['skipped', 'failed', 'skipped'],
    ]);
    expect(failed.body.step_results.slice(1).map(({ error }) => error)).toEqual([
      'The disk is gone',
      'Not run: step 2 failed.',
    ]);
    const other = await people.open(sop);
    await people.decide(other.body, sop.steps[0], { status: 'success' });
    await people.decide(other.body, sop.steps[1], { status: 'skipped', note: 'Not needed' });
    const partial = await people.decide(other.body, sop.steps[2], { status: 'success' });
    expect([partial.body.status, partial.body.step_results[1].error]).toEqual(['partial', 'Not needed']);
  });

  it('runs the commands in between by itself, with the parameters it was opened with', async () => {
    const command = `${tools.path('arguments')} {{host}} {{db_password}}`;
    const sop = await approvedSop(server, [command, null, command, command, null]);
    const live = await server.live('engineer');
    await live.subscribe(['notifications']);
    const opened = await people.open(sop, { parameters: { host: 'db-1', db_password: 'hunter2-hunter2' } });
    const waiting = await people.untilTurn(opened.body, 2);
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
    const confirmed = await people.decide(opened.body, sop.steps[1], { status: 'success' });
    expect(confirmed.body.status).toBe('running');
    const further = await people.untilTurn(opened.body, 5);
    expect(further.step_results.slice(2, 4).map(({ output }) => output)).toEqual(
      [1, 2].map(() => '[db-1]\n[[masked]]\n'),
    );
    const last = await people.decide(opened.body, sop.steps[4], { status: 'success' });
    expect(last.body.status).toBe('success');
    const [gone] = await server.sql('select sealed_parameters from sop_executions where id = $1', [
      waiting.id,
    ]);
    expect(gone).toEqual({ sealed_parameters: null });
  });

  it('runs commands at the end by itself, and ends with them', async () => {
    const sop = await approvedSop(server, [null, `${tools.path('trace')} last`, tools.path('fail'), null]);
    const { body } = await people.open(sop);
    await people.decide(body, sop.steps[0], { status: 'success' });
    const ended = await people.untilEnded(body);
    expect([ended.status, statusesOf(ended)]).toEqual([
      'failed',
      ['success', 'success', 'failed', 'skipped'],
    ]);
    expect(await tools.traces('last')).toBe(1);
  });

  it('one that only has commands needs nobody', async () => {
    const sop = await approvedSop(server, ['uptime', 'uptime']);
    const { body } = await people.open(sop);
    const ended = await people.untilEnded(body);
    expect([ended.status, statusesOf(ended)]).toEqual(['success', ['success', 'success']]);
    expect((await people.open(await approvedSop(server, []))).body).toMatchObject({
      status: 'success',
      step_results: [],
    });
  });

  it('stands in the evidence of its incident when it ends, and not before', async () => {
    const incident = await openIncident(engineer);
    const sop = await approvedSop(server, [null, null]);
    const { body } = await people.open(sop, { incident_id: incident.id });
    expect(body).toMatchObject({ incident_id: incident.id, environment: incident.environment });
    await people.decide(body, sop.steps[0], { status: 'success', note: 'Looks well' });
    const path = `/infra/incidents/${incident.id}/evidence`;
    expect((await engineer.get(path)).body).toEqual([]);
    await people.decide(body, sop.steps[1], { status: 'success' });
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
    const { body } = await people.open(sop, { incident_id: incident.id });
    expect((await engineer.delete(`/infra/incidents/${incident.id}`)).status).toBe(204);
    const ended = await people.decide(body, sop.steps[0], { status: 'success' });
    expect([ended.status, ended.body.status]).toEqual([200, 'success']);
    expect(ended.body.logs.join('\n')).toMatch(/The incident is gone/);
  });
});
