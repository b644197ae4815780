import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, type QueryResultRow } from 'pg';
import { cloneDatabase } from '../support/template-database';

interface Numbered extends QueryResultRow {
  readonly id: string;
  readonly label: string;
}

/** The order of events: whoever has read up to an id has missed nothing below it, whatever commits late. */
describe('the numbers of events', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let clients: Client[] = [];
  beforeEach(async () => {
    database = await cloneDatabase();
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.end()));
    clients = [];
    await database.drop();
  });

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    clients.push(client);
    return client;
  };
  const write = (client: Client, label: string): Promise<unknown> =>
    client.query(
      `insert into events (type, action, channels, permission, data)
       values ('incident', 'created', '{incidents}', 'read:incidents', json_build_object('label', $1::text))`,
      [label],
    );
  const number = async (client: Client, batch = 100): Promise<string[]> => {
    const { rows } = await client.query<Numbered>(
      `select e.id, e.data ->> 'label' as label from number_events($1) e order by e.id`,
      [batch],
    );
    return rows.map(({ id, label }) => `${id} ${label}`);
  };

  it('are given in the order of writing, a batch at a time, each once', async () => {
    const client = await connect();
    for (const label of ['a', 'b', 'c', 'd', 'e']) await write(client, label);
    expect(await number(client, 2)).toEqual(['1 a', '2 b']);
    expect(await number(client, 2)).toEqual(['3 c', '4 d']);
    expect(await number(client, 2)).toEqual(['5 e']);
    expect(await number(client, 2)).toEqual([]);
  });

  it('pass over a transaction that is still open, and give it the next number when it commits', async () => {
    const [slow, quick, numberer] = [await connect(), await connect(), await connect()];
    await slow.query('begin');
    await write(slow, 'slow, written first');
    await write(quick, 'quick');
    expect(await number(numberer)).toEqual(['1 quick']);
    await write(quick, 'quick again');
    await slow.query('commit');
    // Written before them all, but nobody who has read up to 1 may miss it.
    expect(await number(numberer)).toEqual(['2 slow, written first', '3 quick again']);
  });

  it('are not given to what was rolled back', async () => {
    const [writer, numberer] = [await connect(), await connect()];
    await writer.query('begin');
    await write(writer, 'never');
    await writer.query('rollback');
    await write(writer, 'kept');
    expect(await number(numberer)).toEqual(['1 kept']);
  });

  it('are given by one at a time: the other is not held up and gets nothing', async () => {
    const [one, two] = [await connect(), await connect()];
    await write(one, 'a');
    await one.query('begin');
    expect(await number(one)).toEqual(['1 a']);
    await write(two, 'b');
    expect(await number(two)).toEqual([]);
    await one.query('commit');
    expect(await number(two)).toEqual(['2 b']);
  });

  it('of a numberer that dies are lost with it, and the events are numbered again, higher', async () => {
    const [one, two] = [await connect(), await connect()];
    await write(one, 'a');
    await one.query('begin');
    expect(await number(one)).toEqual(['1 a']);
    await one.query('rollback');
    expect(await number(two)).toEqual(['2 a']);
  });

  it('under load: two numberers, six writers, and a reader who misses nothing and sees nothing twice', async () => {
    const WRITES = 60;
    const numberers = [await connect(), await connect()];
    const reader = await connect();
    let writing = true;
    const given: string[] = [];
    const seen: Numbered[] = [];
    const read = async (): Promise<void> => {
      const { rows } = await reader.query<Numbered>(
        `select id, data ->> 'label' as label from events where id > $1 order by id`,
        [seen.at(-1)?.id ?? 0],
      );
      seen.push(...rows);
    };
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      const client = await connect();
      for (let index = 0; index < WRITES; index += 1) {
        await client.query('begin');
        await write(client, `${writer}-${index}`);
        // Every third is slow to commit, every tenth gives up.
        if (index % 3 === 0) await client.query('select pg_sleep(0.004)');
        await client.query(index % 10 === 9 ? 'rollback' : 'commit');
      }
    });
    const numbering = numberers.map(async (client) => {
      while (writing) given.push(...(await number(client, 7)));
    });
    const reading = (async () => {
      while (writing) await read();
    })();
    await Promise.all(writers);
    writing = false;
    await Promise.all([...numbering, reading]);
    for (let rest = await number(numberers[0]); rest.length > 0; rest = await number(numberers[0]))
      given.push(...rest);
    await read();

    const { rows } = await reader.query<Numbered>(
      `select id, data ->> 'label' as label from events order by id`,
    );
    expect(rows).toHaveLength(6 * WRITES * 0.9);
    expect(rows.every(({ id }) => id !== null)).toBe(true);
    // What the reader met on the way, in the order in which it met it, is the whole log: nothing came in below.
    expect(seen).toEqual(rows);
    expect(given.length).toBe(rows.length);
    expect(new Set(given.map((text) => text.split(' ')[1])).size).toBe(rows.length);
    // Each writer's own events stand in the order in which it wrote them.
    for (let writer = 0; writer < 6; writer += 1) {
      const own = rows.map(({ label }) => label.split('-').map(Number)).filter(([from]) => from === writer);
      expect(own.map(([, index]) => index)).toEqual(own.map(([, index]) => index).sort((a, b) => a - b));
    }
  });

  describe('of one row', () => {
    let setup: Client;
    beforeEach(async () => {
      setup = await connect();
      await setup.query(
        `insert into incidents (title, description, severity, squad, environment)
         values ('One row', 'Changed by many', 'low', 'Data', 'staging')`,
      );
    });

    it('follow its versions, however many change it at once', async () => {
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const client = await connect();
          for (let index = 0; index < 10; index += 1) {
            await client.query(
              `with saved as (update incidents set title = title returning version)
               insert into events (type, action, channels, permission, data)
               select 'incident', 'updated', '{incidents}', 'read:incidents', json_build_object('label', version) from saved`,
            );
          }
        }),
      );
      const versions = (await number(setup, 1_000)).map((text) => Number(text.split(' ')[1]));
      expect(versions).toEqual(Array.from({ length: 80 }, (_, index) => index + 2));
    });
  });
});
