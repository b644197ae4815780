import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { approvedSop, begunExecution, execute, processesFor, statusesOf, Toolbox } from './executions-scene';

describe('time limits of an execution', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({
      SOP_ALLOWED_COMMANDS: tools.allowed('sleep', 'uptime', 'yes'),
      SOP_STEP_TIMEOUT_SECONDS: '1.5',
      SOP_RUN_TIMEOUT_SECONDS: '2',
    });
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('end a command that ignores the wish, and all that it has forked', async () => {
    const sop = await approvedSop(server, [tools.path('stubborn'), 'uptime']);
    const answer = execute(engineer, sop);
    await tools.untilTraceOf('stubborn');
    const id = await begunExecution(server, sop.id);
    expect((await processesFor(id)).length).toBeGreaterThanOrEqual(4);
    const { body } = await answer;
    expect(body).toMatchObject({
      status: 'failed',
      step_results: [
        { status: 'failed', output: 'begun\n', error: 'The command was ended: it took longer than 1.5 s.' },
        { status: 'skipped' },
      ],
    });
    expect(await processesFor(id)).toEqual([]);
  });

  it('end a command that prints for ever', async () => {
    const { body } = await execute(engineer, await approvedSop(server, ['yes']));
    expect(body).toMatchObject({ status: 'failed', step_results: [{ status: 'failed', exit_code: null }] });
    expect(body.step_results[0].output_bytes).toBeGreaterThan(65_536);
    expect(body.step_results[0].output).toMatch(/^(y\n)+\n\[\d+ more bytes were not kept\]$/);
  });

  it('end an execution whose commands take too long together', async () => {
    const sop = await approvedSop(server, ['sleep 1.2', 'sleep 1.2', 'uptime']);
    const { body } = await execute(engineer, sop);
    expect([body.status, statusesOf(body)]).toEqual(['failed', ['success', 'failed', 'skipped']]);
    expect(body.step_results.map(({ error }) => error)).toEqual([
      null,
      'Interrupted: the execution took longer than 2 s.',
      'Not run: the execution was cut off.',
    ]);
  });
});
