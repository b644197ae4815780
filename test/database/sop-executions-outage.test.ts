import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  approvedSop,
  begunExecution,
  execute,
  processesFor,
  statusesOf,
  Toolbox,
} from '../e2e/sops/executions-scene';
import { query } from '../faults/bookkeeping';
import { Doorway } from '../faults/doorway';
import { startServer, type TestServer } from '../support/app';
import { cloneDatabase } from '../support/template-database';

describe('an execution whose database goes away', () => {
  const doorway = new Doorway();
  let tools: Toolbox;
  let database: { url: string; drop: () => Promise<void> };
  let server: TestServer;
  beforeAll(async () => {
    tools = await Toolbox.open();
    database = await cloneDatabase();
    const port = await doorway.open(Number(new URL(database.url).port));
    const url = Object.assign(new URL(database.url), { hostname: '127.0.0.1', port: String(port) });
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed() }, url.toString());
  });
  afterAll(async () => {
    await server.close();
    await doorway.close();
    await database.drop();
    await tools.close();
  });

  it('for less than its lease remembers what a command has done meanwhile, and goes on', async () => {
    const sop = await approvedSop(server, [tools.path('gate'), `${tools.path('trace')} after-outage`]);
    const answer = execute(await server.as('engineer'), sop);
    const id = await begunExecution(server, sop.id);
    const running = `select from sop_execution_steps where execution_id = '${id}' and status = 'running'`;
    while ((await query(database.url, running)).length === 0) await sleep(10);
    await doorway.close();
    await tools.openGate();
    while ((await processesFor(id)).length > 0) await sleep(10);
    // Time to try in vain.
    await sleep(700);
    expect(await query(database.url, running)).toHaveLength(1);
    await doorway.open(Number(new URL(database.url).port));
    const { status, body } = await answer;
    expect([status, body.status, statusesOf(body)]).toEqual([200, 'success', ['success', 'success']]);
    expect(await tools.traces('after-outage')).toBe(1);
  });
});
