import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { form, refusalOf, untilNothingStored } from '../infra/fixtures';
import { approvedSop, faultsIn, type SopBody, writeSop } from './sop-scene';

const MARKDOWN = { 'content-type': 'text/markdown' };

describe('SOPs as Markdown', () => {
  let server: TestServer;
  let engineer: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer] = [await server.as('engineer'), await server.as('viewer')];
  });
  afterAll(() => server.close());

  const exported = async (id: string): Promise<string> => (await viewer.get(`/sops/${id}/export`)).text;
  const bring = (text: string, headers = {}): Promise<Answer<SopBody>> =>
    engineer.post('/sops/import', text, { ...MARKDOWN, ...headers });
  /** What people wrote. */
  const said = (sop: SopBody): unknown => {
    const { title, category, description, content, steps, owner, reviewers, tags } = sop;
    const { prerequisites, estimated_duration } = sop;
    return {
      title,
      category,
      description,
      content,
      steps,
      owner,
      reviewers,
      tags,
      prerequisites,
      estimated_duration,
    };
  };
  const FULL = {
    ...{ title: 'Störung: "Fail over" # 1', tags: ['a: b', 'yes'], reviewers: ['Demo Admin'], owner: 'Data' },
    ...{ prerequisites: ['- access\n- a key'], estimated_duration: 45 },
    content: '# When\n\n## Step: this is content\n\n```command\nnot one\n```\n',
  };

  it('an export is a file with the title and the version as its name', async () => {
    const sop = await writeSop(engineer, FULL);
    const { status, headers, text } = await viewer.get(`/sops/${sop.id}/export`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="st_rung-fail-over-1-1.0.0.md"; filename*=UTF-8''st%C3%B6rung-fail-over-1-1.0.0.md`,
    );
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(text).toContain('\n## Step: Look\n');
  });

  it('imported under its id and unchanged it changes nothing', async () => {
    const sop = await approvedSop(server, FULL);
    const { headers } = await viewer.get(`/sops/${sop.id}`);
    const answer = await bring(await exported(sop.id));
    expect([answer.status, answer.body, answer.headers.get('etag')]).toEqual([201, sop, headers.get('etag')]);
    expect((await viewer.get<unknown[]>(`/sops/${sop.id}/versions`)).body).toHaveLength(1);
  });

  it('imported where it is not known it is the same SOP, as a draft', async () => {
    const sop = await approvedSop(server, FULL);
    const text = await exported(sop.id);
    await server.sql('delete from sops where id = $1', [sop.id]);
    const { status, body } = await bring(text);
    expect([status, said(body)]).toEqual([201, said(sop)]);
    expect(body).toMatchObject({ id: sop.id, version: '1.0.0', status: 'draft', approved_at: null });
    expect(await exported(sop.id)).toBe(text.replace('status: approved', 'status: draft'));
  });

  it('without its id it becomes another SOP, and so does one whose own was removed', async () => {
    const sop = await writeSop(engineer, FULL);
    const text = await exported(sop.id);
    const copy = (await bring(text.replace(/^id: .*\n/m, ''))).body;
    expect([copy.id === sop.id, said(copy)]).toEqual([false, said(sop)]);
    await engineer.delete(`/sops/${sop.id}`);
    const revived = await bring(text);
    expect([revived.status, revived.body.id === sop.id, said(revived.body)]).toEqual([201, false, said(sop)]);
  });

  it('changed by hand it becomes the next version, and what was approved is a draft again', async () => {
    const sop = await approvedSop(server);
    const text = (await exported(sop.id)).replace('## Step: Tell', '## Step: Tell everyone');
    const { status, body } = await bring(`${text}\n## Step: Rest\n`);
    expect([status, body.version, body.status]).toEqual([201, '1.1.0', 'draft']);
    expect(body.steps.map(({ id }) => id)).toEqual([...sop.steps.map(({ id }) => id), expect.any(String)]);
    const versions = await viewer.get(`/sops/${sop.id}/versions`);
    expect(versions.body).toMatchObject([{ summary: 'Steps: 1 added, 1 changed' }, {}]);
  });

  it('one that was made of an older version is refused, unless it does not say so', async () => {
    const sop = await writeSop(engineer);
    const text = await exported(sop.id);
    await engineer.patch(`/sops/${sop.id}`, { content: 'Changed meanwhile' });
    const late = await bring(text);
    expect([late.status, late.body]).toMatchObject([
      409,
      {
        error: {
          code: 'SOP_VERSION_CONFLICT',
          details: { current_version: '1.1.0', imported_version: '1.0.0' },
        },
      },
    ]);
    expect((await bring(text.replace(/^version: .*\n/m, ''))).body).toMatchObject({ version: '1.2.0' });
  });

  it('one with the id of an archived SOP is refused if it says anything else', async () => {
    const { id } = await approvedSop(server);
    await (await server.as('admin')).post(`/sops/${id}/archive`);
    const text = await exported(id);
    expect((await bring(text)).status).toBe(201);
    expect(refusalOf(await bring(text.replace('primary', 'other')))).toEqual([409, 'SOP_ARCHIVED']);
  });

  it('a step with the id of no step of this SOP is refused', async () => {
    const sop = await writeSop(engineer);
    const answer = await bring((await exported(sop.id)).replace(sop.steps[1].id, 'elsewhere'));
    expect([...refusalOf(answer), faultsIn(answer)]).toEqual([
      ...[
        400,
        'INVALID_REQUEST',
        [expect.stringMatching(/^steps\.1\.id: is no step of this SOP: elsewhere/)],
      ],
    ]);
  });

  it('comes as a form too, and a repeat with the same Idempotency-Key makes one', async () => {
    const text = (await exported((await writeSop(engineer)).id)).replace(/^id: .*\n/m, '');
    const key = { 'idempotency-key': 'sop-import-once' };
    const send = (bytes: string) =>
      engineer.post<SopBody>('/sops/import', form({}, { bytes, name: 'a.md' }), key);
    const [first, again] = [await send(text), await send(text)];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect(refusalOf(await send(`${text}more`))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    await untilNothingStored(server);
  });

  it('every fault is named with its line', async () => {
    const answer = await bring(
      '---\ntitle: x\ncategory: cooking\n---\nHow to\n## Step:\n> **Screenshot:** ftp://x\n',
    );
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultsIn(answer)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^title: line 2: /),
        expect.stringMatching(/^category: line 3: /),
        expect.stringMatching(/^description: line 1: /),
        expect.stringMatching(/^steps\.0\.title: line 6: /),
        expect.stringMatching(/^steps\.0\.screenshot_url: line 7: /),
      ]),
    );
  });

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['nothing', () => engineer.post('/sops/import'), 400, 'INVALID_REQUEST'],
    ['an empty form', () => engineer.post('/sops/import', form({ a: 'b' })), 400, 'INVALID_REQUEST'],
    ['JSON', () => engineer.post('/sops/import', { markdown: 'x' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'two megabytes',
      () => engineer.post('/sops/import', 'x'.repeat(2 << 20), MARKDOWN),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'two megabytes in a form',
      () => engineer.post('/sops/import', form({}, { bytes: 'x'.repeat(2 << 20), name: 'a.md' })),
      ...([413, 'PAYLOAD_TOO_LARGE'] as const),
    ],
    [
      'no UTF-8',
      () => engineer.post('/sops/import', new Uint8Array([45, 255, 254]), MARKDOWN),
      ...([400, 'INVALID_REQUEST'] as const),
    ],
    ['a viewer', () => viewer.post('/sops/import', 'x', MARKDOWN), 403, 'FORBIDDEN'],
  ])('an import of %s is refused, and leaves nothing behind', async (_, send, status, code) => {
    expect(refusalOf(await send())).toEqual([status, code]);
    await untilNothingStored(server);
  });

  it('the content is kept as it was written and given as HTML that does nothing', async () => {
    const content =
      '# Hi\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.com/y.png)';
    const sop = await writeSop(engineer, { content });
    expect(sop.content).toBe(content);
    const { status, body, headers } = await viewer.get(`/sops/${sop.id}/html`);
    expect([status, body]).toEqual([
      200,
      {
        ...{ sop_id: sop.id, version: '1.0.0' },
        html: '<h1>Hi</h1>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) <img src="https://example.com/y.png" alt="y" /></p>\n',
      },
    ]);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    const match = { 'if-none-match': headers.get('etag')! };
    expect((await viewer.get(`/sops/${sop.id}/html`, match)).status).toBe(304);
    await engineer.patch(`/sops/${sop.id}`, { content: 'Other' });
    expect((await viewer.get(`/sops/${sop.id}/html`, match)).body).toMatchObject({ html: '<p>Other</p>\n' });
  });
});
