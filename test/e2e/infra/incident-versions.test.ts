import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, type ErrorAnswer, type IncidentBody, openIncident, refusalOf, tallies } from './fixtures';

describe('versions of an incident', () => {
  let server: TestServer;
  let engineer: Actor;
  let path: string;
  let id: string;
  let etag: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    ({ id } = await openIncident(engineer));
    path = `/infra/incidents/${id}`;
    etag = tagOf(await engineer.get(path));
  });

  const tagOf = (answer: Answer<unknown>): string => answer.headers.get('etag') ?? '';

  it('creation, read and change carry a strong ETag, which moves with each change', async () => {
    expect(etag).toMatch(/^"\d+"$/);
    const changed = await engineer.patch(path, { title: 'Second title' });
    expect(tagOf(changed)).toMatch(/^"\d+"$/);
    expect(tagOf(changed)).not.toBe(etag);
    expect(tagOf(await engineer.get(path))).toBe(tagOf(changed));
  });

  it('a write that matches goes through', async () => {
    const changed = await engineer.patch(path, { title: 'Second title' }, { 'if-match': etag });
    expect([changed.status, changed.body.title]).toEqual([200, 'Second title']);
    expect((await engineer.delete(path, { 'if-match': tagOf(changed) })).status).toBe(204);
  });

  it('a write on a stale version is refused and changes nothing', async () => {
    const current = await engineer.patch(path, { title: 'Second title' });
    const before = await tallies(server);
    const change = await engineer.patch<ErrorAnswer>(path, { title: 'Third' }, { 'if-match': etag });
    const removal = await engineer.delete(path, { 'if-match': etag });
    expect(refusalOf(change)).toEqual([412, 'PRECONDITION_FAILED']);
    expect(change.body.error.details).toEqual({ current_etag: tagOf(current) });
    expect(refusalOf(removal)).toEqual([412, 'PRECONDITION_FAILED']);
    expect(await tallies(server)).toEqual(before);
    expect((await engineer.get(path)).text).toBe(current.text);
  });

  it('of a list of tags any one may match', async () => {
    const change = (header: string): Promise<Answer> =>
      engineer.patch(path, { title: `As ${header.length}` }, { 'if-match': header });
    expect((await change(`"0", ${etag}`)).status).toBe(200);
    expect(refusalOf(await change(`"0", ${etag}`))).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('a star matches whatever version there is, but not a missing incident', async () => {
    expect((await engineer.patch(path, { title: 'By star' }, { 'if-match': '*' })).status).toBe(200);
    expect((await engineer.delete(path, { 'if-match': '*' })).status).toBe(204);
    const gone = await engineer.patch(path, { title: 'Too late' }, { 'if-match': '*' });
    expect(refusalOf(gone)).toEqual([404, 'INCIDENT_NOT_FOUND']);
  });

  it('a weak tag is no match for a write', async () => {
    const answer = await engineer.patch(path, { title: 'Weak' }, { 'if-match': `W/${etag}` });
    expect(refusalOf(answer)).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('a read of a version that the client holds answers 304 without a body', async () => {
    for (const held of [etag, `W/${etag}`, `"0", ${etag}`, '*']) {
      const answer = await engineer.get(path, { 'if-none-match': held });
      expect([answer.status, answer.text, tagOf(answer)]).toEqual([304, '', etag]);
    }
    expect((await engineer.get(path, { 'if-none-match': '"0"' })).status).toBe(200);
  });

  it('a change that changes nothing keeps the version and says nothing', async () => {
    const { body, text } = await engineer.get<IncidentBody>(path);
    const before = await tallies(server);
    const { title, severity, status, environment, tags, assignee } = body;
    for (const same of [{}, { title, severity, status, environment, tags, assignee }]) {
      const answer = await engineer.patch(path, same);
      expect([answer.status, answer.text, tagOf(answer)]).toEqual([200, text, etag]);
    }
    expect(await tallies(server)).toEqual(before);
  });

  it('one of many writers with the same version wins, the others are told', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        engineer.patch(path, { assignee: `Writer ${index}` }, { 'if-match': etag }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  it('fifty changes at the same time all count', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => engineer.patch(path, { assignee: `Writer ${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const versions = answers.map((answer) => Number(tagOf(answer).replaceAll('"', '')));
    const first = Number(etag.replaceAll('"', ''));
    expect(versions.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => first + 1 + index),
    );
    const changes = (await auditOf(server, id)).filter(({ event_type }) => event_type === 'UPDATE');
    expect(changes).toHaveLength(50);
    // Each diff begins where the one before it ended: no change was made on a version that was not read.
    const steps = changes.map((row) => row.changes![0]);
    for (let at = 1; at < steps.length; at += 1) expect(steps[at].old_value).toBe(steps[at - 1].new_value);
  });
});
