import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  approvedSop,
  begunExecution,
  execute,
  type ExecutionBody,
  processesFor,
  Toolbox,
} from './executions-scene';

describe('time limits of an execution', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  const answers: Record<string, Promise<Answer<ExecutionBody>>> = {};
  let stubborn: string;
  /** All at once: they wait more than they compute. */
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({
      SOP_ALLOWED_COMMANDS: tools.allowed('sleep', 'uptime', 'yes'),
      SOP_STEP_TIMEOUT_SECONDS: '2',
      SOP_RUN_TIMEOUT_SECONDS: '5',
    });
    engineer = await server.as('engineer');
    const [first, second, third] = await Promise.all([
      approvedSop(server, [tools.path('stubborn'), 'uptime']),
      approvedSop(server, ['yes']),
      approvedSop(server, Array<string>(10).fill('sleep 0.7')),
    ]);
    answers.stubborn = execute(engineer, first);
    answers.endless = execute(engineer, second);
    answers.slow = execute(engineer, third);
    stubborn = await begunExecution(server, first.id);
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('end a command that ignores the wish, and all that it has forked', async () => {
    await tools.untilTraceOf('stubborn');
    expect((await processesFor(stubborn)).length).toBeGreaterThanOrEqual(4);
    const { body } = await answers.stubborn;
    expect(body).toMatchObject({
      status: 'failed',
      step_results: [
        { status: 'failed', output: 'begun\n', error: 'The command was ended: it took longer than 2 s.' },
        { status: 'skipped' },
      ],
    });
    expect(await processesFor(stubborn)).toEqual([]);
  });

  it('end a command that prints for ever', async () => {
    const { body } = await answers.endless;
    expect(body).toMatchObject({ status: 'failed', step_results: [{ status: 'failed', exit_code: null }] });
    expect(body.step_results[0].output_bytes).toBeGreaterThan(65_536);
    expect(body.step_results[0].output).toMatch(/^(y\n)+\n\[\d+ more bytes were not kept\]$/);
  });

  it('end an execution whose commands take too long together', async () => {
    const { body } = await answers.slow;
    const cut = body.step_results.findIndex(({ status }) => status === 'failed');
    expect([body.status, cut > 0]).toEqual(['failed', true]);
    expect(body.step_results.map(({ status, error }) => [status, error])).toEqual(
      body.step_results.map((_, at) => {
        if (at < cut) return ['success', null];
        return at === cut
          ? ['failed', 'Interrupted: the execution took longer than 5 s.']
          : ['skipped', 'Not run: the execution was cut off.'];
      }),
    );
  });
});
