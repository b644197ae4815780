import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { get, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Storage } from '../../../src/core/storage/storage';
import { EvidenceChores } from '../../../src/infra/evidence/evidence.chores';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { s3Bucket, type S3Bucket } from '../../support/buckets/s3-bucket';
import { UnrulyProxy } from '../../support/buckets/unruly-proxy';
import { type EvidenceBody, form, openIncident, PNG, rawForm, refusalOf, tallies } from '../infra/fixtures';

const MIB = 1024 * 1024;
const PARTS = { title: 'File', type: 'document' };
/** Begins as a ZIP file does. */
const zip = (size: number): Buffer =>
  Buffer.concat([Buffer.from('504b0506000000000000', 'hex'), randomBytes(size - 10)]);

describe('evidence whose files are in a bucket', () => {
  let bucket: S3Bucket;
  let proxy: UnrulyProxy;
  let server: TestServer;
  let engineer: Actor;
  let incident: string;
  let path: string;
  beforeAll(async () => {
    bucket = await s3Bucket();
    proxy = await UnrulyProxy.before(bucket.url);
    server = await startServer({ ...bucket.settings, AWS_S3_ENDPOINT: proxy.url });
    engineer = await server.as('engineer');
    incident = (await openIncident(engineer)).id;
    path = `/infra/incidents/${incident}/evidence`;
  }, 90_000);
  afterAll(async () => {
    await server.close();
    await proxy.close();
    await bucket.close();
  });

  const upload = (bytes: Uint8Array, name = 'file.zip') =>
    engineer.post<EvidenceBody>(path, form(PARTS, { name, bytes }));
  const incoming = () => readdir(server.app.get(Storage).incoming).catch(() => []);
  const untilNoConnection = async (most: number): Promise<number> => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(10))
      if ((await proxy.connections()) <= most) break;
    return proxy.connections();
  };

  it('of 10 MiB comes back byte for byte, through the API alone, as an attachment', async () => {
    const bytes = zip(10 * MIB);
    const { status, body } = await upload(bytes);
    expect(status).toBe(201);
    expect(body.content).toBe(`${server.url}/api/v1${path}/${body.id}/file`);
    expect(await bucket.keys()).toEqual([`evidence/${incident}/${body.id}`]);
    expect(await incoming()).toEqual([]);
    const response = await fetch(body.content, { headers: engineer.headers, redirect: 'error' });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff' },
      'content-disposition': 'attachment; filename="file.zip"',
    });
  });

  it('answers HEAD without sending for the whole of it', async () => {
    const { body } = await upload(zip(9 * MIB));
    const response = await fetch(body.content, { method: 'HEAD', headers: engineer.headers });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(9 * MIB)]);
    expect(await untilNoConnection(2)).toBeLessThanOrEqual(2);
  });

  it('that is refused leaves nothing: not its kind, not its size, not broken off', async () => {
    const before = [await tallies(server), await bucket.keys()];
    proxy.asked.length = 0;
    expect(refusalOf(await upload(PNG, 'graph.exe'))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(refusalOf(await upload(zip(10 * MIB + 1)))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const { body, headers } = rawForm([{ name: 'file', filename: 'a.zip', content: zip(MIB) }], false);
    await new Promise<void>((resolve) => {
      const cut = request(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...engineer.headers, ...headers, 'content-length': body.length + 1_000 },
      });
      cut.on('error', () => resolve());
      cut.write(body, () => cut.destroy());
    });
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(10))
      if ((await incoming()).length === 0) break;
    expect(await incoming()).toEqual([]);
    expect([await tallies(server), await bucket.keys(), proxy.asked]).toEqual([...before, []]);
  });

  it('whose row cannot be written leaves no file in the bucket', async () => {
    const before = await bucket.keys();
    await server.sql(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no' using errcode = '23514'; end $$`);
    await server.sql(
      'create trigger refuse before insert on evidence for each row execute function refuse()',
    );
    const answer = await engineer
      .unchecked('a trigger refuses it')
      .post(path, form(PARTS, { name: 'a.png', bytes: PNG }));
    await server.sql('drop trigger refuse on evidence');
    expect([answer.status, await bucket.keys()]).toEqual([500, before]);
  });

  it('while the bucket does not work is a 503 that says what to do, and leaves nothing', async () => {
    const { body } = await upload(PNG, 'a.png');
    const before = [await tallies(server), await bucket.keys()];
    proxy.misbehave('forbid');
    const answers = [await upload(PNG, 'b.png'), await engineer.get(`${path}/${body.id}/file`)];
    proxy.mood = () => 'calm';
    for (const answer of answers) {
      expect(refusalOf(answer)).toEqual([503, 'SERVICE_UNAVAILABLE']);
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(answer.text).toMatch(/again/);
      expect(answer.text).not.toMatch(/ops-test|127\.0\.0\.1|S3RVER|AccessDenied/);
    }
    expect([await tallies(server), await bucket.keys()]).toEqual(before);
    expect(await incoming()).toEqual([]);
    expect((await upload(PNG, 'b.png')).status).toBe(201);
  });

  it('that was altered in the bucket does not arrive as a whole file', async () => {
    const { body } = await upload(zip(MIB));
    await bucket.plant(`evidence/${incident}/${body.id}`, zip(MIB));
    const arrived = fetch(body.content, { headers: engineer.headers }).then((response) =>
      response.arrayBuffer(),
    );
    await expect(arrived).rejects.toThrow();
  });

  it('is let go of when its receivers go away, however many do', async () => {
    const { body } = await upload(zip(10 * MIB));
    const url = new URL(body.content);
    await Promise.all(
      Array.from({ length: 30 }, () =>
        new Promise<void>((resolve, reject) => {
          const asked = get(url, { headers: engineer.headers, agent: false }, (response) => {
            response.once('data', () => {
              asked.destroy();
              resolve();
            });
          });
          asked.on('error', reject);
        }).catch(() => undefined),
      ),
    );
    expect(await untilNoConnection(2)).toBeLessThanOrEqual(2);
    const again = await fetch(url, { headers: engineer.headers });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([200, 10 * MIB]);
  });

  it('vanishes from every read when it is removed, and is kept, as its row is', async () => {
    const { body } = await upload(PNG, 'a.png');
    expect((await engineer.delete(`${path}/${body.id}`)).status).toBe(204);
    expect(refusalOf(await engineer.get(`${path}/${body.id}/file`))).toEqual([404, 'EVIDENCE_NOT_FOUND']);
    expect(await bucket.keys()).toContain(`evidence/${incident}/${body.id}`);
  });

  it('that no row refers to is set aside after an hour, all other stays', async () => {
    const { body } = await upload(PNG, 'a.png');
    const [orphan, young] = [`evidence/${incident}/${randomUUID()}`, `evidence/${incident}/${randomUUID()}`];
    const old = new Date(Date.now() - 3_700_000);
    await bucket.plant(orphan, 'left behind', old);
    await bucket.plant(young, 'left behind');
    await bucket.plant(`evidence/${incident}/${body.id}`, PNG, old);
    const before = await bucket.keys();
    await server.app.get(EvidenceChores, { strict: false }).setOrphansAside();
    const moved = before.map((key) => (key === orphan ? `set-aside/${orphan}` : key)).sort();
    expect(await bucket.keys()).toEqual(moved);
    expect((await engineer.get(`${path}/${body.id}/file`)).status).toBe(200);
  });

  it('that is gone from the bucket is a clear 404', async () => {
    const { body } = await upload(PNG, 'a.png');
    await server.app.get(Storage).remove(`evidence/${incident}/${body.id}`);
    expect(refusalOf(await engineer.get(`${path}/${body.id}/file`))).toEqual([404, 'FILE_NOT_FOUND']);
  });
});
