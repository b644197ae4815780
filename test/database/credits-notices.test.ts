import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CreditChores } from '../../src/finops/credits/credit.chores';
import { changeCredit, type CreditBody, grant } from '../e2e/finops/credits-scene';
import { draft } from '../e2e/infra/fixtures';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';

/** What was told of a credit, oldest first. */
interface Told {
  readonly reason: string;
  readonly title: string;
  readonly permission: string;
  readonly audience: string | null;
}

describe('those who may write costs are told of a credit', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await server.sql('delete from credits');
  });

  const on = (day: string): void => setClock(`${day}T09:30:00Z`, server, other);
  const tell = (of = server): Promise<void> => of.app.get(CreditChores, { strict: false }).tell();
  const told = ({ id }: CreditBody): Promise<Told[]> =>
    server.sql<Told>(
      `select data->'metadata'->>'reason' as reason, data->>'title' as title, permission, audience from events
        where type = 'notification' and data->'metadata'->>'credit_id' = $1 order by position`,
      [id],
    );
  const reasons = async (credit: CreditBody): Promise<string[]> =>
    (await told(credit)).map(({ reason }) => reason);

  it('30 days before it expires, not 31, and not again each day', async () => {
    on('2027-06-01');
    const credit = await grant(admin, { start_date: '2027-06-01', expiry_date: '2027-07-02' });
    await tell();
    expect(await told(credit)).toEqual([]);
    on('2027-06-02');
    await tell();
    const notice = {
      ...{ reason: 'expiring', title: 'Credit expires in 30 days' },
      ...{ permission: 'write:costs', audience: null },
    };
    expect(await told(credit)).toEqual([notice]);
    for (const day of ['2027-06-02', '2027-06-03', '2027-07-02', '2027-07-03']) {
      on(day);
      await tell();
      await tell(other);
    }
    expect(await told(credit)).toEqual([notice]);
  });

  it('on its last day too, and not of one that is over, used up or removed', async () => {
    on('2027-06-30');
    const days = { start_date: '2027-06-30', expiry_date: '2027-06-30' };
    const last = await grant(admin, days);
    const over = await grant(admin, { start_date: '2027-06-01', expiry_date: '2027-06-29' });
    const spent = await grant(admin, { ...days, remaining: 0 });
    const removed = await grant(admin, days);
    await admin.delete(`/finops/credits/${removed.id}`);
    await tell();
    expect((await told(last)).map(({ title }) => title)).toEqual(['Credit expires today']);
    for (const credit of [over, spent, removed]) expect(await told(credit)).toEqual([]);
  });

  it('when it will run dry before it expires, not when it lasts to its last day', async () => {
    on('2027-01-11');
    // 50.00 in 10 days of January; what is left lasts 10, 100 and 354 days: to 31 December.
    const dry = await grant(admin, { amount: 100, remaining: 50 });
    const later = await grant(admin, { amount: 550, remaining: 500 });
    const enough = await grant(admin, { amount: 1_820, remaining: 1_770 });
    expect(enough.projected_exhaustion_date).toBe(enough.expiry_date);
    await tell();
    expect([await reasons(dry), await reasons(later), await reasons(enough)]).toEqual([
      ...[['running_dry'], ['running_dry'], []],
    ]);
    on('2027-01-12');
    await changeCredit(admin, dry, { remaining: 40 });
    await tell(other);
    expect(await reasons(dry)).toEqual(['running_dry']);
  });

  it('once for each reason', async () => {
    on('2027-12-20');
    const credit = await grant(admin, { start_date: '2027-12-10', amount: 100, remaining: 50 });
    const soon = await grant(admin, { start_date: '2027-12-10', amount: 100, remaining: 20 });
    await tell();
    expect(credit.projected_exhaustion_date).toBe('2027-12-30');
    expect(await reasons(credit)).toEqual(['expiring', 'running_dry']);
    expect(await reasons(soon)).toEqual(['expiring', 'running_dry']);
  });

  it('again when another expiry date or another amount brings it about again', async () => {
    on('2027-12-20');
    const credit = await grant(admin, { start_date: '2027-12-10', amount: 100, remaining: 50 });
    await tell();
    await changeCredit(admin, credit, { expiry_date: '2028-02-28' });
    await tell();
    expect(await reasons(credit)).toEqual(['expiring', 'running_dry', 'running_dry']);
    await changeCredit(admin, credit, { amount: 200, remaining: 150 });
    await tell();
    expect(await reasons(credit)).toEqual(['expiring', ...Array<string>(3).fill('running_dry')]);
    on('2028-02-01');
    await tell();
    expect(await reasons(credit)).toEqual([
      ...['expiring', ...Array<string>(3).fill('running_dry'), 'expiring'],
    ]);
  });

  it('once, however often two instances look at the same time', async () => {
    on('2027-12-20');
    const credits = await Promise.all(Array.from({ length: 5 }, () => grant(admin)));
    await Promise.all(Array.from({ length: 10 }, (_, index) => tell(index % 2 ? other : server)));
    for (const credit of credits) expect(await reasons(credit)).toEqual(['expiring']);
  });

  it('on their sockets, and nobody else is', async () => {
    const [hears, engineer] = [await server.live('admin'), await server.live('engineer')];
    await Promise.all([hears, engineer].map((live) => live.subscribe(['notifications', 'incidents'])));
    on('2027-12-26');
    const credit = await grant(admin, { amount: 5_000, remaining: 1_234.5, description: 'Start-up' });
    await tell();
    const event = await hears.next(({ data }) => {
      // Notices of the tests before may still be on their way.
      const about = data?.metadata as { reason?: string; credit_id?: string } | undefined;
      return about?.reason === 'expiring' && about.credit_id === credit.id;
    }, 'the notice');
    expect(event).toMatchObject({ type: 'notification', action: 'created', user_id: 'system' });
    expect(event.data).toEqual({
      title: 'Credit expires in 5 days',
      message:
        'The promotional credit of aws (Start-up) expires at the end of 2027-12-31 (UTC): 1234.50 of 5000.00 USD are left.',
      type: 'warning',
      priority: 'high',
      metadata: {
        ...{ credit_id: credit.id, reason: 'expiring', provider: 'aws', credit_type: 'promotional' },
        ...{ currency: 'USD', amount: 5_000, remaining: 1_234.5, expiry_date: '2027-12-31' },
        projected_exhaustion_date: credit.projected_exhaustion_date,
      },
    });
    // What was done later has come: then so would this have.
    const sign = await admin.post('/infra/incidents', draft());
    expect(sign.status).toBe(201);
    await engineer.next(({ type }) => type === 'incident', 'the sign');
    expect(engineer.events.filter(({ type }) => type === 'notification')).toEqual([]);
    hears.end();
    engineer.end();
  });
});
