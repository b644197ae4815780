import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { approvedSop, type ApprovedSop, execute, statusesOf, Toolbox } from './executions-scene';

describe('what is not executed', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  let picky: ApprovedSop;
  let broken: string;
  beforeAll(async () => {
    tools = await Toolbox.open();
    broken = join(tools.folder, 'broken');
    await writeFile(broken, '#!/no/such/interpreter\n', { mode: 0o755 });
    server = await startServer({
      SOP_ALLOWED_COMMANDS: tools.allowed('uptime', 'not-installed-anywhere', broken),
    });
    engineer = await server.as('engineer');
    picky = await approvedSop(server, [
      `${tools.path('trace')} early`,
      `${tools.path('arguments')} {{value}}`,
    ]);
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it.each([
    ['a value that is missing', {}, ['parameters.value']],
    ['an option where an argument stands', { value: '--help' }, ['parameters.value']],
    ['the end of all options', { value: '--' }, ['parameters.value']],
    ['nothing at all', { value: '' }, ['parameters.value']],
    ['an object', { value: { a: 1 } }, ['parameters.value']],
    ['a list', { value: ['a'] }, ['parameters.value']],
    ['a name that is none', { value: 'x', 'a;b': 'x' }, ['parameters.a;b']],
    [
      'another environment by a parameter',
      { value: 'x', environment: 'production' },
      ['parameters.environment'],
    ],
  ])('%s is refused before anything runs', async (_, parameters, fields) => {
    const answer = await execute(engineer, picky, { parameters, environment: 'staging' });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], fields]);
    expect(await tools.traces('early')).toBe(0);
    expect((await engineer.get(`/sops/${picky.id}/executions`)).body).toEqual([]);
  });

  it('what cannot be executed was not started, whatever was to limit it', async () => {
    const { body } = await execute(engineer, await approvedSop(server, [`${broken} now`, 'uptime']));
    expect(body).toMatchObject({
      status: 'failed',
      step_results: [
        { status: 'failed', error: 'The command could not be started.', exit_code: null },
        { status: 'skipped' },
      ],
    });
  });

  it('what may not be run is skipped and says why, and the rest goes on', async () => {
    const cases: [what: string, command: string, why: RegExp][] = [
      [
        'one that is not allowed',
        'reboot now',
        /^"reboot" was not run: it is not among the allowed commands\.$/,
      ],
      ['one by another path', '/usr/bin/uptime', /was not run: it is not among the allowed/],
      [
        'one by its name that is allowed by its path',
        'arguments a',
        /was not run: it is not among the allowed/,
      ],
      ['one that is not there', 'not-installed-anywhere', /was not run: it is not installed on this server/],
      ['a shell', 'sh -c id', /was not run: it is not among the allowed/],
      ['two in one', 'uptime; reboot', /was not run: it has a ; that only a shell would act on/],
      ['one that asks a shell to fill it', 'uptime $(id)', /was not run: it has a \$/],
      ['one that writes a file', 'uptime > /tmp/x', /was not run: it has a >/],
    ];
    const sop = await approvedSop(server, [...cases.map(([, command]) => command), 'uptime']);
    const { status, body } = await execute(engineer, sop);
    expect([status, body.status, statusesOf(body)]).toEqual([
      ...[200, 'partial', [...cases.map(() => 'skipped'), 'success']],
    ]);
    cases.forEach(([what, , why], at) => {
      const { error, started_at } = body.step_results[at];
      expect([what, error, started_at]).toEqual([what, expect.stringMatching(why), null]);
    });
  });

  it('a command of several lines cannot even be written down', async () => {
    const words = { title: 'Two lines', category: 'maintenance', description: 'x', content: 'x' };
    const answer = await engineer.post('/sops', {
      ...words,
      steps: [{ title: 'x', command: 'uptime\nreboot' }],
    });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([
      [400, 'INVALID_REQUEST'],
      ['steps.0.command'],
    ]);
  });

  it.each([
    ['a step of another SOP', () => ['00000000-0000-4000-8000-0000000000ff'], ['confirmed_steps.0']],
    ['a command', (steps: readonly string[]) => [steps[1], steps[0]], ['confirmed_steps.1']],
  ])('%s cannot be confirmed', async (_, pick, fields) => {
    const sop = await approvedSop(server, ['uptime', null]);
    const answer = await execute(engineer, sop, { confirmed_steps: pick(sop.steps) });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], fields]);
  });

  it('only approved SOPs are executed, and only by who may', async () => {
    const sop = await approvedSop(server, ['uptime']);
    const forbidden = await execute(await server.as('viewer'), sop);
    expect([refusalOf(forbidden), forbidden.body]).toMatchObject([
      [403, 'FORBIDDEN'],
      { error: { details: { missing_permission: 'execute:sops' } } },
    ]);
    const admin = await server.as('admin');
    await admin.post(`/sops/${sop.id}/archive`);
    expect(refusalOf(await execute(engineer, sop))).toEqual([409, 'SOP_NOT_APPROVED']);
    const words = { title: 'A draft', category: 'maintenance', description: 'x', content: 'x' };
    const { body: draft } = await engineer.post<{ id: string }>('/sops', words);
    expect(refusalOf(await execute(engineer, draft))).toEqual([409, 'SOP_NOT_APPROVED']);
    const opened = await engineer.post('/sops/executions', { sop_id: draft.id });
    expect(refusalOf(opened)).toEqual([409, 'SOP_NOT_APPROVED']);
  });

  it('only in the version that was read, if one is said', async () => {
    const sop = await approvedSop(server, ['uptime']);
    for (const answer of [
      await execute(engineer, sop, { version: '1.0.1' }),
      await engineer.post('/sops/executions', { sop_id: sop.id, version: '0.9.0' }),
    ])
      expect(refusalOf(answer)).toEqual([409, 'SOP_VERSION_CONFLICT']);
    const odd = await execute(engineer, sop, { version: 'latest' });
    expect([refusalOf(odd), faultyFields(odd)]).toEqual([[400, 'INVALID_REQUEST'], ['version']]);
    const { body } = await execute(engineer, sop, { version: '1.0.0' });
    expect(body.status).toBe('success');
  });

  it('what is not there is not found, and what does not agree is refused', async () => {
    const nowhere = '00000000-0000-4000-8000-0000000000ff';
    for (const id of [nowhere, 'executions', 'x'])
      expect(refusalOf(await execute(engineer, { id }))).toEqual([404, 'SOP_NOT_FOUND']);
    expect(refusalOf(await engineer.get(`/sops/${nowhere}/executions`))).toEqual([404, 'SOP_NOT_FOUND']);
    for (const id of [nowhere, 'x'])
      expect(refusalOf(await engineer.get(`/sops/executions/${id}`))).toEqual([
        404,
        'SOP_EXECUTION_NOT_FOUND',
      ]);
    const sop = await approvedSop(server, ['uptime']);
    const cases = [
      [{ sop_id: nowhere }, 'sop_id'],
      [{ sop_id: 'x' }, 'sop_id'],
      [{ environment: 'moon' }, 'environment'],
      [{ parameters: ['x'] }, 'parameters'],
      [{ confirmed_steps: 'x' }, 'confirmed_steps'],
      [{ incident_id: 'INC-1' }, 'incident_id'],
      [{ incident_id: 'x' }, 'incident_id'],
      [{ shell: true }, 'shell'],
    ] as const;
    for (const [body, field] of cases) {
      const answer = await execute(engineer, sop, body);
      expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], [field]]);
    }
    expect((await engineer.get(`/sops/${sop.id}/executions`)).body).toEqual([]);
  });
});
