import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Database } from '../../src/core/database/database';
import { UnitOfWork } from '../../src/core/database/unit-of-work';
import { CommitSignal } from '../../src/core/events/commit-signal';
import { Incident } from '../../src/infra/incidents';
import { IncidentRepository } from '../../src/infra/incidents/incident.repository';
import { startServer, type TestServer } from '../support/app';

const incident = (title: string): Incident =>
  Object.assign(new Incident(), {
    id: randomUUID(),
    title,
    description: 'Changed within a unit of work',
    severity: 'low',
    status: 'open',
    squad: 'Data',
    environment: 'staging',
  });

describe('a unit of work', () => {
  let server: TestServer;
  let work: UnitOfWork;
  let database: Database;
  let incidents: IncidentRepository;
  const committed: string[] = [];
  beforeAll(async () => {
    server = await startServer();
    work = server.app.get(UnitOfWork);
    database = server.app.get(Database);
    incidents = server.app.get(IncidentRepository, { strict: false });
    server.app.get(CommitSignal).onCommit((resource) => committed.push(resource));
  });
  afterAll(() => server.close());
  beforeEach(() => void committed.splice(0));

  const tallies = async (): Promise<unknown> =>
    (
      await server.sql(
        `select (select count(*) from incidents) as incidents, (select count(*) from audit_logs) as audited,
           (select count(*) from events) as events`,
      )
    )[0];
  const titleOf = async (id: string): Promise<unknown> =>
    (await server.sql('select title from incidents where id = $1', [id]))[0]?.title;

  it('keeps all of its changes, with an audit row and an event for each', async () => {
    const [one, two] = [incident('One'), incident('Two')];
    await work.run(async () => {
      await incidents.add(one);
      await incidents.add(two);
      await incidents.change(one.id, (row) => void (row.title = 'One, changed'));
    });
    expect(await titleOf(one.id)).toBe('One, changed');
    for (const [id, actions] of [
      [one.id, ['created', 'updated']],
      [two.id, ['created']],
    ] as const) {
      const events = await server.sql('select action from events where resource_id = $1 order by position', [
        id,
      ]);
      expect(events.map(({ action }) => action)).toEqual(actions);
      expect(await server.sql('select 1 from audit_logs where resource_id = $1', [id])).toHaveLength(
        actions.length,
      );
    }
  });

  it('that fails leaves nothing of any of them: no row, no audit row, no event', async () => {
    const kept = incident('Kept');
    await incidents.add(kept);
    committed.splice(0);
    const before = await tallies();
    await expect(
      work.run(async () => {
        await incidents.add(incident('Never'));
        await incidents.change(kept.id, (row) => void (row.title = 'Never'));
        await incidents.remove(kept.id);
        throw new Error('halfway');
      }),
    ).rejects.toThrow('halfway');
    expect(await tallies()).toEqual(before);
    expect(await titleOf(kept.id)).toBe('Kept');
    expect((await incidents.find(kept.id))?.title).toBe('Kept');
    expect(committed).toEqual([]);
  });

  it('that fails in the database is undone as well', async () => {
    const before = await tallies();
    const twice = incident('Twice');
    await expect(
      work.run(async () => {
        await incidents.add(twice);
        await incidents.add(twice);
      }),
    ).rejects.toThrow('duplicate key');
    expect(await tallies()).toEqual(before);
  });

  it('stays done when what follows its commit fails, and the rest still follows', async () => {
    const [one, two] = [incident('Told of'), incident('Told of alone')];
    const told: string[] = [];
    const signal = server.app.get(CommitSignal);
    await work.run(async () => {
      database.afterCommit(() => {
        throw new Error('a listener failed');
      });
      await incidents.add(one);
      database.afterCommit(() => void told.push('last'));
    });
    expect(told).toEqual(['last']);
    expect(committed).toEqual(['incident']);
    expect(await titleOf(one.id)).toBe('Told of');
    expect(() =>
      database.afterCommit(() => {
        throw new Error('a listener failed');
      }),
    ).not.toThrow();
    signal.committed('nothing');
    await incidents.add(two);
    expect(await titleOf(two.id)).toBe('Told of alone');
  });

  it('inside another one joins it: the outer one decides', async () => {
    const inner = incident('Inner');
    await expect(
      work.run(async () => {
        await work.run(async () => {
          await incidents.add(inner);
        });
        expect(committed).toEqual([]);
        throw new Error('the outer one fails');
      }),
    ).rejects.toThrow('the outer one fails');
    expect(await titleOf(inner.id)).toBeUndefined();
    await work.run(() => work.run(() => incidents.add(inner)));
    expect(await titleOf(inner.id)).toBe('Inner');
  });

  it('sees its own changes, others do not before the commit', async () => {
    const row = incident('Unseen');
    let seen: unknown[] = [];
    await work.run(async () => {
      await incidents.add(row);
      const own = await database.query({ text: 'select title from incidents where id = $1' }, [row.id]);
      // The pool is what every request outside of this transaction uses.
      const others = await database.pool.query('select title from incidents where id = $1', [row.id]);
      seen = [own.length, others.rows.length];
    });
    expect(seen).toEqual([1, 0]);
  });

  it('is told of only after the commit, once for each change', async () => {
    const order: string[] = [];
    const row = incident('Told');
    await work.run(async () => {
      database.afterCommit(() => order.push('after commit'));
      await incidents.add(row);
      await incidents.change(row.id, (it) => void (it.title = 'Told, changed'));
      order.push('end of the work');
      expect(committed).toEqual([]);
    });
    expect(order).toEqual(['end of the work', 'after commit']);
    expect(committed).toEqual(['incident', 'incident']);
  });

  it('of two at the same time each has a transaction of its own', async () => {
    const [good, bad] = [incident('Good'), incident('Bad')];
    const results = await Promise.allSettled([
      work.run(() => incidents.add(good)),
      work.run(async () => {
        await incidents.add(bad);
        throw new Error('only this one');
      }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect([await titleOf(good.id), await titleOf(bad.id)]).toEqual(['Good', undefined]);
  });

  it('gives its connection back, however it ends', async () => {
    for (let round = 0; round < 40; round += 1) {
      await work.run(() => Promise.reject(new Error('again'))).catch(() => undefined);
    }
    const { pool } = database;
    expect(pool.waitingCount).toBe(0);
    expect(await titleOf((await incidents.add(incident('After all'))).id)).toBe('After all');
    expect(database.isInTransaction).toBe(false);
  });

  it('a change that changes nothing writes nothing and tells nobody', async () => {
    const { id } = await incidents.add(incident('Still'));
    const before = await tallies();
    committed.splice(0);
    const same = await incidents.change(id, (row) => void (row.title = 'Still'));
    expect(same.version).toBe(1);
    expect(await tallies()).toEqual(before);
    expect(committed).toEqual([]);
  });

  it('changes outside of requests are on record as those of the system', async () => {
    const { id } = await incidents.add(incident('By a job'));
    const [row] = await server.sql(
      'select user_id, user_name, ip_address from audit_logs where resource_id = $1',
      [id],
    );
    expect(row).toEqual({ user_id: 'system', user_name: 'System', ip_address: null });
  });
});
