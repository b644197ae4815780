import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CreditChores } from '../../src/finops/credits/credit.chores';
import { CreditExpiry } from '../../src/finops/credits/credit-expiry';
import { type CreditBody, creditsIn, grant } from '../e2e/finops/credits-scene';
import { auditOf, refusalOf } from '../e2e/infra/fixtures';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';

const LAST_MOMENT = '2027-06-30T23:59:59.999Z';
const MIDNIGHT = '2027-07-01T00:00:00.000Z';

describe('a credit whose last day ends', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
    viewer = await server.as('viewer');
  });
  afterAll(async () => {
    await other.close();
    await server.close();
  });
  afterEach(() => void jest.restoreAllMocks());

  const short = (): Promise<CreditBody> => grant(admin, { expiry_date: '2027-06-30' });
  const statusChanges = async ({ id }: CreditBody): Promise<unknown[]> =>
    (await auditOf(server, id)).flatMap(({ user_name, changes }) =>
      (changes ?? [])
        .filter(({ field, old_value }) => field === 'status' && old_value !== null)
        .map(({ new_value }) => [user_name, new_value]),
    );

  it('is active to its last millisecond in UTC and expired with the next, wherever it is looked at', async () => {
    setClock(LAST_MOMENT, server, other);
    const credit = await short();
    const path = `/finops/credits/${credit.id}`;
    const before = await viewer.get<CreditBody>(path);
    expect(before.body.status).toBe('active');
    expect(await creditsIn(viewer, 'status=active')).toContain(credit.id);
    expect(await creditsIn(viewer, 'status=expired')).not.toContain(credit.id);

    setClock(MIDNIGHT, server, other);
    const expired = await viewer.get<unknown[]>('/finops/credits?status=expired');
    expect(expired.body).toMatchObject([{ id: credit.id, status: 'expired' }]);
    expect(expired.headers.get('x-total-count')).toBe('1');
    expect(await creditsIn(viewer, 'status=active')).not.toContain(credit.id);
    const filter = encodeURIComponent(JSON.stringify([{ field: 'status', operator: 'ne', value: 'active' }]));
    expect(await creditsIn(viewer, `filter=${filter}`)).toEqual([credit.id]);
    expect((await viewer.get('/finops/credits?status=expired&format=csv')).text).toContain(credit.id);
    const held = { 'if-none-match': before.headers.get('etag')! };
    const after = await viewer.get<CreditBody>(path, held);
    expect([after.status, after.body]).toEqual([200, { ...before.body, status: 'expired' }]);
  });

  it.each(['list', 'read', 'export', 'chore'])('is expired by the first %s of the day', async (way) => {
    setClock(LAST_MOMENT, server, other);
    const credit = await short();
    await viewer.get('/finops/credits');
    setClock(MIDNIGHT, server, other);
    if (way === 'list') expect(await creditsIn(viewer, 'status=expired')).toContain(credit.id);
    else if (way === 'export')
      expect((await viewer.get('/finops/credits?status=expired&format=csv')).text).toContain(credit.id);
    else if (way === 'read')
      expect((await viewer.get(`/finops/credits/${credit.id}`)).body).toMatchObject({ status: 'expired' });
    else await server.app.get(CreditExpiry, { strict: false }).settle();
    const rows = await server.sql('select status from credits where id = $1', [credit.id]);
    expect(rows).toEqual([{ status: 'expired' }]);
    expect(await statusChanges(credit)).toEqual([['System', 'expired']]);
  });

  it('expires once, whoever and however many look at that moment on two instances', async () => {
    setClock(LAST_MOMENT, server, other);
    const credits = await Promise.all([short(), short(), short()]);
    await viewer.get('/finops/credits');
    setClock(MIDNIGHT, server, other);
    const elsewhere = await other.signIn('viewer');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? viewer : elsewhere).get<CreditBody>(`/finops/credits/${credits[index % 3].id}`),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.status))).toEqual(new Set(['expired']));
    for (const credit of credits) expect(await statusChanges(credit)).toEqual([['System', 'expired']]);
  });

  it('is not what an If-Match of that moment is about, unless it is the one that is changed', async () => {
    setClock(LAST_MOMENT, server, other);
    const [over, good] = [await short(), await grant(admin)];
    const { headers } = await admin.get(`/finops/credits/${good.id}`);
    const stale = (await admin.get(`/finops/credits/${over.id}`)).headers.get('etag')!;
    setClock(MIDNIGHT, server, other);
    const current = { 'if-match': headers.get('etag')! };
    expect((await admin.patch(`/finops/credits/${good.id}`, { remaining: 5 }, current)).status).toBe(200);
    await viewer.get('/finops/credits');
    const refused = await admin.patch(`/finops/credits/${over.id}`, { remaining: 5 }, { 'if-match': stale });
    expect(refusalOf(refused)).toEqual([412, 'PRECONDITION_FAILED']);
  });

  it('that was removed stays as it was', async () => {
    setClock(LAST_MOMENT, server, other);
    const credit = await short();
    await admin.delete(`/finops/credits/${credit.id}`);
    setClock(MIDNIGHT, server, other);
    await server.app.get(CreditChores, { strict: false }).tell();
    expect(await server.sql('select status from credits where id = $1', [credit.id])).toEqual([
      { status: 'active' },
    ]);
  });
});
