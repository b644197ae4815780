import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Client } from 'pg';
import { readPublicKeys } from '../../src/core/audit/chain/checkpoint';
import { checkExport, readCheckpoints } from '../../src/core/audit/chain/export-check';
import { BEGINNING, type Entry, type Link, linkHash } from '../../src/core/audit/chain/link';
import { log } from '../../src/core/logging/logger';
import { Clock } from '../../src/core/time/clock';
import { Database } from '../../src/core/database/database';
import { SealBatch } from '../../src/core/audit/chain/seal-batch';
import { SigningKey } from '../../src/core/audit/chain/signing-key';
import { AuditIds } from '../../src/core/audit/audit-ids';
import { startServer, type TestServer } from '../support/app';
import { intruder, sealerOf, verified } from '../support/audit-scene';

const TABLES = ['audit_logs', 'audit_chain', 'audit_checkpoints', 'audit_sealing'];
const MINUTE_MS = 60_000;
/** Keeps sealing, which goes on in the background, from coming in between. */
const LOCK = 'select pg_advisory_xact_lock(7205759403792797)';
const FIRST = 'sequence = (select min(sequence) from audit_checkpoints)';
const ROW = `event_type, resource_type, user_id, user_name, action_description, status`;
const VALUES = `'ACCESS', 'incident', 'system', 'System', 'Nobody did this', 'success'`;

