import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';
import { draft } from '../infra/fixtures';
import { FrontendClient, refusalOf } from './dialect-client';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const [EMAIL, PASSWORD] = ['engineer@example.com', 'password123'];
const LIMIT = 400;

type Row = Record<string, unknown> & { readonly id: string };

/** Both ways in which a frontend of `data.data` may be served. */
describe.each([
  ['a server of RESPONSE_ENVELOPE=success', { RESPONSE_ENVELOPE: 'success' }, {}],
  ['the header X-Response-Envelope: success', {}, { 'X-Response-Envelope': 'success' }],
])('a frontend written for envelopes, by %s', (_how, settings: Record<string, string>, headers) => {
  let server: TestServer;
  let page: FrontendClient;
  let incident: Row;
  beforeAll(async () => {
    server = await startServer({ ...settings, RATE_LIMIT_AUTHENTICATED: String(LIMIT) });
    page = new FrontendClient(server.url, headers);
    const user = await page.login(EMAIL, PASSWORD);
    expect(user).toMatchObject({ email: EMAIL, role: 'engineer' });
    incident = await page.post<Row>('/infra/incidents', draft({ title: 'Checkout fails' }));
  });
  afterAll(() => server.close());

  it('signs in, keeps the token, and learns who it is', async () => {
    expect(page.token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await page.get('/auth/me')).toMatchObject({ email: EMAIL, permissions: expect.any(Array) });
    expect(page.location).toBe('/');
  });

  it('creates, reads, changes and removes', async () => {
    expect(incident).toMatchObject({ title: 'Checkout fails', jira_id: expect.stringMatching(/^INC-\d+$/) });
    expect(await page.get(`/infra/incidents/${incident.id}`)).toEqual(incident);
    const changed = await page.patch<Row>(`/infra/incidents/${incident.id}`, { severity: 'critical' });
    expect(changed).toMatchObject({ id: incident.id, severity: 'critical' });
    const other = await page.post<Row>('/infra/incidents', draft({ title: 'Another one' }));
    const removed = await page.raw<string>('DELETE', `/infra/incidents/${other.id}`, 'text');
    expect([removed.status, removed.data]).toEqual([204, '']);
  });

  it('fills a table by pages, whose pagination stands beside the data', async () => {
    for (const number of [1, 2, 3])
      await page.post('/infra/tasks', {
        ...{ title: `Task ${number}`, description: 'To be done', priority: 'high', squad: 'Payments' },
        ...{ assignee: 'Ann' },
      });
    const { rows, pagination } = await page.table<Row>('/infra/tasks?page=2&limit=2');
    expect(rows).toHaveLength(1);
    expect(pagination).toEqual({
      ...{ current_page: 2, total_pages: 2, total_items: 3, items_per_page: 2 },
      ...{ has_next: false, has_previous: true },
    });
    const all = await page.table<Row>('/infra/tasks');
    expect([all.rows.length, all.pagination]).toEqual([3, undefined]);
  });

  it('uploads a form with a file and gets the very bytes back', async () => {
    const form = new FormData();
    form.append('title', 'Log of the gateway');
    form.append('type', 'log');
    form.append('file', new Blob(['first line\nsecond line\n'], { type: 'text/plain' }), 'gateway.log');
    const evidence = await page.post<Row>(`/infra/incidents/${incident.id}/evidence`, form);
    expect(evidence).toMatchObject({ title: 'Log of the gateway', incident_id: incident.id });
    const file = await page.raw<ArrayBuffer>(
      'GET',
      String(evidence.content).replace(`${server.url}/api/v1`, ''),
      'arraybuffer',
    );
    expect(Buffer.from(file.data).toString()).toBe('first line\nsecond line\n');
    expect(await page.get<Row[]>(`/infra/incidents/${incident.id}/evidence`)).toEqual([evidence]);
  });

  it('downloads CSV as it is, without an envelope', async () => {
    const csv = await page.raw<string>('GET', '/infra/incidents?format=csv', 'text');
    expect(csv.headers['content-type']).toMatch(/^text\/csv/);
    expect(csv.data).toMatch(/^\ufeff?"?id"?,/);
    expect(csv.data).toContain(incident.id);
  });

  it('shows errors, which are never in an envelope, with what to do next', async () => {
    const invalid = await refusalOf(page.post('/infra/incidents', { title: '' }));
    expect(invalid).toMatchObject({
      ...{ status: 400 },
      body: { error: { code: 'INVALID_REQUEST', message: expect.stringMatching(/\. [A-Z].*\.$/) } },
    });
    expect(Object.keys(invalid.body)).toEqual(['error']);
    const missing = await refusalOf(page.get('/infra/incidents/nothing'));
    expect([missing.status, missing.body.error.code]).toEqual([404, 'INCIDENT_NOT_FOUND']);
    const forbidden = await refusalOf(page.get('/admin/users'));
    expect([forbidden.status, forbidden.body.error.code]).toEqual([403, 'FORBIDDEN']);
    expect(page.token).not.toBeNull();
  });

  it('shows how much of the rate limit is left, after errors too', async () => {
    await page.get('/infra/incidents');
    const before = page.rateLimit!;
    expect(before.limit).toBe(LIMIT);
    expect(before.resetsAt.getTime()).toBeGreaterThan(Date.now() - 2_000);
    expect(before.resetsAt.getTime()).toBeLessThanOrEqual(Date.now() + 61_000);
    await refusalOf(page.get('/infra/incidents/nothing'));
    const after = page.rateLimit!;
    // A minute may have begun in between: then the count is that of the new one.
    if (after.resetsAt.getTime() === before.resetsAt.getTime())
      expect(after.remaining).toBe(before.remaining - 1);
    else expect(after.remaining).toBe(LIMIT - 1);
  });

  it('hears of changes in the older dialect of the WebSocket, with its filters', async () => {
    const live = new LiveClient(page.openSocket());
    await live.until(() => live.socket.readyState === 1 || live.closed !== null, 'open');
    const filters = { environment: 'production', squad: 'Payments' };
    live.send({ action: 'subscribe', topics: ['incidents', 'alerts'], filters });
    const answer = await live.next(({ action }) => action === 'subscribed');
    expect(answer).toEqual({ action: 'subscribed', topics: ['incidents', 'alerts'], filters });
    await page.post('/infra/incidents', draft({ title: 'Elsewhere', environment: 'staging' }));
    const here = await page.post<Row>(
      '/infra/incidents',
      draft({ title: 'Here', environment: 'production', squad: 'Payments' }),
    );
    const event = await live.next(({ type }) => type === 'incident');
    // As over HTTP, and bare: the envelope is a matter of HTTP.
    expect(event).toMatchObject({ type: 'incident', action: 'created', data: here });
    live.send({ action: 'ping' });
    await live.next(({ action }) => action === 'pong');
    expect(live.events.map(({ data }) => data?.title)).toEqual(['Here']);
    live.send({ action: 'subscribe', topics: ['weather'] });
    expect(await live.next(({ action }) => action === 'error')).toMatchObject({
      message: expect.stringContaining('Choose from'),
    });
    live.send({ action: 'unsubscribe', topics: ['alerts'] });
    expect(await live.next(({ action }) => action === 'unsubscribed')).toEqual({
      ...{ action: 'unsubscribed', topics: ['alerts'] },
    });
    live.end();
  });

  it('signs out, and is sent to the sign-in page by the next call of what was left open', async () => {
    const left = page.token!;
    const gone = await page.logout();
    expect(gone).toMatchObject({ success: true, timestamp: expect.stringMatching(TIME) });
    expect(page.token).toBeNull();
    page.localStorage.setItem('auth_token', left);
    const refused = await refusalOf(page.get('/infra/incidents'));
    expect([refused.status, refused.body.error.code]).toEqual([401, 'UNAUTHORIZED']);
    expect([page.token, page.location]).toEqual([null, '/login']);
    const wrong = await refusalOf(page.login(EMAIL, 'not the password'));
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect(page.token).toBeNull();
    await page.login(EMAIL, PASSWORD);
    expect([await page.get('/infra/tasks').then((rows) => (rows as Row[]).length), page.location]).toEqual([
      3,
      '/',
    ]);
  });
});
