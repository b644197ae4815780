import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { changeCredit, type CreditBody, creditsIn, grant } from './credits-scene';

/** The figures in these tests were worked out by hand. */
describe('how fast a credit is used', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  const on = (day: string): void => setClock(`${day}T09:30:00Z`, server);
  const burn = ({ burn_rate, projected_exhaustion_date }: CreditBody) => [
    burn_rate,
    projected_exhaustion_date,
  ];

  it('is not known on the first day, then follows the changes of what is left', async () => {
    on('2027-01-01');
    const credit = await grant(admin);
    expect(burn(credit)).toEqual([null, null]);
    expect(burn(await changeCredit(admin, credit, { remaining: 4_900 }))).toEqual([null, null]);
    on('2027-01-21');
    // 1000.00 in 20 days; 4000.00 / 50.00 = 80 days.
    expect(burn(await changeCredit(admin, credit, { remaining: 4_000 }))).toEqual([50, '2027-04-11']);
    on('2027-02-20');
    // Since 21 January, 30 days before: 100.00 in 30 days is 3.333…; 3900.00 last 1170 days.
    expect(burn(await changeCredit(admin, credit, { remaining: 3_900 }))).toEqual([3.33, '2030-05-05']);
    const read = await admin.get<CreditBody>(`/finops/credits/${credit.id}`);
    expect(burn(read.body)).toEqual([3.33, '2030-05-05']);
  });

  it('counts from the start of one that was written down later', async () => {
    on('2027-04-11');
    // 1000.00 of 5000.00 in the 100 days since 1 January; 4000.00 last 400 days.
    expect(burn(await grant(admin, { remaining: 4_000, expiry_date: '2029-12-31' }))).toEqual([
      10,
      '2028-05-15',
    ]);
  });

  it('does not count the days before the start of one that was written down earlier', async () => {
    on('2027-01-01');
    const later = { start_date: '2027-04-01' };
    const [plain, corrected] = [await grant(admin, later), await grant(admin, later)];
    on('2027-03-15');
    expect(burn(await changeCredit(admin, corrected, { remaining: 4_500 }))).toEqual([null, null]);
    on('2027-04-11');
    // 1000.00 in the 10 days since 1 April; 4000.00 last 40 days, 3500.00 35.
    expect(burn(await changeCredit(admin, plain, { remaining: 4_000 }))).toEqual([100, '2027-05-21']);
    expect(burn(await changeCredit(admin, corrected, { remaining: 3_500 }))).toEqual([100, '2027-05-16']);
  });

  it('slows down when a balance is confirmed that has not changed, which is on record once a day', async () => {
    on('2027-01-01');
    const credit = await grant(admin, { amount: 100 });
    on('2027-01-11');
    await changeCredit(admin, credit, { remaining: 50 });
    on('2027-01-21');
    // 50.00 in the 20 days since 1 January; 50.00 more last 20 days.
    const confirmed = await changeCredit(admin, credit, { remaining: 50 });
    expect(burn(confirmed)).toEqual([2.5, '2027-02-10']);
    expect(burn(await changeCredit(admin, credit, { remaining: 50, description: 'Seen again' }))).toEqual(
      burn(confirmed),
    );
    const days = await server.sql(
      `select to_char(day, 'YYYY-MM-DD') as day from credit_balances where credit_id = $1 order by id`,
      [credit.id],
    );
    expect(days.map(({ day }) => day)).toEqual(['2027-01-01', '2027-01-11', '2027-01-21']);
    on('2027-02-20');
    // Nothing since 21 January, 30 days before.
    expect(burn(await changeCredit(admin, credit, { remaining: 50 }))).toEqual([0, null]);
  });

  it('foretells no day that is over already', async () => {
    on('2027-01-01');
    const credit = await grant(admin, { amount: 100 });
    on('2027-01-11');
    expect(burn(await changeCredit(admin, credit, { remaining: 50 }))).toEqual([5, '2027-01-21']);
    const path = `/finops/credits/${credit.id}`;
    on('2027-01-21');
    expect(burn((await admin.get<CreditBody>(path)).body)).toEqual([5, '2027-01-21']);
    on('2027-01-22');
    const { body } = await admin.get<CreditBody>(path);
    expect([body.status, ...burn(body)]).toEqual(['active', 5, null]);
    expect(await creditsIn(admin, 'projected_exhaustion_to=2027-01-21')).not.toContain(credit.id);
    expect(burn(await changeCredit(admin, credit, { description: 'Still there' }))).toEqual([5, null]);
  });

  it('is not distorted by a credit that grows', async () => {
    on('2027-01-01');
    const credit = await grant(admin, { amount: 100 });
    on('2027-01-11');
    expect(burn(await changeCredit(admin, credit, { remaining: 50 }))).toEqual([5, '2027-01-21']);
    // 50.00 used, as before, and 1050.00 left.
    const grown = await changeCredit(admin, credit, { amount: 1_100, remaining: 1_050 });
    expect(burn(grown)).toEqual([5, '2027-08-09']);
  });

  it('stays as of the last balance while nothing is heard, and with it the ETag', async () => {
    on('2027-01-01');
    const credit = await grant(admin, { amount: 100 });
    on('2027-01-11');
    const used = await changeCredit(admin, credit, { remaining: 50 });
    on('2027-01-20');
    const later = await admin.get<CreditBody>(`/finops/credits/${credit.id}`);
    expect(later.body).toEqual(used);
    // The words change, the balance and its day do not.
    const renamed = await changeCredit(admin, credit, { description: 'Second year' });
    expect(burn(renamed)).toEqual(burn(used));
  });

  it('ends with the credit: one that is used up or over has no day in the future', async () => {
    on('2027-01-01');
    const credit = await grant(admin, { amount: 100 });
    on('2027-01-11');
    expect(burn(await changeCredit(admin, credit, { remaining: 0 }))).toEqual([10, null]);
    const short = await grant(admin, { amount: 100, remaining: 80, expiry_date: '2027-01-15' });
    expect(burn(short)).toEqual([2, '2027-02-20']);
    on('2027-01-16');
    const { body } = await admin.get<CreditBody>(`/finops/credits/${short.id}`);
    expect([body.status, ...burn(body)]).toEqual(['expired', 2, null]);
  });

  it('tells which one runs dry first', async () => {
    on('2027-01-11');
    const [slow, fast, idle] = [
      await grant(admin, { amount: 100, remaining: 90, currency: 'JPY' }),
      await grant(admin, { amount: 100, remaining: 20, currency: 'JPY' }),
      await grant(admin, { amount: 100, currency: 'JPY' }),
    ];
    expect([slow, fast, idle].map(burn)).toEqual([
      [1, '2027-04-11'],
      [8, '2027-01-14'],
      [0, null],
    ]);
    expect(await creditsIn(admin, 'currency=JPY&sort_by=projected_exhaustion_date&sort_order=asc')).toEqual([
      ...[fast.id, slow.id, idle.id],
    ]);
    expect(await creditsIn(admin, 'currency=JPY&projected_exhaustion_to=2027-03-01')).toEqual([fast.id]);
  });
});
