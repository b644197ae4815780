import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { refusalOf } from '../infra/fixtures';
import { approvedSop, type ExecutionBody, statusesOf, Toolbox } from './executions-scene';
import { Stepwise } from './stepwise-scene';

describe('decisions of manual steps', () => {
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

  it.each(['archived', 'removed'])('runs no command of an SOP that was %s meanwhile', async (how) => {
    const trace = `withdrawn-${how}`;
    const sop = await approvedSop(server, [null, null, `${tools.path('trace')} ${trace}`]);
    const { body } = await people.open(sop);
    const admin = await server.as('admin');
    if (how === 'archived') await admin.post(`/sops/${sop.id}/archive`);
    else await admin.delete(`/sops/${sop.id}`);
    expect((await people.decide(body, sop.steps[0], { status: 'success' })).status).toBe(200);
    for (const status of ['success', 'skipped'])
      expect(refusalOf(await people.decide(body, sop.steps[1], { status }))).toEqual([409, 'SOP_WITHDRAWN']);
    const failed = await people.decide(body, sop.steps[1], { status: 'failed', note: 'Archived' });
    expect([failed.body.status, statusesOf(failed.body)]).toEqual([
      'failed',
      ['success', 'failed', 'skipped'],
    ]);
    expect(await tools.traces(trace)).toBe(0);
  });

  it('only the step whose turn it is can be decided, once', async () => {
    const sop = await approvedSop(server, [null, 'sleep 0.3', null]);
    const { body } = await people.open(sop);
    const early = await people.decide(body, sop.steps[2], { status: 'success' });
    expect([refusalOf(early), early.body]).toMatchObject([
      [409, 'SOP_STEP_NOT_WAITING'],
      {
        error: {
          message: expect.stringMatching(/^Step 1 comes first\./),
          details: { waiting_step_id: sop.steps[0] },
        },
      },
    ]);
    expect(refusalOf(await people.decide(body, sop.steps[1], { status: 'success' }))).toEqual([
      409,
      'SOP_STEP_NOT_WAITING',
    ]);
    const both = await Promise.all(
      [engineer, colleague].map((who) => people.decide(body, sop.steps[0], { status: 'success' }, who)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    for (const step of [sop.steps[1], sop.steps[2]])
      expect(refusalOf(await people.decide(body, step, { status: 'success' }))).toEqual([
        409,
        'SOP_STEP_NOT_WAITING',
      ]);
    await people.untilTurn(body, 3);
    await people.decide(body, sop.steps[2], { status: 'success' });
    expect(refusalOf(await people.decide(body, sop.steps[2], { status: 'success' }))).toEqual([
      409,
      'SOP_EXECUTION_CLOSED',
    ]);
  });

  it('what is not there is not found, what makes no sense is refused, and viewers only look', async () => {
    const sop = await approvedSop(server, [null]);
    const { body } = await people.open(sop);
    expect(refusalOf(await people.decide(body, 'nothing', { status: 'success' }))).toEqual([
      404,
      'SOP_STEP_NOT_FOUND',
    ]);
    const nowhere = { ...body, id: '00000000-0000-4000-8000-0000000000ff' };
    const lost = await people.decide(nowhere, sop.steps[0], { status: 'success' });
    expect(refusalOf(lost)).toEqual([404, 'SOP_EXECUTION_NOT_FOUND']);
    for (const wrong of [
      {},
      { status: 'running' },
      { status: 'success', note: 5 },
      { status: 'success', more: 1 },
    ])
      expect(refusalOf(await people.decide(body, sop.steps[0], wrong))).toEqual([400, 'INVALID_REQUEST']);
    const viewer = await server.as('viewer');
    expect(refusalOf(await people.decide(body, sop.steps[0], { status: 'success' }, viewer))).toEqual([
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
    await people.decide(first.body, sop.steps[0], { status: 'success' });
    const ended = await people.untilEnded(first.body);
    expect([statusesOf(ended), await tools.traces('as-it-was')]).toEqual([['success', 'success'], 1]);
  });
});
