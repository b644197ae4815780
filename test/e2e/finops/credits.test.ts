import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { auditOf, faultyFields, refusalOf } from '../infra/fixtures';
import { changeCredit, type CreditBody, creditDraft, creditsIn, grant } from './credits-scene';

describe('credits', () => {
  let server: TestServer;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, viewer] = [await server.as('admin'), await server.as('viewer')];
  });
  afterAll(() => server.close());
  afterEach(() => void jest.restoreAllMocks());

  /** What changes leave behind: equal before and after, nothing has happened. */
  const stored = async (): Promise<unknown> =>
    (
      await server.sql(`select (select count(*)::int from credits) as credits, (select sum(version)::int from credits) as versions,
        (select count(*)::int from credit_balances) as balances,
        (select count(*)::int from audit_logs where resource_type = 'credit' and status = 'success') as audited`)
    )[0];

  it('an admin grants, reads, changes and removes one; it is on record', async () => {
    const written = await admin.post<CreditBody>('/finops/credits', creditDraft({ description: 'Start-up' }));
    expect([written.status, written.body]).toEqual([
      201,
      {
        ...{
          id: written.body.id,
          provider: 'aws',
          credit_type: 'promotional',
          amount: 5_000,
          currency: 'USD',
        },
        ...{ remaining: 5_000, start_date: '2027-01-01', expiry_date: '2027-12-31', status: 'active' },
        ...{ description: 'Start-up', created_at: written.body.created_at },
        ...{ burn_rate: null, projected_exhaustion_date: null },
      },
    ]);
    const path = `/finops/credits/${written.body.id}`;
    expect((await viewer.get(path)).body).toEqual(written.body);
    const changed = await admin.patch(path, { remaining: 4_999.5, description: null });
    expect([changed.status, changed.body]).toMatchObject([200, { remaining: 4_999.5, description: null }]);
    expect((await admin.delete(path)).status).toBe(204);
    expect(refusalOf(await viewer.get(path))).toEqual([404, 'CREDIT_NOT_FOUND']);
    expect(refusalOf(await admin.patch(path, { remaining: 1 }))).toEqual([404, 'CREDIT_NOT_FOUND']);
    expect(await creditsIn(viewer, '')).not.toContain(written.body.id);
    const trail = await auditOf(server, written.body.id);
    expect(trail.filter(({ status }) => status === 'success').map(({ event_type }) => event_type)).toEqual([
      ...['CREATE', 'UPDATE', 'DELETE'],
    ]);
    expect(trail[1].changes).toEqual([
      { field: 'remaining', old_value: 5_000, new_value: 4_999.5 },
      { field: 'description', old_value: 'Start-up', new_value: null },
    ]);
  });

  it.each(['engineer', 'viewer'] as const)('a %s reads, and changes nothing', async (persona) => {
    const credit = await grant(admin);
    const actor = await server.as(persona);
    const before = await stored();
    for (const refused of [
      await actor.post('/finops/credits', creditDraft()),
      await actor.patch(`/finops/credits/${credit.id}`, { remaining: 1 }),
      await actor.delete(`/finops/credits/${credit.id}`),
    ]) {
      expect(refusalOf(refused)).toEqual([403, 'FORBIDDEN']);
    }
    expect((await actor.get('/finops/credits')).status).toBe(200);
    expect(await stored()).toEqual(before);
  });

  it.each([
    [{ amount: 0 }, ['amount']],
    [{ amount: -5 }, ['amount']],
    [{ amount: 1e12 + 1 }, ['amount']],
    [{ amount: '5000' }, ['amount']],
    [{ amount: null }, ['amount']],
    [{ amount: 10.001 }, ['amount']],
    [{ amount: 0.001 }, ['amount']],
    [{ remaining: -0.01 }, ['remaining']],
    [{ remaining: 5_000.01 }, ['remaining']],
    [{ remaining: 0.005 }, ['remaining']],
    [{ remaining: null }, ['remaining']],
    [{ currency: 'usd' }, ['currency']],
    [{ currency: 'US' }, ['currency']],
    [{ currency: 'EURO' }, ['currency']],
    [{ start_date: '2028-01-01' }, ['expiry_date']],
    [{ expiry_date: '2026-12-31' }, ['expiry_date']],
    [{ expiry_date: '2027-02-29' }, ['expiry_date']],
    [{ expiry_date: '2027-12-31T00:00:00Z' }, ['expiry_date']],
    [{ start_date: '01.01.2027' }, ['start_date']],
    [{ provider: 'ibm' }, ['provider']],
    [{ credit_type: 'gift' }, ['credit_type']],
    [{ status: 'active' }, ['status']],
    [{ burn_rate: 5 }, ['burn_rate']],
    [{ amount: 10, remaining: 20, expiry_date: '2026-12-31' }, ['remaining', 'expiry_date']],
  ])(
    '%j is refused by naming %j, on creation and on change, and leaves nothing behind',
    async (more, fields) => {
      const credit = await grant(admin);
      const before = await stored();
      for (const refused of [
        await admin.post('/finops/credits', creditDraft(more)),
        await admin.patch(`/finops/credits/${credit.id}`, more),
      ]) {
        expect(refusalOf(refused)).toEqual([400, 'INVALID_REQUEST']);
        expect(faultyFields(refused)).toEqual(fields);
      }
      expect(await stored()).toEqual(before);
    },
  );

  it('everything that is missing is named at once', async () => {
    const refused = await admin.post('/finops/credits', {});
    expect(refusalOf(refused)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(refused).toSorted()).toEqual(
      ['amount', 'credit_type', 'currency', 'expiry_date', 'provider', 'start_date'].toSorted(),
    );
  });

  it('money arrives as it was sent, to the last cent', async () => {
    const small = await admin.post('/finops/credits', creditDraft({ amount: 0.3, remaining: 0.1 }));
    expect(small.text).toContain('"amount":0.30,');
    expect(small.text).toContain('"remaining":0.10,');
    const large = await grant(admin, { amount: 999_999_999_999.99, remaining: 999_999_999_999.98 });
    const { text } = await admin.get(`/finops/credits/${large.id}`);
    expect(text).toContain('"amount":999999999999.99,');
    expect(text).toContain('"remaining":999999999999.98,');
  });

  it('one that is used up is exhausted, also beyond its last day, and active again when some is given back', async () => {
    const credit = await grant(admin);
    const spent = await changeCredit(admin, credit, { remaining: 0 });
    expect(spent.status).toBe('exhausted');
    expect(await creditsIn(viewer, 'status=exhausted')).toContain(credit.id);
    setClock('2028-05-01T00:00:00Z', server);
    expect((await viewer.get(`/finops/credits/${credit.id}`)).body).toMatchObject({ status: 'exhausted' });
    const extended = { remaining: 100, expiry_date: '2028-05-01' };
    expect(await changeCredit(admin, credit, extended)).toMatchObject({ ...extended, status: 'active' });
    expect(await changeCredit(admin, credit, { expiry_date: '2028-04-30' })).toMatchObject({
      status: 'expired',
    });
  });

  it('one that is over when it is written down is expired from the start', async () => {
    const past = { start_date: '2024-01-01', expiry_date: '2024-12-31' };
    expect(await grant(admin, past)).toMatchObject({ status: 'expired', projected_exhaustion_date: null });
  });

  it('a change with an outdated ETag is refused, and a repeated creation gives the first answer', async () => {
    const key = { 'idempotency-key': 'credit-1' };
    const first = await admin.post<CreditBody>('/finops/credits', creditDraft({ amount: 77 }), key);
    const again = await admin.post<CreditBody>('/finops/credits', creditDraft({ amount: 77 }), key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    const path = `/finops/credits/${first.body.id}`;
    const etag = { 'if-match': first.headers.get('etag')! };
    expect((await admin.patch(path, { remaining: 70 }, etag)).status).toBe(200);
    expect(refusalOf(await admin.patch(path, { remaining: 60 }, etag))).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('lists are filtered, sorted, searched and exported', async () => {
    const words = { description: 'Xylophone programme', currency: 'CHF' };
    const [one, other] = [
      await grant(admin, { ...words, provider: 'gcp', amount: 20, remaining: 3 }),
      await grant(admin, {
        ...words,
        provider: 'azure',
        amount: 10,
        remaining: 9,
        expiry_date: '2027-06-30',
      }),
    ];
    const ids = [one.id, other.id];
    expect(await creditsIn(viewer, 'currency=CHF&sort_by=amount&sort_order=desc')).toEqual(ids);
    expect(await creditsIn(viewer, 'currency=CHF&sort_by=remaining&sort_order=desc')).toEqual(
      ids.toReversed(),
    );
    expect(await creditsIn(viewer, 'search=xylophone&provider=gcp')).toEqual([one.id]);
    expect(await creditsIn(viewer, 'currency=CHF&expiry_to=2027-06-30')).toEqual([other.id]);
    const csv = await viewer.get('/finops/credits?currency=CHF&sort_by=amount&format=csv');
    const [head, ...rows] = csv.text.trim().split('\r\n');
    expect(head).toBe(Object.keys(one).join(','));
    expect(rows.map((row) => row.split(',').slice(0, 6))).toEqual([
      [one.id, 'gcp', 'promotional', '20.00', 'CHF', '3.00'],
      [other.id, 'azure', 'promotional', '10.00', 'CHF', '9.00'],
    ]);
  });

  it('two changes at a time both count, and the history has both', async () => {
    const credit = await grant(admin);
    await Promise.all([10, 20, 30].map((remaining) => changeCredit(admin, credit, { remaining })));
    const balances = await server.sql<{ remaining: string }>(
      'select remaining from credit_balances where credit_id = $1 order by id',
      [credit.id],
    );
    expect(balances.map(({ remaining }) => remaining).toSorted()).toEqual([
      '10.00',
      '20.00',
      '30.00',
      '5000.00',
    ]);
    expect((await viewer.get(`/finops/credits/${credit.id}`)).body.remaining).toBe(
      Number(balances.at(-1)!.remaining),
    );
  });
});
