import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, refusalOf } from '../infra/fixtures';
import { approvedSop, draft, faultsIn, type SopBody, STEPS, writeSop } from './sop-scene';

describe('SOPs', () => {
  let server: TestServer;
  let engineer: Actor;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [engineer, admin, viewer] = [
      await server.as('engineer'),
      await server.as('admin'),
      await server.as('viewer'),
    ];
  });
  afterAll(() => server.close());

  it('a new one is a draft, version 1.0.0, of its author, with its steps in order and every field there', async () => {
    const sop = await writeSop(engineer, { tags: ['postgres'], estimated_duration: 30 });
    expect(sop).toEqual({
      ...draft({ tags: ['postgres'], estimated_duration: 30 }),
      ...{ id: expect.any(String), version: '1.0.0', status: 'draft', reviewers: null, prerequisites: null },
      ...{ last_executed_at: null, execution_count: 0, approved_at: null, approved_by: null },
      ...{ owner: sop.author, author: expect.any(String) },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
      steps: STEPS.map((step, at) => ({
        ...{ description: '', command: null, expected_result: null, warning: null, screenshot_url: null },
        ...step,
        ...{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), order: at + 1 },
      })),
    });
    expect((await viewer.get(`/sops/${sop.id}`)).body).toEqual(sop);
  });

  it('a repeat with the same Idempotency-Key makes one', async () => {
    const key = { 'idempotency-key': 'sop-once' };
    const [first, again] = [
      await engineer.post('/sops', draft({ title: 'Twice sent zeppelins' }), key),
      await engineer.post('/sops', draft({ title: 'Twice sent zeppelins' }), key),
    ];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect((await viewer.get<unknown[]>('/sops?search=%22sent%20zeppelins%22')).body).toHaveLength(1);
  });

  it('everything that is wrong with a request is named at once', async () => {
    const answer = await engineer.post('/sops', {
      ...{ title: 'ab', category: 'cooking', content: '  ', steps: 'none', version: '9.9.9' },
    });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    const fields = faultsIn(answer).map((fault) => fault.split(':')[0]);
    expect(new Set(fields)).toEqual(
      new Set(['title', 'category', 'description', 'content', 'steps', 'version']),
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['a command of two lines', { title: 'x', command: 'echo a\nrm -rf b' }, /^steps\.0\.command: .*one line/],
    [
      'a command with an escape character',
      { title: 'x', command: 'echo \u001b[0m' },
      /^steps\.0\.command: .*one line/,
    ],
    ['a command with a NUL', { title: 'x', command: 'echo \0' }, /^steps\.0\.command: must not contain NUL/],
    [
      'a command of 2,001 characters',
      { title: 'x', command: 'e'.repeat(2_001) },
      /^steps\.0\.command: .*2000/,
    ],
    ['no title', { description: 'x' }, /^steps\.0\.title: /],
    ['a blank title', { title: '   ' }, /^steps\.0\.title: .*1 char/],
    [
      'a script for a picture',
      { title: 'x', screenshot_url: 'javascript:alert(1)' },
      /^steps\.0\.screenshot_url: .*http/,
    ],
    ['a field that it has not', { title: 'x', timeout: 5 }, /^steps\.0\.timeout: .*not a known field/],
    ['an id that is none', { id: 'a b', title: 'x' }, /^steps\.0\.id: .*letters/],
    ['a list', [{ title: 'x' }], /^steps\.0/],
    ['a text', 'do it', /^steps/],
  ])('a step with %s is refused', async (_, step, fault) => {
    const answer = await engineer.post('/sops', draft({ steps: [step] }));
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultsIn(answer)).toContainEqual(expect.stringMatching(fault));
  });

  it('200 steps are taken, 1,000 are not, and the limit is named', async () => {
    const many = (count: number): unknown[] =>
      Array.from({ length: count }, (_, at) => ({ title: `Step ${at}` }));
    expect((await writeSop(engineer, { title: 'Long', steps: many(200) })).steps.at(-1)).toMatchObject({
      ...{ order: 200, title: 'Step 199' },
    });
    const answer = await engineer.post('/sops', draft({ steps: many(1_000) }));
    expect([...refusalOf(answer), faultsIn(answer)]).toEqual([
      ...[400, 'INVALID_REQUEST', ['steps: steps must have at most 200 steps']],
    ]);
  });

  it('is submitted, approved and archived in the version that was read, if one is said', async () => {
    const { id } = await writeSop(engineer);
    const step = (name: string, version: unknown) => admin.post<SopBody>(`/sops/${id}/${name}`, { version });
    for (const name of ['submit', 'approve', 'archive']) {
      const stale = await step(name, '1.1.0');
      expect([refusalOf(stale), stale.body]).toMatchObject([
        [409, 'SOP_VERSION_CONFLICT'],
        { error: { details: { current_version: '1.0.0', given_version: '1.1.0' } } },
      ]);
      const odd = await step(name, 1);
      expect([refusalOf(odd), faultsIn(odd)]).toEqual([
        [400, 'INVALID_REQUEST'],
        ['version: version must be a version such as 1.2.0'],
      ]);
      expect((await step(name, '1.0.0')).status).toBe(200);
    }
  });

  it('goes from draft to review, approved and archived, and no other way', async () => {
    const { id } = await writeSop(engineer);
    const step = (name: string) => admin.post<SopBody>(`/sops/${id}/${name}`);
    const refused = async (...names: string[]): Promise<void> => {
      for (const name of names) expect(refusalOf(await step(name))).toEqual([409, 'SOP_STATUS_CONFLICT']);
    };
    await refused('approve', 'archive');
    expect((await step('submit')).body).toMatchObject({ status: 'review', approved_at: null });
    await refused('submit', 'archive');
    const approved = await step('approve');
    expect([approved.status, approved.body]).toMatchObject([
      200,
      {
        status: 'approved',
        version: '1.0.0',
        approved_at: expect.any(String),
        approved_by: expect.any(String),
      },
    ]);
    await refused('submit', 'approve');
    expect((await step('archive')).body).toMatchObject({
      ...{ status: 'archived', approved_at: approved.body.approved_at },
    });
    await refused('submit', 'approve', 'archive');
    expect(refusalOf(await engineer.patch(`/sops/${id}`, { content: 'Other' }))).toEqual([
      409,
      'SOP_ARCHIVED',
    ]);
    expect((await engineer.patch(`/sops/${id}`, { title: 'Fail over the database' })).status).toBe(200);
  });

  it('nobody approves what they have written, also not when somebody else wrote the rest', async () => {
    const { id } = await writeSop(admin);
    await admin.post(`/sops/${id}/submit`);
    const own = await admin.post(`/sops/${id}/approve`);
    expect([own.status, own.body]).toMatchObject([
      403,
      { error: { code: 'FORBIDDEN', details: { reason: 'AUTHOR_CANNOT_APPROVE' } } },
    ]);
    await engineer.patch(`/sops/${id}`, { content: 'The engineer had the last word.' });
    await engineer.post(`/sops/${id}/submit`);
    expect(refusalOf(await admin.post(`/sops/${id}/approve`))).toEqual([403, 'FORBIDDEN']);
    expect((await viewer.get(`/sops/${id}`)).body).toMatchObject({ status: 'review', approved_at: null });
  });

  it('who wrote only before the last approval may approve the next one', async () => {
    const { id } = await approvedSop(server);
    await server.sql(
      `update sops set author_ids = array(select id::text from users where role = 'admin') where id = $1`,
      [id],
    );
    await engineer.patch(`/sops/${id}`, { content: 'By the engineer' });
    await engineer.post(`/sops/${id}/submit`);
    expect((await admin.post(`/sops/${id}/approve`)).status).toBe(200);
  });

  it('engineers submit but do not approve, viewers only read', async () => {
    const { id } = await writeSop(engineer);
    expect(refusalOf(await viewer.post(`/sops/${id}/submit`))).toEqual([403, 'FORBIDDEN']);
    expect((await engineer.post(`/sops/${id}/submit`)).status).toBe(200);
    for (const step of ['approve', 'archive'])
      expect((await engineer.post(`/sops/${id}/${step}`)).body).toMatchObject({
        error: { code: 'FORBIDDEN', details: { missing_permission: 'approve:sops' } },
      });
  });

  it('a change of what it says makes an approved one a draft again; a change of where it belongs does not', async () => {
    const { id } = await approvedSop(server);
    const change = async (fields: object) => (await engineer.patch<SopBody>(`/sops/${id}`, fields)).body;
    expect(await change({ tags: ['new'], owner: 'Data' })).toMatchObject({
      version: '1.0.1',
      status: 'approved',
    });
    expect(await change({ content: 'Other words' })).toMatchObject({
      ...{ version: '1.1.0', status: 'draft', approved_at: null, approved_by: null },
    });
  });

  it('one in review that is changed has to be submitted again', async () => {
    const { id } = await writeSop(engineer);
    await engineer.post(`/sops/${id}/submit`);
    expect((await engineer.patch(`/sops/${id}`, { title: 'Another title' })).body).toMatchObject({
      status: 'draft',
    });
    expect(refusalOf(await admin.post(`/sops/${id}/approve`))).toEqual([409, 'SOP_STATUS_CONFLICT']);
  });

  it('If-Match guards against writing over somebody else’s change', async () => {
    const { id } = await writeSop(engineer);
    const { headers } = await engineer.get(`/sops/${id}`);
    const match = { 'if-match': headers.get('etag')! };
    expect((await engineer.patch(`/sops/${id}`, { owner: 'First' }, match)).status).toBe(200);
    const late = await engineer.send('PUT', `/sops/${id}`, draft({ owner: 'Second' }), match);
    expect(refusalOf(late)).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await viewer.get(`/sops/${id}`)).body).toMatchObject({ owner: 'First', version: '1.0.1' });
  });

  it('each change is on record with what it changed, and an approval as one', async () => {
    const { id } = await writeSop(engineer);
    await engineer.patch(`/sops/${id}`, { content: 'New' });
    await engineer.post(`/sops/${id}/submit`);
    await admin.post(`/sops/${id}/approve`);
    const rows = await auditOf(server, id);
    expect(rows.map((row) => [row.event_type, row.resource_type, row.status])).toEqual([
      ...[
        ['CREATE', 'sop', 'success'],
        ['UPDATE', 'sop', 'success'],
        ['UPDATE', 'sop', 'success'],
      ],
      ['APPROVE', 'sop', 'success'],
    ]);
    expect(rows[1].changes).toEqual([
      { field: 'content', old_value: '# When\n\nThe primary does not answer.', new_value: 'New' },
      { field: 'version', old_value: '1.0.0', new_value: '1.1.0' },
    ]);
    expect(rows[3]).toMatchObject({
      action_description: expect.stringMatching(/^Approved sop .*: status, /),
    });
  });

  it('lists by category, status, owner and tag, and finds words of content, tags and steps', async () => {
    const unique = await writeSop(engineer, {
      ...{ title: 'Drain a node', category: 'maintenance', owner: 'Platform', tags: ['kubernetes-xyz'] },
      ...{
        content: 'Mind the dromedaries.',
        steps: [{ title: 'Cordon', command: 'kubectl cordon {{node}}' }],
      },
    });
    for (const query of [
      'category=maintenance',
      'owner=Platform',
      'tag=kubernetes-xyz',
      'status=draft&category=maintenance',
      'search=dromedary',
      'search=kubernetes-xyz',
      'search=cordon',
    ]) {
      const { body } = await viewer.get<SopBody[]>(`/sops?${query}`);
      expect([query, body.map(({ id }) => id)]).toEqual([query, [unique.id]]);
    }
    expect(refusalOf(await viewer.get('/sops?category=cooking'))).toEqual([400, 'INVALID_REQUEST']);
    const csv = await viewer.get('/sops?format=csv&owner=Platform');
    expect(csv.text.split('\r\n')[0]).toBe(Object.keys(unique).join(','));
  });

  it('the longest texts of ever new words can be kept and searched', async () => {
    const words = (count: number, from: number): string =>
      Array.from(
        { length: count },
        (_, at) =>
          `${String.fromCodePoint(0x4e00 + ((from + at) % 20_000))}${((from + at) % 36).toString(36)}`,
      ).join(' ');
    const steps = Array.from({ length: 40 }, (_, at) => ({
      title: 'x',
      description: words(1_600, at * 1_600),
    }));
    const content = `${words(33_000, 7)}`.slice(0, 99_990);
    const answer = await engineer.post<SopBody>('/sops', draft({ title: 'Enormous', content, steps }));
    expect([answer.status, answer.body.content]).toEqual([201, content]);
  });

  it('what is removed vanishes from every read', async () => {
    const { id } = await writeSop(engineer);
    expect((await engineer.delete(`/sops/${id}`)).status).toBe(204);
    for (const path of ['', '/html', '/export', '/versions', '/versions/1.0.0', '/versions/diff'])
      expect([path, ...refusalOf(await viewer.get(`/sops/${id}${path}`))]).toEqual([
        path,
        404,
        'SOP_NOT_FOUND',
      ]);
    expect(refusalOf(await admin.post(`/sops/${id}/submit`))).toEqual([404, 'SOP_NOT_FOUND']);
    expect(refusalOf(await viewer.get('/sops/nonsense'))).toEqual([404, 'SOP_NOT_FOUND']);
  });
});
