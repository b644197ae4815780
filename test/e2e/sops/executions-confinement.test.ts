import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { CommandConfinement } from '../../../src/sops/executions/command-limits';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  approvedSop,
  execute,
  type ExecutionBody,
  processesFor,
  statusesOf,
  Toolbox,
} from './executions-scene';

const MIB = 1_048_576;

describe('what a command may use', () => {
  let tools: Toolbox;
  let server: TestServer;
  let settings: Record<string, string>;
  let engineer: Actor;
  /** All at once, so that each could harm the others. */
  let runs: Record<string, Answer<ExecutionBody>>;
  const health: number[] = [];

  beforeAll(async () => {
    tools = await Toolbox.open();
    settings = {
      SOP_ALLOWED_COMMANDS: tools.allowed('tail', 'cp', 'uptime'),
      ...{ SOP_MEMORY_MAX_BYTES: String(64 * MIB), SOP_FILE_MAX_BYTES: String(MIB) },
      ...{ SOP_CPU_MAX_SECONDS: '1', SOP_MAX_PROCESSES: '20', SOP_MAX_PARALLEL_RUNS: '8' },
    };
    server = await startServer(settings);
    engineer = await server.as('engineer');
    const commands = {
      ...{ memory: 'tail /dev/zero', file: 'cp /dev/zero endless', cpu: tools.path('busy') },
      ...{ forks: tools.path('forker'), bomb: `${tools.path('breeder')} 0`, innocent: tools.path('gate') },
    };
    const begun: Record<string, Promise<Answer<ExecutionBody>>> = {};
    const sops = Object.entries(commands).map(async ([name, command]) => ({
      name,
      sop: await approvedSop(server, [command, 'uptime']),
    }));
    for (const { name, sop } of await Promise.all(sops)) begun[name] = execute(engineer, sop);
    const { innocent, ...others } = begun;
    const ended = Promise.all(Object.values(others));
    while (await Promise.race([ended.then(() => false), server.anonymous.get('//health').then(() => true)])) {
      const from = performance.now();
      health.push((await server.anonymous.get('//health')).status, performance.now() - from);
    }
    await tools.openGate();
    await Promise.all([ended, innocent]);
    runs = {};
    for (const [name, answer] of Object.entries(begun)) runs[name] = await answer;
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it.each([
    ['memory', 'The command ended with exit code 1.', /memory exhausted/],
    ['file', `The command was ended: it wrote a file of more than ${MIB} bytes.`, /^$/],
    ['cpu', 'The command was ended: it took more than 1 s of CPU time.', /^$/],
    ['forks', 'The command was ended: it had more than 20 processes at a time.', /^$/],
    ['bomb', 'The command was ended: it had more than 20 processes at a time.', /^$/],
  ])('%s: what has no end is ended, and says why', async (name, error, output) => {
    const { status, body } = runs[name];
    expect([status, body.status, statusesOf(body)]).toEqual([200, 'failed', ['failed', 'skipped']]);
    expect([body.step_results[0].error, body.step_results[0].output]).toEqual([
      error,
      expect.stringMatching(output),
    ]);
    expect(await processesFor(body.id)).toEqual([]);
    expect(readdirSync(tmpdir())).not.toContain(`sop-execution-${body.id}`);
  });

  it('harms nobody else: another run goes on, and the server answers', () => {
    const { status, body } = runs.innocent;
    expect([status, body.status, statusesOf(body)]).toEqual([200, 'success', ['success', 'success']]);
    expect(health.filter((_, at) => at % 2 === 0).every((one) => one === 200)).toBe(true);
    expect(
      Object.values(runs).flatMap(({ body: { logs } }) => logs.filter((line) => /not limited/.test(line))),
    ).toEqual([]);
  });

  it('is said where it cannot be limited', async () => {
    const poor = await startServer(settings, server.databaseUrl, (app) => {
      app.get(CommandConfinement, { strict: false }).means = () =>
        Promise.resolve({ prlimit: null, ownLimits: null });
    });
    try {
      const { status, body } = await execute(await poor.as('engineer'), await approvedSop(poor, ['uptime']));
      expect([status, body.status]).toEqual([200, 'success']);
      expect(body.logs.find((line) => /begins/.test(line))).toMatch(
        /Step 1 "Step 1" begins\. Memory, CPU time and file size are not limited: prlimit is not installed on this server\. Processes are not counted, and those that leave their group go on: this server has no \/proc\.$/,
      );
    } finally {
      await poor.close();
    }
  });
});
