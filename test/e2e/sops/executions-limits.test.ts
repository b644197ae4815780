import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { refusalOf } from '../infra/fixtures';
import {
  approvedSop,
  begunExecution,
  execute,
  type ExecutionBody,
  processesFor,
  Toolbox,
  untilExecution,
} from './executions-scene';

const GIGABYTE = 1_073_741_824;

describe('what a command may not do', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  let gigabyte: Promise<Answer<ExecutionBody>>;
  /** Of memory, in bytes: before it is printed, and since. */
  let [before, most] = [0, 0];
  let watch: NodeJS.Timeout;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({
      SOP_ALLOWED_COMMANDS: tools.allowed('head', 'sleep', 'yes', 'cat'),
      SOP_OUTPUT_MAX_BYTES: '2048',
      SOP_MAX_PARALLEL_RUNS: '2',
    });
    engineer = await server.as('engineer');
    const sop = await approvedSop(server, [`head -c ${GIGABYTE} /dev/zero`]);
    most = before = process.memoryUsage().rss;
    watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    // It takes some seconds, in which the others have their turns.
    gigabyte = execute(engineer, sop);
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('show a secret by being cut off in the middle of it', async () => {
    const sop = await approvedSop(server, [`${tools.path('arguments')} {{filler}}{{api_token}}`]);
    const parameters = { filler: 'x'.repeat(2_040), api_token: 'abcdefghijklmnop' };
    const { body } = await execute(engineer, sop, { parameters });
    expect(body.step_results[0].output).toMatch(/^\[x{2040}\n\[\d+ more bytes were not kept\]$/);
  });

  it('go on in the background: what it leaves is ended with it, whatever it did to get away', async () => {
    const sop = await approvedSop(server, [tools.path('leaver')]);
    const { body } = await execute(engineer, sop);
    expect([body.status, body.step_results[0].output]).toEqual(['success', 'left\n']);
    expect(body.duration).toBeLessThan(15);
    expect(await processesFor(body.id)).toEqual([]);
  });

  it('wait for somebody to type', async () => {
    const { body } = await execute(engineer, await approvedSop(server, ['cat']));
    expect([body.status, body.step_results[0].output]).toEqual(['success', '']);
  });

  it('end when its caller hangs up: it goes on to its end', async () => {
    const sop = await approvedSop(server, ['sleep 0.5', `${tools.path('trace')} hung-up`]);
    const call = request(`${server.url}/api/v1/sops/${sop.id}/execute`, {
      method: 'POST',
      headers: { ...engineer.headers, 'content-type': 'application/json' },
    });
    call.on('error', () => undefined);
    call.end('{}');
    const id = await begunExecution(server, sop.id);
    call.destroy();
    const body = await untilExecution(engineer, id, ({ status }) => status !== 'running');
    expect([body.status, await tools.traces('hung-up')]).toEqual(['success', 1]);
  });

  it('fill the memory: of a gigabyte the beginning is kept, and the rest is counted', async () => {
    const { body } = await gigabyte;
    clearInterval(watch);
    const [step] = body.step_results;
    expect([body.status, step.output_bytes]).toEqual(['success', GIGABYTE]);
    expect(step.output).toBe(`${'\ufffd'.repeat(2_048)}\n[${GIGABYTE - 2_048} more bytes were not kept]`);
    expect((most - before) / 1_048_576).toBeLessThan(150);
  }, 60_000);

  it('crowd out the others: so many run at a time, the next wait for their turn, and too many are sent away', async () => {
    const held = await approvedSop(server, [tools.path('gate')]);
    // Nothing to run, but its turn it needs.
    const quick = await approvedSop(server, [null]);
    const until = async (sop: { id: string }, status: string, wanted: number): Promise<void> => {
      const text = `select 1 from sop_executions e join sop_execution_steps s on s.execution_id = e.id
        where e.sop_id = $1 and s.status = $2`;
      while ((await server.sql(text, [sop.id, status])).length !== wanted) await sleep(10);
    };
    const running = [1, 2].map(() => execute(engineer, held));
    await until(held, 'running', 2);
    const waiting = Array.from({ length: 32 }, () => execute(engineer, quick));
    await until(quick, 'pending', 32);
    const tooMuch = await execute(engineer, quick);
    expect([refusalOf(tooMuch), tooMuch.headers.get('retry-after')]).toEqual([
      [503, 'SERVICE_UNAVAILABLE'],
      '2',
    ]);
    // Nothing of the refused one stays, and none of the others has had its turn.
    await until(quick, 'pending', 32);
    await tools.openGate();
    const outcomes = async (answers: Promise<Answer<ExecutionBody>>[]): Promise<unknown[]> =>
      (await Promise.all(answers)).map(({ status, body }) => [status, body.status]);
    expect(await outcomes(running)).toEqual(running.map(() => [200, 'success']));
    expect(await outcomes(waiting)).toEqual(waiting.map(() => [200, 'partial']));
  });
});
