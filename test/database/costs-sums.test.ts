import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Random } from '../../src/seed/random';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { type CostBody, ingest, record } from '../e2e/finops/cost-records';

/** What is kept beside the costs, and the same from all costs. */
const KEPT = `select date::text, environment, service, currency, cost, billed_cost, list_cost, contracted_cost,
    cost_count, billed_count, list_count, contracted_count from cost_days where cost_count <> 0`;
const COUNTED = `select date::text, environment, service, currency, sum(cost), coalesce(sum(billed_cost), 0),
    coalesce(sum(list_cost), 0), coalesce(sum(contracted_cost), 0), count(*)::int, count(billed_cost)::int,
    count(list_cost)::int, count(contracted_cost)::int from costs where deleted_at is null group by 1, 2, 3, 4`;
const DIFFERENCE = `(${KEPT} except ${COUNTED}) union all (${COUNTED} except ${KEPT})`;

describe('the sums that are kept of each day', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('truncate costs'));

  const expectExact = async (): Promise<void> => {
    expect(await server.sql(DIFFERENCE)).toEqual([]);
    expect(
      await server.sql('select 1 from cost_days where cost_count < 0 or (cost_count = 0 and cost <> 0)'),
    ).toEqual([]);
  };
  const totals = async (): Promise<{ n: number; total: string; kept: string }> =>
    (
      await server.sql<{
        n: number;
        total: string;
        kept: string;
      }>(`select count(*)::int as n, sum(cost)::text as total,
        (select sum(cost)::text from cost_days) as kept from costs where deleted_at is null`)
    )[0];

  /** Up to 60 records of few keys, in any order: most batches replace some and add some. */
  function batchOf(random: Random): CostBody[] {
    const batch = new Map<string, CostBody>();
    for (let count = random.integer(1, 60); count > 0; count -= 1) {
      const one = record({
        date: `2024-01-0${random.integer(1, 5)}`,
        environment: random.pick(['production', 'staging', 'development', 'unallocated']),
        service: random.pick(['EC2', 'RDS', 'S3']),
        resource_id: random.pick([null, 'a', 'b']),
        cost: random.integer(-1e6, 1e7) / 1e4,
        billed_cost: random.chance(0.3) ? null : random.integer(0, 1e6) / 100,
        list_cost: random.chance(0.5) ? null : random.integer(0, 1e6) / 100,
        currency: random.chance(0.2) ? 'EUR' : 'USD',
      });
      batch.set(JSON.stringify([one.date, one.environment, one.service, one.resource_id]), one);
    }
    return [...batch.values()];
  }

  it('are those of all costs after any batches, removals, returns and changes', async () => {
    const random = new Random('sums of days');
    for (let round = 0; round < 40; round += 1) {
      await ingest(admin, batchOf(random));
      const some = `id in (select id from costs order by md5(id::text || ${round}) limit 5)`;
      if (round % 4 === 1)
        await server.sql(`update costs set deleted_at = now() where ${some} and deleted_at is null`);
      if (round % 4 === 2) await server.sql(`delete from costs where ${some}`);
      if (round % 4 === 3)
        await server.sql(`update costs set service = 'Renamed ' || id, cost = cost * 1.37 where ${some}`);
      await expectExact();
    }
    await server.sql('update costs set deleted_at = now()');
    await expectExact();
    expect(await server.sql('select distinct cost::float8 as cost, cost_count from cost_days')).toEqual([
      { cost: 0, cost_count: 0 },
    ]);
  });

  it('come back to what they were when a batch fails half way', async () => {
    await ingest(admin, batchOf(new Random('before')));
    const before = await totals();
    const failing = server.sql(`insert into costs (date, environment, service, cost, currency)
      select '2024-02-01', 'production', 'EC2 ' || n, 10 / (5 - n), 'USD' from generate_series(1, 9) n`);
    await expect(failing).rejects.toThrow(/division by zero/);
    expect(await totals()).toEqual(before);
    await expectExact();
  });

  it('stay exact while 20 batches of the same keys come at once, none of which fails', async () => {
    const random = new Random('at once');
    const keys = Array.from({ length: 300 }, (_, index) =>
      record({
        date: `2024-03-${String((index % 28) + 1).padStart(2, '0')}`,
        resource_id: `r${index % 100}`,
      }),
    );
    const keyOf = (one: CostBody): string => JSON.stringify([one.date, one.service, one.resource_id]);
    const batches = Array.from({ length: 20 }, (_, place): CostBody[] => {
      const batch = random
        .shuffle(keys)
        .map((one) => ({ ...one, cost: place + 1, service: random.pick(['EC2', 'RDS']) }));
      return [...new Map(batch.map((one) => [keyOf(one), one])).values()];
    });
    const answers = await Promise.all(batches.map((batch) => admin.post('/finops/costs', batch)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    await expectExact();
    const { n, total, kept } = await totals();
    expect(kept).toBe(total);
    const sent = new Set(batches.flat().map(keyOf));
    expect(n).toBe(sent.size);
  });

  it('let batches pass that add to the days which others replace, and the other way round', async () => {
    const day = (date: string, prefix: string, cost: number): CostBody[] =>
      Array.from({ length: 100 }, (_, index) => record({ date, resource_id: `${prefix}${index}`, cost }));
    const [first, second] = ['2024-05-01', '2024-05-09'];
    await ingest(admin, [...day(first, 'old', 1), ...day(second, 'old', 1)]);
    const batches = Array.from({ length: 20 }, (_, place) => {
      const [added, replaced] = place % 2 ? [first, second] : [second, first];
      return [...day(added, `new${place}-`, 3), ...day(replaced, 'old', place)];
    });
    const answers = await Promise.all(batches.map((batch) => admin.post('/finops/costs', batch)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    await expectExact();
    const { n, total, kept } = await totals();
    expect([n, kept]).toEqual([200 + 20 * 100, total]);
  });

  it('have a batch wait for whoever has one of its days, and no other', async () => {
    const holder = server.app.get(DataSource).createQueryRunner();
    try {
      await holder.startTransaction();
      await holder.query(`select lock_cost_days('{2024-05-01}')`);
      let isTaken = false;
      const waiting = ingest(admin, [record({ date: '2024-05-02' }), record({ date: '2024-05-01' })]).then(
        () => (isTaken = true),
      );
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
      while ((await server.sql(waits)).length === 0) await ingest(admin, [record({ date: '2024-05-03' })]);
      expect(isTaken).toBe(false);
      await holder.commitTransaction();
      expect(await waiting).toBe(true);
    } finally {
      await holder.release();
    }
    await expectExact();
  });

  it('hold the last of 20 equal days once, whoever came last', async () => {
    const day = (cost: number): CostBody[] =>
      Array.from({ length: 200 }, (_, index) => record({ resource_id: `r${index}`, cost }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) => {
        const batch = day(place + 1);
        return admin.post('/finops/costs', place % 2 ? batch.toReversed() : batch);
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const [{ costs, n }] = await server.sql<{ costs: string[]; n: number }>(
      'select array_agg(distinct cost::text) as costs, count(*)::int as n from costs',
    );
    expect([n, costs.length]).toEqual([200, 1]);
    expect(Number((await totals()).kept)).toBe(200 * Number(costs[0]));
    await expectExact();
  });

  it('take the locks of days in one order, in whichever the days are given', async () => {
    const source = server.app.get(DataSource);
    const [holder, waiter] = [source.createQueryRunner(), source.createQueryRunner()];
    const held = `select objid::int as slot from pg_locks where locktype = 'advisory' and classid = 20261107
      and granted and pid = $1 order by objid`;
    const slots = Array.from({ length: 64 }, (_, slot) => slot);
    const days = slots.map((slot) =>
      new Date(Date.UTC(2000, 0, 1 + 64 * 7 + slot)).toISOString().slice(0, 10),
    );
    try {
      await waiter.connect();
      const [{ pid }] = (await waiter.query('select pg_backend_pid() as pid')) as [{ pid: number }];
      for (const [place, given] of [
        days,
        days.toReversed(),
        [...days.slice(20), ...days.slice(0, 20)],
      ].entries()) {
        await holder.startTransaction();
        await holder.query('select lock_cost_days($1)', [[days[40]]]);
        await waiter.startTransaction();
        const taken = waiter.query('select lock_cost_days($1)', [given]);
        const waits = `select 1 from pg_stat_activity where pid = $1 and wait_event = 'advisory'`;
        while ((await server.sql(waits, [pid])).length === 0)
          await ingest(admin, [record({ date: '2000-03-04' })]);
        const before = await server.sql<{ slot: number }>(held, [pid]);
        expect([place, before.map(({ slot }) => slot)]).toEqual([place, slots.slice(0, 40)]);
        await holder.rollbackTransaction();
        await taken;
        await waiter.rollbackTransaction();
      }
    } finally {
      await holder.release();
      await waiter.release();
    }
  });

  it('need no more than 64 locks, however many days there are', async () => {
    const [{ locks }] = await server.sql<{ locks: number }>(`with taken as (select lock_cost_days(
        array(select date '2020-01-01' + n from generate_series(0, 9999) n)))
      select (select count(*)::int from pg_locks where locktype = 'advisory' and classid = 20261107) as locks from taken`);
    expect(locks).toBe(64);
    await expect(
      ingest(
        admin,
        Array.from({ length: 10_000 }, (_, index) =>
          record({ date: new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10) }),
        ),
      ),
    ).resolves.toBeUndefined();
    await expectExact();
  });
});
