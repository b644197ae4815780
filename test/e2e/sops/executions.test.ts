import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { refusalOf } from '../infra/fixtures';
import { approvedSop, execute, type ExecutionBody, statusesOf, Toolbox } from './executions-scene';

describe('executing an SOP', () => {
  let tools: Toolbox;
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    tools = await Toolbox.open();
    server = await startServer({ SOP_ALLOWED_COMMANDS: tools.allowed('uptime') });
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
      [
        '; touch /tmp/pwned',
        '$(touch /tmp/pwned)',
        '`id`',
        'a && b',
        'a\nb',
        '$(touch /tmp/pwned)\n--',
        `' "`,
        '*',
        '> /tmp/pwned',
      ],
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

  it('the SOP knows how often and when it was executed last, and those who edit it are not refused for that', async () => {
    const sop = await approvedSop(server, ['uptime']);
    const path = `/sops/${sop.id}`;
    const before = await engineer.get(path);
    await Promise.all([1, 2, 3].map(() => execute(engineer, sop)));
    const { body: last } = await execute(engineer, sop);
    const after = await engineer.get(path);
    expect(after.body).toEqual({ ...before.body, execution_count: 4, last_executed_at: last.executed_at });
    const etag = before.headers.get('etag')!;
    expect([after.headers.get('etag'), after.headers.get('cache-control')]).toEqual([
      etag,
      'private, no-store',
    ]);
    const asked = await engineer.get(path, { 'if-none-match': etag });
    expect([asked.status, asked.body]).toEqual([200, after.body]);
    const edited = await engineer.patch(path, { tags: ['web'] }, { 'if-match': etag });
    expect([edited.status, edited.body.version]).toEqual([200, '1.0.1']);
    expect(edited.headers.get('etag')).not.toBe(etag);
    const late = await engineer.patch(path, { tags: ['db'] }, { 'if-match': etag });
    expect(refusalOf(late)).toEqual([412, 'PRECONDITION_FAILED']);
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
