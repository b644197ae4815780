import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceChores } from '../../../src/infra/evidence/evidence.chores';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { type EvidenceBody, form, openIncident, PNG, refusalOf, storedFiles } from './fixtures';

const PARTS = { title: 'File', type: 'screenshot' };

const filesInUse = async (server: TestServer): Promise<string[]> =>
  (await storedFiles(server)).filter((path) => !path.includes('/set-aside/'));

describe('the files of evidence', () => {
  let server: TestServer;
  let engineer: Actor;
  let incident: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    incident = (await openIncident(engineer)).id;
    path = `/infra/incidents/${incident}/evidence`;
  });
  afterAll(() => server.close());

  const upload = () => engineer.post<EvidenceBody>(path, form(PARTS, { name: 'graph.png', bytes: PNG }));
  const tidy = () => server.app.get(EvidenceChores, { strict: false }).setOrphansAside();
  const age = async (file: string): Promise<void> => {
    const then = new Date(Date.now() - 3_700_000);
    await utimes(file, then, then);
  };
  const put = async (...parts: string[]): Promise<string> => {
    const file = join(server.storagePath, ...parts);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'left behind');
    return file;
  };

  it('that no row refers to are set aside after an hour, all others stay', async () => {
    await tidy();
    const kept = (await upload()).body.id;
    const removed = (await upload()).body.id;
    expect((await engineer.delete(`${path}/${removed}`)).status).toBe(204);
    const young = await put('evidence', incident, randomUUID());
    const foreign = await put('evidence', 'notes.txt');
    const elsewhere = await put('exports', randomUUID());
    const rest = await filesInUse(server);
    await Promise.all(rest.filter((file) => file !== young).map(age));
    const orphans = await Promise.all([
      put('evidence', incident, randomUUID()),
      put('evidence', randomUUID(), randomUUID()),
      // Its name is that of a row, its place is not.
      put('evidence', randomUUID(), kept),
    ]);
    await Promise.all(orphans.map(age));
    await tidy();
    expect(await filesInUse(server)).toEqual(rest);
    // Nothing is destroyed.
    expect((await storedFiles(server)).length).toBeGreaterThan(rest.length);
    expect(rest).toEqual(expect.arrayContaining([young, foreign, elsewhere]));
    expect((await engineer.get(`${path}/${kept}/file`)).status).toBe(200);
    await tidy();
    expect(await filesInUse(server)).toEqual(rest);
  });

  it('stay while nobody knows whether their row was committed', async () => {
    await server.sql(`create function cut_off() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
    await server.sql(`create constraint trigger cut_off after insert on evidence
      deferrable initially deferred for each row execute function cut_off()`);
    const before = await filesInUse(server);
    expect(refusalOf(await upload())).toEqual([503, 'SERVICE_UNAVAILABLE']);
    await server.sql('drop trigger cut_off on evidence');
    const added = (await filesInUse(server)).filter((file) => !before.includes(file));
    expect(added).toHaveLength(1);
    await tidy();
    expect(await filesInUse(server)).toContain(added[0]);
    await age(added[0]);
    await tidy();
    expect(await filesInUse(server)).toEqual(before);
  });
});
