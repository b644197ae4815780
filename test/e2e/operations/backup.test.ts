import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Client } from 'pg';
import { BackupRefused } from '../../../src/backup/backup.errors';
import { Commit } from '../../../src/backup/commit';
import type { Manifest } from '../../../src/backup/manifest';
import { restoreBackup } from '../../../src/backup/restore-backup';
import { writeBackup } from '../../../src/backup/write-backup';
import { startEmbeddedPostgres } from '../../../src/core/database/embedded';
import { LocalStorage } from '../../../src/core/storage/local.storage';
import { ContentMakers, type ReportContent } from '../../../src/reports/figures';
import { query, readBooks } from '../../faults/bookkeeping';
import { openFolder } from '../../faults/kill-rounds';
import { Writers } from '../../faults/load';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { until } from '../../support/until';
import { type EvidenceBody, openIncident, PNG, rawForm } from '../infra/fixtures';
import { DRAFT, finished, type ReportBody } from '../reports/reports-scene';
import {
  command,
  connected,
  emptyDatabase,
  type EmptyDatabase,
  filesBelow,
  fill,
  tablesIn,
  tampered,
} from './backup-scene';

const SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';

describe('a backup', () => {
  const folder = openFolder('occ-backup-');
  const backup = join(folder, 'backup');
  const stored = (name: string) => new LocalStorage(join(folder, name));
  const emptied: EmptyDatabase[] = [];
  let server: TestServer;
  let engineer: Actor;
  let manifest: Manifest;
  let evidence: string;
  let reports: string[];

  const empty = async (asOwner = false): Promise<string> => {
    const database = await emptyDatabase({ asOwner });
    emptied.push(database);
    return database.url;
  };

  beforeAll(async () => {
    server = await startServer();
    await fill(server);
    engineer = await server.as('engineer');
    const incident = await openIncident(engineer);
    evidence = `/infra/incidents/${incident.id}/evidence`;
    const { body, headers } = rawForm([
      ...[
        { name: 'title', content: 'Graph' },
        { name: 'type', content: 'screenshot' },
      ],
      { name: 'file', filename: 'graph.png', content: PNG },
    ]);
    const uploaded = await engineer.post<EvidenceBody>(evidence, body, headers);
    evidence = `${evidence}/${uploaded.body.id}/file`;

    // One report is being made and stays so, another waits for its turn.
    const maker = server.app.get(ContentMakers).of('incident_summary');
    const make = maker.make.bind(maker);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    jest.spyOn(maker, 'make').mockImplementation(async (task): Promise<ReportContent> => {
      await held;
      return make(task);
    });
    reports = [];
    for (const name of ['First', 'Second'])
      reports.push(
        (await engineer.post<ReportBody>('/reports/generate', { ...DRAFT, name, format: 'json' })).body.id,
      );

    const writers = new Writers(server.url, engineer.token, 4);
    await writers.progress(10);
    manifest = await writeBackup({
      ...{ databaseUrl: server.databaseUrl, to: backup },
      storage: new LocalStorage(server.storagePath),
    });
    await writers.progress(1);
    await writers.stop();
    expect(writers.surprises).toEqual([]);
    letGo();
    for (const id of reports) await finished(engineer, id);
    jest.restoreAllMocks();
  }, 60_000);
  afterAll(async () => {
    await server.close();
    for (const database of emptied) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const rowsOf = (name: string): number => manifest.tables.find((table) => table.name === name)!.rows;

  it('taken while others write holds one moment, and is for its owner alone', async () => {
    const target = await empty(true);
    const [{ is_super }] = await query<{ is_super: boolean }>(
      target,
      'select rolsuper as is_super from pg_roles where rolname = current_user',
    );
    expect(is_super).toBe(false);
    await restoreBackup({ from: backup, databaseUrl: target, storage: stored('owner') });
    const books = await readBooks(target);
    expect(books).toMatchObject({ unbalanced: [], phantoms: 0 });
    expect(books.incidents.size).toBeGreaterThanOrEqual(10);
    const all = await filesBelow(backup);
    expect(all.filter((path) => (statSync(path).mode & 0o777) !== 0o600)).toEqual([]);
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    expect(manifest.secrets).toEqual([]);
    expect(all.length).toBe(2 + manifest.tables.length + manifest.files.length);
  });

  it('put back equals what was there, table by table, and serves on', async () => {
    const target = await empty();
    const lines: string[] = [];
    await restoreBackup({
      ...{ from: backup, databaseUrl: target, storage: stored('restored') },
      say: (line) => lines.push(line),
    });
    expect(lines.at(-1)).toMatch(/rows of \d+ tables and \d+ files are in place, and equal the backup\.$/);
    const again = join(folder, 'again');
    const { tables, sequences, metric_days, migrations } = await writeBackup({
      ...{ databaseUrl: target, to: again, storage: stored('restored') },
    });
    const alike = <T extends { name: string }>(all: readonly T[]): T[] =>
      all.filter(({ name }) => !['public.events', 'public.event_ids'].includes(name));
    expect({ tables: alike(tables), sequences: alike(sequences), metric_days, migrations }).toEqual({
      ...{ tables: alike(manifest.tables), sequences: alike(manifest.sequences) },
      ...{ metric_days: manifest.metric_days, migrations: manifest.migrations },
    });
    // Nothing was compared with nothing, and triggers work again.
    for (const name of [
      'incidents',
      'metrics',
      'costs',
      'audit_logs',
      'events',
      'mitre_techniques',
      'api_tokens',
    ])
      expect([name, rowsOf(`public.${name}`)]).not.toEqual([name, 0]);
    expect(
      await query(target, `select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`),
    ).toEqual([]);

    const [{ last }] = await query<{ last: string }>(
      target,
      `select max(substring(jira_id from 5)::int)::text as last from incidents`,
    );
    const signingKey = join(dirname(server.storagePath), 'audit-signing-key.pem');
    const restored = await startServer(
      { STORAGE_PATH: join(folder, 'restored'), AUDIT_SIGNING_KEY: signingKey },
      target,
    );
    try {
      // Nobody is signed in who was: sessions ended since would come to life again.
      expect((await restored.anonymous.with(engineer.headers).get('/auth/me')).status).toBe(401);
      const actor = await restored.as('engineer');
      const { jira_id } = await openIncident(actor);
      expect(Number(jira_id.slice(4))).toBeGreaterThan(Number(last));
      // The numbers of events that were given after the backup: what they are of now is something else.
      const positions = manifest.sequences.find(({ name }) => name === 'public.event_ids')!;
      for (const since of [
        1,
        Number(positions.last),
        Number(positions.last) + 1,
        Number(positions.last) + 10_000,
      ]) {
        const client = await restored.live('viewer');
        await client.subscribe(['incidents'], { since });
        expect([since, client.messages[0]]).toEqual([since, { type: 'error', message: 'resync' }]);
        client.end();
      }
      const file = await fetch(`${restored.url}/api/v1${evidence}`, { headers: actor.headers });
      expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
      expect((await finished(actor, reports[1])).status).toBe('completed');
      const { body } = await (await restored.as('admin')).get('/admin/audit-logs/verify');
      expect(body).toMatchObject({ valid: true, unproved: 0 });
      expect(body.checked).toBeGreaterThanOrEqual(rowsOf('public.audit_logs'));
    } finally {
      await restored.close();
    }
  }, 60_000);

  it('is not put over anything, and overwrites nothing', async () => {
    const refused = { from: backup, databaseUrl: server.databaseUrl, storage: stored('refused') };
    await expect(restoreBackup(refused)).rejects.toThrow(
      /^The database is in use \(public\.users has rows\)/,
    );
    const foreign = await empty();
    await query(foreign, 'create table somebody_elses (id int)');
    await expect(restoreBackup({ ...refused, databaseUrl: foreign })).rejects.toThrow(
      /tables of something else/,
    );
    expect(await tablesIn(foreign)).toEqual(['somebody_elses']);
    const storage = stored('refused');
    await expect(writeBackup({ databaseUrl: server.databaseUrl, to: backup, storage })).rejects.toThrow(
      /is there already/,
    );
    const key = manifest.files[0].key;
    await stored('taken').put(key, await draftOf(join(folder, 'draft'), 'another file'));
    const target = await empty();
    await expect(
      restoreBackup({ from: backup, databaseUrl: target, storage: stored('taken') }),
    ).rejects.toThrow(/The storage has another file at/);
    expect(await tablesIn(target)).toEqual([]);
  });

  const edit = (change: (manifest: Record<string, unknown>) => void) => (path: string) => {
    const file = join(path, 'manifest.json');
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    change(content);
    writeFileSync(file, JSON.stringify(content));
  };
  const flip = (path: string): void => {
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(path, bytes);
  };
  const table = 'tables/public.incidents.copy.gz';

  it.each<[string, RegExp, (path: string) => void, boolean]>([
    ['a bit that has flipped', /incidents.copy.gz is damaged/, (path) => flip(join(path, table)), false],
    ['a file cut off', /incidents.copy.gz is damaged/, (path) => truncateSync(join(path, table), 100), false],
    ['a file missing', /incidents.copy.gz is missing/, (path) => rmSync(join(path, table)), false],
    ['no list of checksums', /SHA256SUMS is missing/, (path) => rmSync(join(path, 'SHA256SUMS')), false],
    ['another manifest', /manifest.json is damaged/, edit((given) => (given.created_at = '')), false],
    [
      'no JSON',
      /manifest.json cannot be read/,
      (path) => writeFileSync(join(path, 'manifest.json'), '{'),
      true,
    ],
    ['a newer format', /of a newer format/, edit((given) => (given.version = 2)), true],
    ['a newer product', /made by a newer version/, edit((given) => (given.migrations = ['Later'])), true],
    [
      'a file outside of the storage',
      /holds what no backup holds/,
      edit((given) => (given.files = [{ key: '../../etc/passwd', size: 1, sha256: 'a'.repeat(64) }])),
      true,
    ],
    [
      'a table outside of the product',
      /holds what no backup holds/,
      edit(
        (given) =>
          (given.tables = [{ name: 'pg_catalog.pg_authid', columns: [], rows: 0, digest: 'a'.repeat(64) }]),
      ),
      true,
    ],
    [
      'a secret that goes elsewhere',
      /holds what no backup holds/,
      edit((given) => (given.secrets = ['../.ssh/authorized_keys'])),
      true,
    ],
    [
      'a list without end',
      /larger than any/,
      (path) => truncateSync(join(path, 'SHA256SUMS'), 2 ** 30),
      false,
    ],
  ])('with %s is refused before anything is touched', async (_what, why, alter, sums) => {
    const from = tampered(backup, join(folder, randomUUID()), alter, sums);
    const storage = stored('untouched');
    // Nobody could even connect: it is looked at first.
    const restored = restoreBackup({ from, databaseUrl: 'postgres://nobody@127.0.0.1:1/none', storage });
    await expect(restored).rejects.toThrow(BackupRefused);
    await expect(restored).rejects.toThrow(why);
    expect(await filesBelow(join(folder, 'untouched'))).toEqual([]);
  });

  it('that does not read again as it was made leaves nothing, and then the right one can be put there', async () => {
    const target = await empty(true);
    const wrong = edit((given) => ((given.tables as { digest: string }[]).at(-1)!.digest = '0'.repeat(64)));
    const from = tampered(backup, join(folder, 'wrong'), wrong, true);
    await expect(restoreBackup({ from, databaseUrl: target, storage: stored('undone') })).rejects.toThrow(
      /does not read again as it was backed up/,
    );
    expect(await query(target, 'select from users union all select from audit_logs')).toEqual([]);
    expect(await filesBelow(join(folder, 'undone'))).toEqual([]);
    await restoreBackup({ from: backup, databaseUrl: target, storage: stored('undone') });
    expect(await filesBelow(join(folder, 'undone'))).toHaveLength(manifest.files.length);
  });

  it.each([
    ['whose commit was heard, but not answered, is there with its files', true],
    ['whose commit was never heard leaves nothing, and can be repeated', false],
  ])('put back %s', async (_what, isHeard) => {
    const target = await empty();
    const shelf = stored(randomUUID());
    const real: (client: Client) => Promise<void> = Reflect.get(Commit.prototype, 'of');
    jest.spyOn(Commit.prototype, 'of').mockImplementation(function (this: Commit, client) {
      const query = async (text: string): Promise<unknown> => {
        if (text !== 'commit') return client.query(text);
        if (isHeard) await client.query(text);
        await client.end();
        throw new Error('Connection terminated unexpectedly');
      };
      return real.call(this, { query } as unknown as Client);
    });
    const order = { from: backup, databaseUrl: target, storage: shelf };
    const restored = await restoreBackup(order).then(
      () => true,
      () => false,
    );
    jest.restoreAllMocks();
    expect(restored).toBe(isHeard);
    expect((await query(target, 'select from users')).length > 0).toBe(isHeard);
    for (const { key, size, sha256 } of manifest.files) {
      const opened = shelf.open(key, { size, sha256 }).then((file) => file.destroy());
      if (isHeard) await opened;
      else await expect(opened).rejects.toThrow(/^There is no file/);
    }
    if (!isHeard) await restoreBackup(order);
  });

  it('waits until nobody migrates', async () => {
    const target = await empty();
    await connected(target, async (holder) => {
      await holder.query('select pg_advisory_lock(7205759403792794)');
      const restored = restoreBackup({ from: backup, databaseUrl: target, storage: stored('later') });
      const asking = `select from pg_stat_activity where query like '%pg_try_advisory_lock%'
        and datname = current_database() and pid <> pg_backend_pid()`;
      await until('the restore to ask for its turn', async () => (await holder.query(asking)).rowCount !== 0);
      expect(await tablesIn(target)).toEqual([]);
      await holder.query('select pg_advisory_unlock(7205759403792794)');
      expect((await restored).tables.length).toBe(manifest.tables.length);
    });
  });

  it('goes by command from a server to another cluster and from there on, with secrets only if asked', async () => {
    const [to, dataDir, back] = [join(folder, 'by-command'), join(folder, 'data'), join(folder, 'back')];
    const made = await command('backup', ['--to', to, '--with-secrets'], {
      ...{ DATABASE_URL: server.databaseUrl, DATA_DIR: dirname(server.storagePath) },
    });
    expect(made).toMatchObject({
      code: 0,
      complained: '',
      said: expect.stringMatching(/ rows of \d+ tables and /),
    });
    expect(existsSync(join(to, 'secrets/audit-signing-key.pem'))).toBe(true);

    const restored = await command('restore', ['--from', to], { DATA_DIR: dataDir, JWT_SECRET: SECRET });
    expect(restored).toMatchObject({ complained: '', code: 0 });
    expect(restored.said).toMatch(/and equal the backup\.\nThe audit log holds: [1-9]\d* entries/);
    expect(statSync(join(dataDir, 'audit-signing-key.pem')).mode & 0o777).toBe(0o600);

    // While a server runs on it, its database is not started a second time.
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
    try {
      const again = await command('backup', ['--to', back], { DATA_DIR: dataDir });
      expect(again).toMatchObject({ code: 0, complained: '' });
    } finally {
      await postgres.stop();
    }
    const incidents = (path: string) =>
      (JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Manifest).tables.find(
        ({ name }) => name === 'public.incidents',
      );
    expect(incidents(back)).toEqual(incidents(to));
    expect(existsSync(join(back, 'secrets'))).toBe(false);
  }, 60_000);

  it('with files missing and damaged has the rest, says so by its code, and rehearses without going anywhere', async () => {
    const [to, dataDir, shelf] = [join(folder, 'lacking'), join(folder, 'rehearsal'), join(folder, 'shelf')];
    const missing = manifest.files[0].key;
    const [{ damaged }] = await server.sql<{ damaged: string }>(
      'select file_key as damaged from report_versions where report_id = $1 and file_key is not null',
      [reports[0]],
    );
    const paths = [missing, damaged].map((key) => join(server.storagePath, key));
    const contents = paths.map((path) => readFileSync(path));
    await server.sql(`insert into notification_deliveries (channel, action, title, notice, max_attempts, next_attempt_at)
      values ('email', 'triggered', 'Waits', '{}', 5, now() + interval '1 day')`);
    await server.sql(
      `insert into jira_links (row_id, resource, site) values (gen_random_uuid(), 'incident', '-')`,
    );
    await server.sql(`select pgboss.create_queue('notify_email', '{}')`);
    await server.sql(
      `insert into pgboss.job (name, data, start_after) values ('notify_email', '{}', now() + interval '1 day')`,
    );
    rmSync(paths[0]);
    flip(paths[1]);
    const made = await command('backup', ['--to', to], {
      ...{ DATABASE_URL: server.databaseUrl, DATA_DIR: dirname(server.storagePath) },
    });
    paths.forEach((path, at) => writeFileSync(path, contents[at]));
    const told = new RegExp(`^MISSING: .*${missing}.*\nDAMAGED: .*${damaged}.*\n$`);
    expect(made).toMatchObject({ code: 5, complained: expect.stringMatching(told) });

    const target = await empty();
    const settings = { DATA_DIR: dataDir, JWT_SECRET: SECRET };
    const into = ['--from', to, '--into', target];
    expect(await command('restore', into, settings)).toMatchObject({ code: 2, said: '' });
    writeFileSync(dataDir, 'no folder');
    const unusable = await command('restore', ['--from', to], { ...settings, DATABASE_URL: target });
    expect(unusable).toMatchObject({
      code: 1,
      said: '',
      complained: expect.stringMatching(/^DATA_DIR cannot/),
    });
    expect(await tablesIn(target)).toEqual([]);
    rmSync(dataDir);
    const keys = { AUDIT_SIGNING_KEY: join(dirname(server.storagePath), 'audit-signing-key.pem') };
    const rehearsed = await command('restore', [...into, '--files', shelf, '--without-outgoing'], {
      ...{ ...settings, ...keys },
    });
    expect(rehearsed).toMatchObject({ code: 5, complained: expect.stringMatching(told) });
    expect(await filesBelow(dataDir)).toEqual([]);
    expect(await filesBelow(shelf)).toHaveLength((await filesBelow(join(to, 'files'))).length);
    expect(
      await query(
        target,
        `select (select array_agg(distinct status) from notification_deliveries where title = 'Waits') as deliveries,
          (select array_agg(distinct state) from jira_links) as links,
          (select array_agg(distinct state::text) from pgboss.job where name = 'notify_email') as jobs`,
      ),
    ).toEqual([{ deliveries: ['dead'], links: ['ended'], jobs: ['cancelled'] }]);
  }, 60_000);

  it('that is ended by a signal leaves nothing, and the next one sweeps what one that was killed had left', async () => {
    const place = join(folder, 'place');
    const [old, young] = [1, 2].map(() => join(place, `night.${randomUUID()}.draft`));
    for (const draft of [old, young]) {
      mkdirSync(join(draft, 'tables'), { recursive: true });
      writeFileSync(join(draft, 'tables/public.users.copy.gz'), 'x');
    }
    for (const path of [...(await filesBelow(old)), join(old, 'tables'), old]) utimesSync(path, 0, 0);
    const settings = { DATABASE_URL: server.databaseUrl, DATA_DIR: dirname(server.storagePath) };
    const ended = await connected(server.databaseUrl, async (holder) => {
      await holder.query('begin');
      await holder.query('lock table login_failures in access exclusive mode');
      const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'lock table%'
        and datname = current_database()`;
      return command('backup', ['--to', join(place, 'ended')], settings, {
        meanwhile: async (child) => {
          await until(
            'the backup to wait',
            async () => (await query(server.databaseUrl, waiting)).length > 0,
          );
          expect(readdirSync(place)).toHaveLength(2);
          child.kill('SIGTERM');
        },
      });
    });
    expect(ended).toEqual({ code: 1, said: '', complained: 'Interrupted: nothing was left behind.\n' });
    expect(readdirSync(place)).toEqual([basename(young)]);
  }, 60_000);

  it('that the disk has no room for says so and leaves nothing', async () => {
    const to = join(folder, 'no-room');
    const settings = { DATABASE_URL: server.databaseUrl, DATA_DIR: dirname(server.storagePath) };
    const made = await command('backup', ['--to', to], settings, { largestFile: 20_000 });
    expect(made).toMatchObject({ code: 1, said: '' });
    expect(made.complained).toMatch(/^The backup failed, and nothing was left: EFBIG/);
    expect((await filesBelow(folder)).filter((path) => path.includes('no-room'))).toEqual([]);
    expect(await command('backup', [], settings)).toMatchObject({ code: 2, said: '' });
  });
});

async function draftOf(path: string, text: string): Promise<{ path: string; size: number; sha256: null }> {
  writeFileSync(path, text);
  return Promise.resolve({ path, size: text.length, sha256: null });
}
