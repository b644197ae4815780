import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  auditOf,
  draft,
  faultyFields,
  form,
  openIncident,
  PNG,
  refusalOf,
  storedFiles,
  tallies,
} from './fixtures';

describe('Idempotency-Key', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const open = (key: string, more = {}, actor = engineer): Promise<Answer> =>
    actor.post('/infra/incidents', draft(more), { 'idempotency-key': key });

  it('a repeat gives the first answer again and creates nothing', async () => {
    const key = randomUUID();
    const first = await open(key);
    expect(first.status).toBe(201);
    const before = await tallies(server);
    // The answer of then, even if the incident has moved on.
    await engineer.patch(`/infra/incidents/${String(first.body.id)}`, { title: 'Moved on' });
    const repeat = await open(key);
    expect([repeat.status, repeat.text]).toEqual([201, first.text]);
    expect(repeat.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await tallies(server)).incidents).toBe(before.incidents);
    const audit = await auditOf(server, String(first.body.id));
    expect(audit.map(({ event_type }) => event_type)).toEqual(['CREATE', 'UPDATE']);
  });

  it('the same key with another body, or for another path, is refused', async () => {
    const key = randomUUID();
    const { body } = await open(key);
    expect(refusalOf(await open(key, { severity: 'low' }))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    const evidence = { title: 'Log', type: 'log', content: 'x' };
    const path = `/infra/incidents/${String(body.id)}/evidence`;
    const elsewhere = await engineer.post(path, evidence, { 'idempotency-key': key });
    expect(refusalOf(elsewhere)).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('ten requests with one key at the same time create exactly one', async () => {
    const key = randomUUID();
    const title = `Only one of ${key}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => open(key, { title })));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const rows = await server.sql('select id from incidents where title = $1', [title]);
    expect(rows).toHaveLength(1);
    expect(await auditOf(server, String(answers[0].body.id))).toHaveLength(1);
  });

  it('a key belongs to the user who sent it', async () => {
    const key = randomUUID();
    const mine = await open(key);
    const theirs = await open(key, {}, await server.as('colleague'));
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('a first attempt that failed may be repeated, also with another body', async () => {
    const key = randomUUID();
    expect(refusalOf(await open(key, { severity: 'unheard of' }))).toEqual([400, 'INVALID_REQUEST']);
    const second = await open(key, { severity: 'low' });
    expect([second.status, second.body.severity]).toEqual([201, 'low']);
    expect((await open(key, { severity: 'low' })).text).toBe(second.text);
  });

  it('a key of 128 characters will do, a longer or empty one and one with spaces will not', async () => {
    expect((await open('k'.repeat(128))).status).toBe(201);
    for (const key of ['k'.repeat(129), '', 'with space']) {
      const answer = await open(key);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual(['Idempotency-Key']);
    }
  });

  it('a key is forgotten after 24 hours', async () => {
    const key = randomUUID();
    const first = await open(key);
    const age = (hours: string): Promise<unknown> =>
      server.sql(`update idempotency_keys set created_at = now() - $2::interval where key = $1`, [
        key,
        hours,
      ]);
    await age('23 hours 59 minutes');
    expect((await open(key)).text).toBe(first.text);
    await age('24 hours 1 minute');
    const second = await open(key, { severity: 'low' });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('a repeated upload is the same evidence and leaves no second file behind', async () => {
    const { id } = await openIncident(engineer);
    const upload = (bytes: Uint8Array): Promise<Answer> =>
      engineer.post(
        `/infra/incidents/${id}/evidence`,
        form({ title: 'Graph', type: 'screenshot' }, { bytes, name: 'graph.png' }),
        { 'idempotency-key': `upload-${id}` },
      );
    const first = await upload(PNG);
    expect(first.status).toBe(201);
    const files = await storedFiles(server);
    const repeat = await upload(PNG);
    expect([repeat.status, repeat.text]).toEqual([201, first.text]);
    expect(refusalOf(await upload(Buffer.concat([PNG, PNG])))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await storedFiles(server)).toEqual(files);
  });
});
