import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { refusalOf } from '../infra/fixtures';
import {
  approvedSop,
  begunExecution,
  execute,
  processesFor,
  Toolbox,
  untilExecution,
} from './executions-scene';

const GIGABYTE = 1_073_741_824;

describe('what a command may not do', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({
      SOP_ALLOWED_COMMANDS: tools.allowed('head', 'sleep', 'yes', 'cat'),
      SOP_STEP_TIMEOUT_SECONDS: '20',
      SOP_OUTPUT_MAX_BYTES: '2048',
      SOP_MAX_PARALLEL_RUNS: '2',
    });
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('fill the memory: of a gigabyte the beginning is kept, and the rest is counted', async () => {
    const sop = await approvedSop(server, [`head -c ${GIGABYTE} /dev/zero`]);
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const { body } = await execute(engineer, sop);
    clearInterval(watch);
    const [step] = body.step_results;
    expect([body.status, step.output_bytes]).toEqual(['success', GIGABYTE]);
    expect(step.output).toBe(`${'\ufffd'.repeat(2_048)}\n[${GIGABYTE - 2_048} more bytes were not kept]`);
    expect((most - before) / 1_048_576).toBeLessThan(150);
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
    const sop = await approvedSop(server, ['sleep 1', `${tools.path('trace')} hung-up`]);
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

  it('crowd out the others: so many run at a time, the next wait for their turn, and too many are sent away', async () => {
    const sop = await approvedSop(server, [tools.path('gate')]);
    const count = async (condition: string): Promise<number> => {
      const [row] = await server.sql<{ n: number }>(
        `select count(*)::int as n from sop_executions e join sop_execution_steps s on s.execution_id = e.id
         where e.sop_id = $1 and ${condition}`,
        [sop.id],
      );
      return row.n;
    };
    const until = async (wanted: number, condition: string): Promise<void> => {
      while ((await count(condition)) < wanted) await sleep(10);
    };
    const answers = Array.from({ length: 2 + 32 }, () => execute(engineer, sop));
    await until(34, 'true');
    await until(2, `s.status = 'running'`);
    const tooMuch = await execute(engineer, sop);
    expect([refusalOf(tooMuch), tooMuch.headers.get('retry-after')]).toEqual([
      [503, 'SERVICE_UNAVAILABLE'],
      '2',
    ]);
    expect([await count(`s.status = 'running'`), await count('true')]).toEqual([2, 34]);
    await tools.openGate();
    const all = (await Promise.all(answers)).map(({ status, body }) => [status, body.status]);
    expect(all).toEqual(answers.map(() => [200, 'success']));
  });
});
