import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WatchConnection } from '../../../src/core/database/watch-connection';
import { startServer, type TestServer } from '../../support/app';

describe('what anybody may open', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('the root leads to the documentation', async () => {
    const { status, headers } = await server.anonymous.get('//');
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('/api/docs');
  });

  it('the documentation is a page whose scripts and styles are there', async () => {
    const page = await server.anonymous.get<string>('//api/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).toContain('Ops Control Center API');
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) {
      const { pathname } = new URL(file, `${server.url}/api/docs`);
      expect((await server.anonymous.get(`/${pathname}`)).status).toBe(200);
    }
  });

  it('the OpenAPI document is there as JSON and as YAML', async () => {
    const json = await server.anonymous.get('//api/docs-json');
    expect(json.status).toBe(200);
    expect(json.headers.get('content-type')).toMatch(/^application\/json/);
    expect(json.body.openapi).toMatch(/^3\./);
    expect(Object.keys(json.body.paths as object)).toEqual(
      expect.arrayContaining(['/api/v1/auth/login', '/api/v1/infra/incidents', '/health']),
    );
    const yaml = await server.anonymous.get<string>('//api/docs-yaml');
    expect(yaml.status).toBe(200);
    expect(yaml.text).toMatch(/^openapi: ['"]?3\./);
  });

  it.each(['//health', '//api/v1/health'])('%s tells whether the server can serve', async (path) => {
    const { status, body } = await server.anonymous.get(path);
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'healthy',
      checks: { database: true, redis: true, websocket: true },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('health asks the database once for all who ask at the same time', async () => {
    const connection = server.app.get(WatchConnection);
    const query = connection.query.bind(connection);
    let asking = 0;
    let most = 0;
    const spy = jest.spyOn(connection, 'query').mockImplementation(async (text) => {
      most = Math.max(most, (asking += 1));
      return query<never>(text).finally(() => (asking -= 1));
    });
    const answers = await Promise.all(Array.from({ length: 40 }, () => server.anonymous.get('//health')));
    spy.mockRestore();
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
    expect(most).toBe(1);
  });

  it('health does not mind bad credentials', async () => {
    expect((await server.anonymous.get('//health', { authorization: 'Bearer a.b.c' })).status).toBe(200);
    expect((await server.anonymous.get('//api/v1/health', { authorization: 'Basic x' })).status).toBe(200);
  });
});
