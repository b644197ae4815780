import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';

const INCIDENT = {
  title: 'Much evidence',
  description: 'Whose pieces are large ones.',
  severity: 'low',
  squad: 'Platform',
  environment: 'staging',
};

describe('lists of rows that may hold megabytes', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    const { body } = await (await server.as('engineer')).post<{ id: string }>('/infra/incidents', INCIDENT);
    path = `/infra/incidents/${body.id}/evidence`;
    await server.sql(
      `insert into evidence (incident_id, title, type, content, uploaded_by)
        select $1, 'piece ' || n, 'log', repeat('x', 12 * 1024 * 1024), 'Test' from generate_series(1, 7) n`,
      [body.id],
    );
  });
  afterAll(() => server.close());

  it('a page that would be too large is refused with what to do, and a smaller one is given', async () => {
    const viewer = await server.as('viewer');
    const refused = await viewer.get<{ error: { code: string; details: unknown } }>(path);
    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe('INVALID_REQUEST');
    expect(refused.body.error.details).toEqual([
      { field: 'limit', message: expect.stringContaining('must be smaller') },
    ]);
    const page = await viewer.get<unknown[]>(`${path}?limit=2`);
    expect(page.status).toBe(200);
    expect(page.body).toHaveLength(2);
    expect(page.headers.get('x-total-count')).toBe('7');
    expect(page.headers.get('x-next-cursor')).not.toBeNull();
  });

  it('an export has no such bound', async () => {
    const answer = await (await server.as('viewer')).get(`${path}?format=csv`);
    expect(answer.status).toBe(200);
    expect(answer.text.split('\r\n')).toHaveLength(7 + 2);
  });
});
