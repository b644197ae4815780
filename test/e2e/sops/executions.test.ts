import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { auditOf, faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import { approvedSop, execute, type ExecutionBody, statusesOf, Toolbox } from './executions-scene';

describe('executing an SOP', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed('uptime', 'not-installed-anywhere') });
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    await tools.close();
  });

  it('runs the allowed commands in order, counts confirmed steps as done, and says who, where and how long', async () => {
    const sop = await approvedSop(server, [`${tools.path('arguments')} one {{name}}`, null, 'uptime']);
    const answer = await execute(engineer, sop, {
      ...{ sop_id: sop.id, environment: 'staging', executed_by: 'Somebody else' },
      parameters: { name: 'two words; $(reboot)' },
      confirmed_steps: [sop.steps[1]],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ...{ sop_id: sop.id, status: 'success', executed_by: PERSONAS.engineer.name, environment: 'staging' },
      ...{ incident_id: null, parameters: { name: 'two words; $(reboot)' } },
      step_results: [
        {
          step_id: sop.steps[0],
          status: 'success',
          output: '[one]\n[two words; $(reboot)]\n',
          error: null,
          exit_code: 0,
        },
        { step_id: sop.steps[1], status: 'success', output: null, decided_by: PERSONAS.engineer.name },
        { step_id: sop.steps[2], status: 'success', output: expect.stringContaining('up'), error: null },
      ],
    });
    expect(answer.body.duration).toBeGreaterThan(0);
    expect(answer.body.logs.length).toBeGreaterThanOrEqual(6);
    const read = await server.as('viewer').then((viewer) => viewer.get(`/sops/executions/${answer.body.id}`));
    expect([read.status, read.body]).toEqual([200, answer.body]);
    expect(read.headers.get('etag')).toBe(answer.headers.get('etag'));
    const list = await engineer.get(`/sops/${sop.id}/executions`);
    expect(list.body).toEqual([answer.body]);
    const all = await engineer.get<ExecutionBody[]>('/sops/executions?status=success&environment=staging');
    expect(all.body.map(({ id }) => id)).toContain(answer.body.id);
    expect((await engineer.get('/sops/executions?format=csv')).text).toContain(answer.body.id);
  });

  it.each([
    [
      '{{value}}',
      ['; touch /tmp/pwned', '$(touch /tmp/pwned)', '`id`', 'a && b', 'a\nb', `' "`, '*', '> /tmp/pwned'],
    ],
    ['-- {{value}}', ['--help', '-rf', '--']],
    ['--name={{value}}', ['--help', '; id']],
  ])('%s takes whatever it is given as one argument', async (word, values) => {
    const sop = await approvedSop(server, [`${tools.path('arguments')} ${word}`]);
    for (const value of values) {
      const { body } = await execute(engineer, sop, { parameters: { value } });
      const words = word.split(' ').map((one) => `[${one.replace('{{value}}', value)}]\n`);
      expect([body.status, body.step_results[0].output]).toEqual(['success', words.join('')]);
    }
    expect(existsSync('/tmp/pwned')).toBe(false);
  });

  it.each([
    ['a value that is missing', {}, ['parameters.value']],
    ['an option where an argument stands', { value: '--help' }, ['parameters.value']],
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
    const sop = await approvedSop(server, [
      `${tools.path('trace')} early`,
      `${tools.path('arguments')} {{value}}`,
    ]);
    const answer = await execute(engineer, sop, { parameters, environment: 'staging' });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], fields]);
    expect(await tools.traces('early')).toBe(0);
    expect((await engineer.get(`/sops/${sop.id}/executions`)).body).toEqual([]);
  });

  it.each([
    ['one that is not allowed', 'reboot now', '"reboot" was not run: it is not among the allowed commands.'],
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
  ])('%s is skipped and says why, and the rest goes on', async (_, command, why) => {
    const sop = await approvedSop(server, [command, 'uptime']);
    const { status, body } = await execute(engineer, sop);
    expect([status, body.status, statusesOf(body)]).toEqual([200, 'partial', ['skipped', 'success']]);
    expect(body.step_results[0].error).toMatch(why);
    expect(body.step_results[0].started_at).toBeNull();
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

  it('the first failure skips the rest', async () => {
    const sop = await approvedSop(server, [tools.path('fail'), `${tools.path('trace')} after`, null]);
    const { body } = await execute(engineer, sop, { confirmed_steps: [sop.steps[2]] });
    expect(body).toMatchObject({
      status: 'failed',
      step_results: [
        { status: 'failed', error: 'The command ended with exit code 3.', exit_code: 3 },
        { status: 'skipped', error: 'Not run: step 1 failed.' },
        { status: 'skipped', error: 'Not run: step 1 failed.' },
      ],
    });
    expect(body.step_results[0].output?.split('\n').toSorted()).toEqual(['', 'on both', 'outputs']);
    expect(await tools.traces('after')).toBe(0);
  });

  it('a manual step that is not confirmed is skipped, an SOP without steps is done', async () => {
    const manual = await approvedSop(server, [null, null]);
    const { body } = await execute(engineer, manual, { confirmed_steps: [manual.steps[0]] });
    expect([body.status, statusesOf(body)]).toEqual(['partial', ['success', 'skipped']]);
    expect(body.step_results[1].error).toMatch(/done by hand, and was not confirmed/);
    const empty = await approvedSop(server, []);
    expect((await execute(engineer, empty)).body).toMatchObject({ status: 'success', step_results: [] });
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

  it('the audit log says who did it, where, with what and how it ended, and secrets are nowhere', async () => {
    const sop = await approvedSop(server, [
      `${tools.path('arguments')} {{db_password}} {{host}}`,
      tools.path('fail'),
    ]);
    const parameters = { db_password: 'hunter2-hunter2', host: 'db-1' };
    const { body } = await execute(engineer, sop, { parameters, environment: 'production' });
    expect(body.parameters).toEqual({ db_password: '[masked]', host: 'db-1' });
    expect(body.step_results[0].output).toBe('[[masked]]\n[db-1]\n');
    const trail = (await auditOf(server, sop.id)).slice(-2) as unknown as Record<string, unknown>[];
    expect(trail).toMatchObject([
      { event_type: 'CREATE', resource_type: 'sop', status: 'success', user_id: PERSONAS.engineer.id },
      {
        ...{ event_type: 'EXECUTE', resource_type: 'sop', status: 'failed', user_id: PERSONAS.engineer.id },
        action_description: 'Executed SOP Restart a service in production: failed',
        error_message: 'The command ended with exit code 3.',
        ip_address: expect.stringMatching(/127\.0\.0\.1/),
        metadata: {
          ...{ execution_id: body.id, environment: 'production', status: 'failed', incident_id: null },
          ...{ parameters: { db_password: '[masked]', host: 'db-1' }, request_id: expect.any(String) },
        },
      },
    ]);
    const everything = await server.sql<{ text: string }>(
      `select string_agg(t, ' ') as text from (select to_jsonb(x)::text as t from sop_executions x
         union all select to_jsonb(x)::text from sop_execution_steps x union all select to_jsonb(x)::text from audit_logs x
         union all select to_jsonb(x)::text from events x) all_rows`,
    );
    expect(everything[0].text).toContain(body.id);
    expect(everything[0].text).not.toContain('hunter2');
  });

  it('an incident gets it as evidence, in the same breath as it ends', async () => {
    const incident = await openIncident(engineer, { environment: 'staging' });
    const sop = await approvedSop(server, ['uptime', `${tools.path('arguments')} {{environment}}`, null]);
    const live = await server.live('viewer');
    await live.subscribe(['incidents']);
    const { body } = await execute(engineer, sop, { incident_id: incident.jira_id });
    expect(body).toMatchObject({ incident_id: incident.id, environment: 'staging', status: 'partial' });
    expect(body.step_results[1].output).toBe('[staging]\n');
    const event = await live.next(({ type, action }) => type === 'incident' && action === 'updated');
    expect(event.data).toMatchObject({ id: incident.id });
    live.end();
    const evidence = await engineer.get<Record<string, unknown>[]>(
      `/infra/incidents/${incident.id}/evidence`,
    );
    expect(evidence.body).toMatchObject([
      {
        ...{
          type: 'command',
          title: 'SOP "Restart a service": partial',
          uploaded_by: PERSONAS.engineer.name,
        },
        metadata: { sop_id: sop.id, execution_id: body.id, status: 'partial' },
        content: expect.stringMatching(/2 of 3 steps done, 1 skipped[^]*\$ uptime\n[^]*\[staging\]/),
      },
    ]);
    const refused = await execute(engineer, sop, { incident_id: incident.id, environment: 'production' });
    expect([refusalOf(refused), faultyFields(refused)]).toEqual([[400, 'INVALID_REQUEST'], ['environment']]);
  });

  it('whoever runs it, and nobody else, hears of each step and of the end', async () => {
    const sop = await approvedSop(server, ['uptime', tools.path('fail'), 'uptime'], 'Heard of');
    const [mine, others] = [await server.live('engineer'), await server.live('admin')];
    for (const live of [mine, others]) await live.subscribe(['notifications']);
    const { body } = await execute(engineer, sop);
    const isEnd = ({ data }: { data?: Record<string, unknown> }): boolean =>
      data?.title === 'Heard of: failed';
    const end = await mine.next(isEnd);
    expect(end).toMatchObject({
      type: 'notification',
      data: {
        ...{ message: '1 of 3 steps done, 1 failed, 1 skipped.', type: 'error', priority: 'high' },
        metadata: { execution_id: body.id, sop_id: sop.id, status: 'failed', percentage: 100 },
      },
    });
    const steps = mine.events.filter(({ data }) => data?.title === 'Executing Heard of');
    expect(steps.length).toBeGreaterThanOrEqual(1);
    expect(steps[0].data).toMatchObject({
      metadata: { execution_id: body.id, steps_total: 3, step: { order: 1 } },
    });
    expect(mine.events.indexOf(end)).toBe(mine.events.length - 1);
    await others.quiet();
    expect(others.events).toEqual([]);
    for (const live of [mine, others]) live.end();
  });

  it('with an Idempotency-Key it runs once, however often and at once it is asked for', async () => {
    const sop = await approvedSop(server, [`${tools.path('trace')} once`]);
    const key = { 'idempotency-key': 'restart-1' };
    const answers = await Promise.all([1, 2, 3].map(() => execute(engineer, sop, {}, key)));
    answers.push(await execute(engineer, sop, {}, key));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [200, answers[0].body]),
    );
    expect(answers[0].body.status).toBe('success');
    expect(await tools.traces('once')).toBe(1);
    const other = await execute(engineer, sop, { environment: 'staging' }, key);
    expect(refusalOf(other)).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('the SOP knows how often and when it was executed last', async () => {
    const sop = await approvedSop(server, ['uptime']);
    await Promise.all([1, 2, 3].map(() => execute(engineer, sop)));
    const { body: last } = await execute(engineer, sop);
    const { body } = await engineer.get(`/sops/${sop.id}`);
    expect(body).toMatchObject({
      execution_count: 4,
      last_executed_at: last.executed_at,
      status: 'approved',
    });
  });

  it('a scratch folder is all that a command sees, and it is gone afterwards', async () => {
    const sop = await approvedSop(server, [tools.path('surroundings'), tools.path('surroundings')]);
    const { body } = await execute(engineer, sop);
    const folder = join(tmpdir(), `sop-execution-${body.id}`);
    const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const lines = body.step_results[0].output!.split('\n');
    // A shell adds what is its own.
    const added = /^(PWD|OLDPWD|SHLVL|_)=/;
    expect(lines.filter((line) => !added.test(line))).toEqual([
      ...[`HOME=${folder}`, 'LANG=C.UTF-8', path, folder, '.', '..', 'heard nothing', ''],
    ]);
    expect(body.step_results[1].output).toContain('left-behind');
    expect(existsSync(folder)).toBe(false);
  });
});