describe('an audit log that somebody with the database has altered', () => {
  let server: TestServer;
  let own: Client;
  let ids: string[];
  let known: ReturnType<typeof sealerOf>['known'];
  const idAt = (sequence: number): string => ids[sequence - 1];
  const linksOf = async (): Promise<Link[]> => {
    const admin = await server.as('admin');
    const { text } = await admin.get('/admin/audit-logs/export');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Link);
  };

  beforeAll(async () => {
    server = await startServer();
    const engineer = await server.as('engineer');
    const sealer = sealerOf(server);
    for (let write = 0; write < 8; write += 1) await engineer.post('/infra/incidents', {});
    await sealer.settle();
    const clock = jest.spyOn(server.app.get(Clock), 'now');
    for (const minutes of [11, 22]) {
      for (let write = 0; write < 8; write += 1) await engineer.post('/infra/incidents', {});
      clock.mockReturnValue(new Date(Date.now() + minutes * MINUTE_MS));
      await sealer.settle();
    }
    for (let write = 0; write < 4; write += 1) await engineer.post('/infra/incidents', {});
    await (await server.as('admin')).get('/auth/me');
    expect(await verified(server)).toMatchObject({ valid: true, unsealed: 0 });
    ids = (await linksOf()).map(({ entry }) => String(entry!.id));
    own = await intruder(server);
    for (const table of TABLES) await own.query(`create table as_${table} as table ${table}`);
    known = sealer.known;
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await own.end();
    await server.close();
  });
  const restored = async (): Promise<void> => {
    const back = TABLES.map((table) => `insert into ${table} overriding system value table as_${table}`);
    await own.query(`begin; ${LOCK}; truncate ${TABLES.join(', ')}; ${back.join('; ')}; commit`);
    // As after a restart: what this process remembers must not be what tells.
    sealerOf(server).known = null;
  };
  beforeEach(restored);

  it('still holds when nobody has touched it', async () => {
    expect(await verified(server)).toMatchObject({ valid: true, checked: ids.length, checkpoints: 3 });
  });

  it.each([
    ['a name', `user_name = user_name || ' '`, 1],
    ['an outcome', `status = 'success', error_message = null`, 7],
    ['an empty field', `resource_name = ''`, 12],
    ['a time by 2,000 years before it', `timestamp = timestamp - interval '4052 years'`, 18],
    ['one digit', `metadata = jsonb_set(metadata, '{x}', '1.0')`, 25],
  ])('is found: %s was edited', async (_, change, sequence) => {
    await own.query(`update audit_logs set ${change} where id = $1`, [idAt(sequence)]);
    expect(await verified(server)).toMatchObject({
      ...{
        valid: false,
        reason: 'altered',
        first_invalid_id: idAt(sequence),
        first_invalid_sequence: sequence,
      },
    });
  });

  it.each([1, 9, 20])('is found: row %i was deleted', async (sequence) => {
    await own.query('delete from audit_logs where id = $1', [idAt(sequence)]);
    const found = { valid: false, reason: 'removed', first_invalid_id: idAt(sequence) };
    expect(await verified(server)).toMatchObject(found);
    await own.query('delete from audit_chain where sequence = $1', [sequence]);
    const gap = { valid: false, reason: 'removed', first_invalid_sequence: sequence };
    expect(await verified(server)).toMatchObject(gap);
    await own.query(`update audit_chain set sequence = sequence + 1000000 where sequence > $1`, [sequence]);
    await own.query(`update audit_chain set sequence = sequence - 1000001 where sequence > 1000000`);
    expect(await verified(server)).toMatchObject({ valid: false, first_invalid_sequence: sequence });
  });

  it('is found: rows were inserted', async () => {
    const put = async (more = '', values = ''): Promise<string> => {
      const { rows } = await own.query<{ id: string }>(
        `insert into audit_logs (${ROW}${more}) overriding system value values (${VALUES}${values}) returning id`,
      );
      return rows[0].id;
    };
    // As one of long ago, which nothing will seal.
    const past = await put(', xid, position', `, '5', -7`);
    const found = { valid: false, reason: 'inserted', first_invalid_id: past };
    expect(await verified(server)).toMatchObject(found);
    await own.query('delete from audit_logs where id = $1', [past]);
    // As one of now, under the id of one that was taken away for it.
    await own.query('delete from audit_logs where id = $1', [idAt(5)]);
    await put(', id', `, '${idAt(5)}'`);
    expect(await verified(server)).toMatchObject({ valid: false, first_invalid_id: idAt(5) });
  });

  it('is found: a row was inserted as any program would, and stays on record as no one’s', async () => {
    const { rows } = await own.query<{ id: string }>(
      `insert into audit_logs (${ROW}) values (${VALUES}) returning id`,
    );
    const found = { valid: false, reason: 'inserted', first_invalid_id: rows[0].id };
    expect(await verified(server)).toMatchObject({ ...found, first_invalid_sequence: ids.length + 1 });
    expect((await linksOf()).at(-1)).toMatchObject({ genuine: false, entry: { id: rows[0].id } });
    await own.query('update audit_chain set genuine = true where log_id = $1', [rows[0].id]);
    expect(await verified(server)).toMatchObject({
      valid: false,
      reason: 'altered',
      first_invalid_id: rows[0].id,
    });
  });

  it.each([
    [3, 4],
    [2, 19],
    [11, 26],
  ])('is found: rows %i and %i have changed places', async (one, other) => {
    const pair = [idAt(one), idAt(other)];
    const swap = `begin; create temp table two on commit drop as select * from audit_chain where log_id in ('${pair.join("', '")}');
      delete from audit_chain where log_id in (select log_id from two);
      insert into audit_chain (sequence, xid, position, log_id, genuine, hash)
        select o.sequence, t.xid, t.position, t.log_id, t.genuine, t.hash from two t join two o on o.log_id <> t.log_id; commit`;
    await own.query(swap);
    expect(await verified(server)).toMatchObject({ valid: false, first_invalid_sequence: one });
    await own.query(swap);
    expect(await verified(server)).toMatchObject({ valid: true });
    // The rows themselves: each comes to stand where the other one was.
    const columns = 'event_type, resource_type, user_id, user_name, action_description, status, timestamp';
    await own.query(`begin; delete from audit_logs where id in ('${pair.join("', '")}');
      insert into audit_logs (id, xid, position, ${columns}) overriding system value
        select t.id, o.xid, o.position, ${columns.replace(/\w+/g, 't.$&')} from as_audit_logs t join as_audit_logs o on o.id <> t.id
        where t.id in ('${pair.join("', '")}') and o.id in ('${pair.join("', '")}'); commit`);
    const swapped = { valid: false, reason: 'reordered', first_invalid_id: idAt(one) };
    expect(await verified(server)).toMatchObject(swapped);
  });

  const cutOff = async (from: number, checkpoints: boolean): Promise<void> => {
    await own.query(`begin; ${LOCK};
      delete from audit_logs l using audit_chain c where c.log_id = l.id and sequence >= ${from};
      delete from audit_chain where sequence >= ${from};
      ${checkpoints ? `delete from audit_checkpoints where sequence >= ${from};` : ''} commit`);
  };

  it.each([2, 10, 20])('is found: everything from row %i on was cut off', async (from) => {
    await cutOff(from, false);
    const found = { valid: false, first_invalid_sequence: from, reason: 'cut_off' };
    expect(await verified(server)).toMatchObject(found);
  });

  it('is found: all was computed anew behind a change', async () => {
    for (const at of [2, 10, 15]) {
      await own.query(`update audit_logs set user_name = 'Somebody else' where id = $1`, [idAt(at)]);
      let previous = BEGINNING;
      for (const { sequence, genuine, entry } of await linksOf()) {
        previous = linkHash(previous, sequence, genuine, entry as Entry);
        await own.query(`update audit_chain set hash = decode($2, 'hex') where sequence = $1`, [
          sequence,
          previous,
        ]);
      }
      const answer = await verified(server);
      expect(answer).toMatchObject({ valid: false, reason: 'recomputed' });
      expect(answer.first_invalid_sequence).toBeLessThanOrEqual(at);
    }
  });

  it('is found although its checkpoints went along, by whoever kept one, or by a server that runs on', async () => {
    const admin = await server.as('admin');
    const kept = readCheckpoints((await admin.get('/admin/audit-logs/checkpoints')).text);
    const keys = readPublicKeys((await admin.get('/admin/audit-logs/public-key')).text);
    expect(kept).toHaveLength(3);
    await cutOff(10, true);
    // After a restart nothing in the database can tell.
    sealerOf(server).known = null;
    expect(await verified(server)).toMatchObject({ valid: true });
    const lines = (await linksOf()).map((link) => JSON.stringify(link));
    const { fault } = await checkExport(lines, kept, keys);
    expect(fault).toMatchObject({ kind: 'cut_off', sequence: lines.length + 1 });
    sealerOf(server).known = known;
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'cut_off' });
  });

  const post = async (times: number): Promise<void> => {
    const engineer = await server.as('engineer');
    for (let write = 0; write < times; write += 1) await engineer.post('/infra/incidents', {});
  };
  const signed = async (): Promise<number> => (await server.sql('select 1 from audit_checkpoints')).length;
  /** Runs the work at another time, and says what was logged as an error. */
  const later = async (minutes: number, work: () => Promise<void>): Promise<unknown[]> => {
    const clock = jest.spyOn(server.app.get(Clock), 'now');
    const before = server.app.get(Clock).now();
    const told = jest.spyOn(log, 'error').mockImplementation(() => undefined);
    clock.mockReturnValue(new Date(before.getTime() + minutes * MINUTE_MS));
    await work().finally(() => clock.mockReturnValue(before));
    const said = told.mock.calls.map(([first]) => first);
    told.mockRestore();
    return said;
  };

  it('is found by a server that runs on, and not signed, however much comes after a tail that was cut off', async () => {
    await sealerOf(server).settle();
    expect(sealerOf(server).known).toEqual(known);
    const said = await later(30, async () => {
      await cutOff(known!.sequence - 1, false);
      await post(8);
      await sealerOf(server).settle();
      await sealerOf(server).settle();
    });
    expect(said).toEqual([expect.stringContaining('no longer signed: its chain is not the one')]);
    expect(await signed()).toBe(3);
    expect(sealerOf(server).known).toEqual(known);
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'recomputed' });
  });

  it('is found, and not signed, when the whole chain was computed anew without checkpoints', async () => {
    sealerOf(server).known = known;
    await own.query(`update audit_logs set user_name = 'Somebody else' where id = $1`, [idAt(2)]);
    await own.query(`begin; ${LOCK}; truncate audit_chain, audit_checkpoints, audit_sealing; commit`);
    await later(30, async () => {
      await post(4);
      await sealerOf(server).settle();
    });
    expect(await signed()).toBe(0);
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'recomputed' });
  });

  it('is found after a restart, too: the newest checkpoint was kept outside of the database', async () => {
    // Further than any other test came.
    await later(30, async () => {
      await post(20);
      await sealerOf(server).settle();
    });
    const [newest] = await server.sql<{ sequence: string; hash: string }>(
      `select sequence, encode(hash, 'hex') as hash from audit_checkpoints order by sequence desc limit 1`,
    );
    await cutOff(10, true);
    sealerOf(server).known = null;
    await sealerOf(server).recall();
    expect(sealerOf(server).known).toEqual({ sequence: Number(newest.sequence), hash: newest.hash });
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'cut_off' });
  });

  it('is signed no further once its newest checkpoint is by a key that nobody knows', async () => {
    const newest = 'sequence = (select max(sequence) from audit_checkpoints)';
    await own.query(`update audit_checkpoints set key_id = 'another' where ${newest}`);
    const said = await later(30, async () => {
      await post(4);
      expect(await sealerOf(server).settle()).toBe(true);
      await post(1);
      expect(await sealerOf(server).settle()).toBe(true);
    });
    expect(said).toEqual([expect.stringContaining('signed by no known key')]);
    expect(await signed()).toBe(3);
    const [{ chained }] = await server.sql<{ chained: number }>(
      'select count(*)::int as chained from audit_chain',
    );
    expect(chained).toBe(ids.length + 5);
  });

  it('goes on being signed when a clock that was ahead was set right', async () => {
    await later(-20, async () => {
      await post(1);
      await sealerOf(server).settle();
    });
    expect(await signed()).toBe(4);
    expect(await verified(server)).toMatchObject({ valid: true, checkpoints: 4, unsigned: 0 });
  });

  it('is found: a checkpoint was altered, or taken out', async () => {
    await own.query(`update audit_checkpoints set created_at = created_at + interval '1 ms' where ${FIRST}`);
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'checkpoint_forged' });
    for (const sequence of ['-5', '9223372036854775807']) {
      await own.query(`insert into audit_checkpoints select ${sequence}, hash, count, created_at, key_id, previous, signature
        from as_audit_checkpoints where ${FIRST}`);
      expect(await verified(server)).toMatchObject({ valid: false, reason: 'checkpoint_forged' });
      await restored();
    }
    await own.query(`delete from audit_checkpoints where ${FIRST}`);
    expect(await verified(server)).toMatchObject({ valid: false, reason: 'checkpoint_missing' });
  });

  it('is found: sealing was made to pass over a row', async () => {
    await own.query('begin');
    await own.query('select pg_advisory_xact_lock(7205759403792797)');
    expect((await (await server.as('engineer')).post('/infra/incidents', {})).status).toBe(400);
    await own.query('update audit_sealing set sealed = pg_current_snapshot()');
    await own.query('commit');
    const [{ id }] = await server.sql<{ id: string }>(
      'select id from audit_logs order by position desc limit 1',
    );
    const found = { valid: false, reason: 'inserted', first_invalid_id: id, unsealed: 1 };
    expect(await verified(server)).toMatchObject(found);
  });

  /** Within one that holds the tables' definitions as well; they are put back. */
  const withoutRules = async (rules: readonly string[], work: () => Promise<void>): Promise<void> => {
    const undo: string[] = [];
    for (const rule of rules) {
      const { rows } = await own.query<{ drop: string; add: string }>(
        `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
          from pg_constraint where conname = $1
        union all select 'drop index ' || indexname, indexdef from pg_indexes i where indexname = $1
          and not exists (select from pg_constraint where conname = i.indexname)`,
        [rule],
      );
      expect(rows).toHaveLength(1);
      await own.query(rows[0].drop);
      undo.push(rows[0].add);
    }
    try {
      await work();
    } finally {
      await own.query(`begin; ${LOCK}; truncate ${TABLES.join(', ')}; commit`);
      for (const statement of undo) await own.query(statement);
    }
  };
  const insertedRow = async (more: Record<string, string>): Promise<string> => {
    const names = Object.keys(more).map((name) => `, ${name}`);
    const values = Object.values(more).map((value) => `, '${value}'`);
    const { rows } = await own.query<{ id: string }>(
      `insert into audit_logs (${ROW}${names.join('')}) overriding system value values (${VALUES}${values.join('')}) returning id`,
    );
    return rows[0].id;
  };
  const copiedLink = (sequence: string, more: string): Promise<unknown> =>
    own.query(`insert into audit_chain (sequence, xid, position, log_id, genuine, hash)
      select ${sequence}, l.xid, l.position, l.id, true, decode('${BEGINNING}', 'hex') from audit_logs l where ${more}`);

  it.each([
    ['0', 'inserted'],
    ['-1', 'inserted'],
    ['-9223372036854775808', 'inserted'],
    ['9223372036854775807', 'removed'],
  ])('is found: a row was inserted with link %s of its own', async (sequence, reason) => {
    await withoutRules(['audit_chain_sequence_check'], async () => {
      const id = await insertedRow({ xid: '5', position: '7000' });
      await copiedLink(sequence, `l.id = '${id}'`);
      expect(await verified(server)).toMatchObject({ valid: false, reason });
    });
  });

  it('lets no link stand before the first', async () => {
    await expect(copiedLink('0', `l.id = '${idAt(1)}'`)).rejects.toThrow('audit_chain_sequence_check');
  });

  it.each(['-1', '-7', '-9223372036854775808'])(
    'is found: a row was inserted before all others, at %s',
    async (position) => {
      const id = await insertedRow({ xid: '0', position });
      const found = { valid: false, reason: 'inserted', first_invalid_id: id, unsealed: 1 };
      expect(await verified(server)).toMatchObject(found);
    },
  );

  it('is found: a row was passed off as one from before the chain', async () => {
    const id = await insertedRow({ xid: '0', position: '-7' });
    await own.query(`update audit_sealing set cluster = 'another'`);
    const found = { valid: false, reason: 'inserted', first_invalid_id: id };
    expect(await verified(server)).toMatchObject({ ...found, unproved: 1, unsealed: 0 });
    expect((await linksOf()).at(-1)).toMatchObject({ genuine: false, entry: { id } });
  });

  it('is found also behind a row that no server wrote', async () => {
    await insertedRow({});
    expect(await verified(server)).toMatchObject({ reason: 'inserted', unproved: 1 });
    expect((await (await server.as('engineer')).post('/infra/incidents', {})).status).toBe(400);
    expect(await verified(server)).toMatchObject({ reason: 'inserted', unproved: 1 });
    const behind = (await linksOf()).at(-1)!;
    await own.query(`update audit_logs set user_name = 'Somebody else' where id = $1`, [behind.entry!.id]);
    const found = { valid: false, reason: 'altered', first_invalid_id: behind.entry!.id, unproved: 1 };
    expect(await verified(server)).toMatchObject(found);
  });

  it('is found: an id that is proved was used again', async () => {
    await withoutRules(['audit_logs_pkey'], async () => {
      await insertedRow({ id: idAt(5) });
      const found = { valid: false, reason: 'inserted', first_invalid_id: idAt(5), unsealed: 0 };
      expect(await verified(server)).toMatchObject(found);
    });
  });

  it('is found: the last row was given a second link', async () => {
    const { sequence, hash, entry } = (await linksOf()).at(-1)!;
    const again = linkHash(hash, sequence + 1, true, entry!);
    const link = `insert into audit_chain (sequence, xid, position, log_id, genuine, hash)
      select $1, xid, position, $2, true, decode($3, 'hex') from audit_chain where sequence = $4`;
    for (const id of [entry!.id, idAt(1), '00000000-0000-4000-8000-000000000000'])
      await withoutRules(['audit_chain_entry_idx'], async () => {
        await own.query(link, [sequence + 1, id, again, sequence]);
        expect(await verified(server)).toMatchObject({ valid: false, reason: 'inserted' });
      }).then(restored);
  });

  it('is found: a row was put where another stands', async () => {
    const at = `select xid::text, position::text from as_audit_logs where id = '${idAt(5)}'`;
    const [place] = (await own.query<Record<string, string>>(at)).rows;
    await withoutRules(['audit_logs_xid_idx'], async () => {
      await insertedRow(place);
      expect(await verified(server)).toMatchObject({ valid: false });
      // Also where one stands that is found first, and under its id.
      await own.query('delete from audit_logs where id = $1', [idAt(5)]);
      await own.query(
        `insert into audit_logs overriding system value select * from as_audit_logs where id = $1`,
        [idAt(5)],
      );
      expect(await verified(server)).toMatchObject({ valid: false });
    });
    await restored();
    await withoutRules(['audit_logs_pkey', 'audit_logs_xid_idx'], async () => {
      await insertedRow({ ...place, id: idAt(5) });
      expect(await verified(server)).toMatchObject({ valid: false });
    });
  });

  it('is told of rows that wait too long to be sealed, not of those that have just come', async () => {
    const mute = await startServer({ AUDIT_SEALING: 'false' });
    await (await mute.as('engineer')).post('/infra/incidents', {});
    expect(await verified(mute)).toMatchObject({ valid: true, checked: 0 });
    const other = await intruder(mute);
    await other.query(`update audit_logs set timestamp = timestamp - interval '2 minutes'`);
    expect(await verified(mute)).toMatchObject({ valid: false, reason: 'unsealed', checked: 0 });
    // As while another instance is at a backlog, just after the database has come from another cluster.
    await other.query(
      `insert into audit_sealing (sealed, cluster) values ('90000000000:90000000000:', 'another')`,
    );
    expect(await verified(mute)).toMatchObject({ valid: true, checked: 0, reason: null });
    for (const away of ['- interval', '+ interval']) {
      await other.query(`update audit_sealing set sealed_at = now() ${away} '2 minutes'`);
      expect(await verified(mute)).toMatchObject({ valid: false, reason: 'unsealed' });
    }
    // Or while it is at the first of all: then its checkpoints tell.
    const { app } = mute;
    const batch = new SealBatch(app.get(Database), app.get(AuditIds), app.get(SigningKey), app.get(Clock));
    await other.query('delete from audit_sealing');
    expect(await batch.seal(null)).toMatchObject({ outcome: 'done' });
    await (await mute.as('engineer')).post('/infra/incidents', {});
    const backlog = `delete from audit_sealing; update audit_logs set timestamp = timestamp - interval '2 minutes'
      where (xid, position) not in (select xid, position from audit_chain)`;
    await other.query(backlog);
    expect(await verified(mute)).toMatchObject({ valid: true, unsealed: 1, checkpoints: 1 });
    await other.end();
    await mute.close();
  });
});
