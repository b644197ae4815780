import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AuditIds } from '../../src/core/audit/audit-ids';
import { ENTRY, type Standing, STANDING } from '../../src/core/audit/chain/chain.queries';
import { Database } from '../../src/core/database/database';
import { UnitOfWork } from '../../src/core/database/unit-of-work';
import { Incident } from '../../src/infra/incidents/incident.entity';
import { IncidentRepository } from '../../src/infra/incidents/incident.repository';
import { startServer, type TestServer } from '../support/app';
import { intruder, sealerOf, sharedKey, verified } from '../support/audit-scene';
import { cloneDatabase } from '../support/template-database';

const WRITERS = 10;
const WRITES = 12;
const REPORT = {
  title: 'Many',
  description: 'One of many that are written.',
  severity: 'low',
  squad: 'Data',
};

describe('the chain of the audit log', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let servers: TestServer[] = [];
  let one: TestServer;
  const settings = sharedKey();
  beforeAll(async () => {
    database = await cloneDatabase();
    // As a release before this one left it.
    const before = new Client({ connectionString: database.url });
    await before.connect();
    await before.query(`insert into audit_logs (event_type, resource_type, user_id, user_name, action_description, status, xid)
      select 'ACCESS', 'incident', 'system', 'System', 'Before ' || n, 'success', '0' from generate_series(1, 1600) n`);
    await before.end();
    servers = [await startServer(settings, database.url), await startServer(settings, database.url)];
    [one] = servers;
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await database.drop();
  });

  const incident = (): Incident =>
    Object.assign(new Incident(), { ...REPORT, id: randomUUID(), status: 'open', environment: 'staging' });
  const count = async (table: string): Promise<number> =>
    Number((await one.sql<{ count: string }>(`select count(*) from ${table}`))[0].count);
  /** All that has committed is in the chain, once, and it holds. */
  const expectWhole = async (): Promise<void> => {
    for (const server of servers) {
      const answer = await verified(server);
      expect(answer).toMatchObject({ valid: true, reason: null, first_invalid_id: null, unsealed: 0 });
      expect(answer.checked).toBe(await count('audit_logs'));
    }
    expect(await count('audit_chain')).toBe(await count('audit_logs'));
  };

  it('begins with what was there before it', async () => {
    await expectWhole();
    const [first] = await one.sql<{ action_description: string }>(
      'select l.action_description from audit_chain c join audit_logs l using (xid, position) where sequence = 1',
    );
    expect(first.action_description).toBe('Before 1');
    // The first as soon as there is anything, the next 1,000 rows later.
    const signed = await one.sql<{ sequence: string }>(
      'select sequence from audit_checkpoints order by sequence',
    );
    expect(signed.map(({ sequence }) => Number(sequence))).toEqual([500, 1500]);
  });

  it('hashes every column that there is', async () => {
    const columns = await one.sql<{ name: string }>(
      `select attname::text as name from pg_attribute where attrelid = 'audit_logs'::regclass and attnum > 0 and not attisdropped`,
    );
    expect(columns.map(({ name }) => name).toSorted()).toEqual(Object.keys(ENTRY).toSorted());
  });

  it('holds, and nothing is left out, under 10 writers on two instances, with rollbacks and one that commits late', async () => {
    const incidents = one.app.get(IncidentRepository, { strict: false });
    let commitLate = (): void => undefined;
    const late = one.app.get(UnitOfWork).run(async () => {
      await incidents.add(incident());
      await new Promise<void>((resolve) => (commitLate = resolve));
      await incidents.add(incident());
    });
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      const server = servers[writer % 2];
      const engineer = await server.as('engineer');
      const { body } = await engineer.post('/infra/incidents', { ...REPORT, environment: 'staging' });
      for (let write = 0; write < WRITES; write += 1) {
        const title = `Many ${writer} ${write}`;
        const change = await engineer.patch(`/infra/incidents/${String(body.id)}`, { title });
        expect(change.status).toBe(200);
        if (write % 4 !== 0) continue;
        const undone = server.app.get(UnitOfWork).run(async () => {
          await server.app.get(IncidentRepository, { strict: false }).add(incident());
          throw new Error('undone');
        });
        await expect(undone).rejects.toThrow('undone');
        await sealerOf(server).settle();
      }
    });
    await Promise.all(writers);
    const early = await verified(one);
    expect(early).toMatchObject({ valid: true, unsealed: 0 });
    commitLate();
    await late;
    const [{ audited }] = await one.sql<{ audited: number }>(
      `select count(*)::int as audited from audit_logs where resource_type = 'incident' and xid <> '0'`,
    );
    expect(audited).toBe(WRITERS * (WRITES + 1) + 2);
    await expectWhole();
  });

  it('loses nothing when sealing dies in its transaction, or was not there at all', async () => {
    const own = await intruder(one);
    await own.query(`create function die() returns trigger language plpgsql as $$ begin raise exception 'died'; end $$;
      create constraint trigger die after insert on audit_chain deferrable initially deferred
        for each row execute function die(); alter table audit_chain enable always trigger die`);
    const engineer = await one.as('engineer');
    const chained = await count('audit_chain');
    for (let write = 0; write < 3; write += 1)
      await engineer.post('/infra/incidents', { ...REPORT, environment: 'staging' });
    await expect(sealerOf(one).settle()).rejects.toThrow('died');
    expect(await verified(one)).toMatchObject({ valid: true, checked: chained, unsealed: 3 });
    expect(await count('audit_chain')).toBe(chained);
    await own.query('drop trigger die on audit_chain; drop function die');
    await own.end();
    const mute = await startServer({ ...settings, AUDIT_SEALING: 'false' }, database.url);
    await (await mute.as('engineer')).post('/infra/incidents', { ...REPORT, environment: 'staging' });
    await mute.close();
    await expectWhole();
  });

  it('makes no writer wait, whatever holds up sealing', async () => {
    const own = await intruder(one);
    await own.query('begin');
    await own.query('select pg_advisory_xact_lock(7205759403792797)');
    await own.query('lock table audit_chain, audit_checkpoints, audit_sealing in access exclusive mode');
    const engineer = await one.as('engineer');
    const made = await engineer.post('/infra/incidents', { ...REPORT, environment: 'staging' });
    expect(made.status).toBe(201);
    await own.query('rollback');
    await own.end();
    await expectWhole();
  });

  it('is waited for by nobody longer than they like', async () => {
    const own = await intruder(one);
    await own.query('begin');
    await own.query('lock table audit_chain in access exclusive mode');
    await (await one.as('engineer')).post('/infra/incidents', { ...REPORT, environment: 'staging' });
    expect(await sealerOf(one).settle(20)).toBe(false);
    await own.query('rollback');
    await own.end();
    await expectWhole();
  });

  it('can tell, without sealing, that rows wait', async () => {
    const own = await intruder(one);
    const standing = async (): Promise<Standing> => (await own.query<Standing>(STANDING.text)).rows[0];
    await own.query('select pg_advisory_lock(7205759403792797)');
    const before = await standing();
    await (await one.as('engineer')).post('/infra/incidents', { ...REPORT, environment: 'staging' });
    expect(await standing()).toEqual({ head: before.head, is_waiting: false });
    await own.query(`update audit_logs l set timestamp = timestamp - interval '2 minutes'
      where not exists (select from audit_chain c where c.log_id = l.id)`);
    expect(await standing()).toEqual({ head: before.head, is_waiting: true });
    await own.end();
    await expectWhole();
    expect(await one.app.get(Database).query<Standing>(STANDING, [])).toMatchObject([{ is_waiting: false }]);
  });

  it('goes on in another cluster, in which transactions have other numbers', async () => {
    const own = await intruder(one);
    // As a dump brings them: one that had been chained, one that had not, both of a time to come here.
    const id = one.app.get(AuditIds).draw();
    await own.query(
      `insert into audit_logs (id, event_type, resource_type, user_id, user_name, action_description, status, xid)
       values ($1, 'ACCESS', 'incident', 'system', 'System', 'From elsewhere', 'success', '90000000000')`,
      [id],
    );
    await own.query(`update audit_sealing set sealed = '90000000000:90000000000:', cluster = 'another'`);
    await own.end();
    await expectWhole();
    await (await one.as('engineer')).post('/infra/incidents', { ...REPORT, environment: 'staging' });
    await expectWhole();
  });

  it.each(['audit_chain', 'audit_checkpoints'])('cannot be written anew: %s', async (table) => {
    for (const statement of [`update ${table} set sequence = 0`, `delete from ${table}`, `truncate ${table}`])
      await expect(one.sql(statement)).rejects.toThrow(`rows of ${table} are never changed or removed`);
  });
});
