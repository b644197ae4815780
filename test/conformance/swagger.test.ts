import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiDocument, operationsOf } from '../../src/openapi/document';
import { startServer, type TestServer } from '../support/app';

describe('Swagger UI', () => {
  let server: TestServer;
  let document: ApiDocument;
  beforeAll(async () => {
    server = await startServer();
    document = (await server.anonymous.get<ApiDocument>('//api/docs-json')).body;
  });
  afterAll(() => server.close());

  it('remembers who is signed in, opens at deep links, filters, and lets everything be tried out', async () => {
    const script = await server.anonymous.get<string>('//api/docs/swagger-ui-init.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/javascript/),
    ]);
    const [, options] = /"customOptions":\s*(\{[^}]*\})/.exec(script.text) ?? [];
    expect(JSON.parse(options ?? '{}')).toMatchObject({
      ...{ persistAuthorization: true, deepLinking: true, filter: true },
      ...{ tryItOutEnabled: true, displayRequestDuration: true, docExpansion: 'list' },
    });
  });

  it('loads nothing from elsewhere and runs no script that stands in the page', async () => {
    const page = await server.anonymous.get<string>('//api/docs');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy.split(';').find((part) => part.startsWith('script-src '))).toBe(`script-src 'self'`);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const [, attributes, inside] of page.text.matchAll(/<script([^>]*)>([^]*?)<\/script>/g))
      expect([attributes, inside.trim()]).toEqual([expect.stringContaining('src='), '']);
  });

  it('groups the operations by domain, in the order of the product, each group with a word on it', () => {
    const declared = document.tags!.map(({ name }) => name);
    const used = [...new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []))];
    expect(declared.toSorted()).toEqual(used.toSorted());
    for (const tag of document.tags!) expect(tag.description).toMatch(/^[A-Z].{10,}/);
    const domains = declared.map((name) => name.split(':')[0]);
    expect([...new Set(domains)]).toEqual([
      ...['Auth', 'InfraOps', 'SecOps', 'FinOps', 'Reports', 'SOPs', 'Integrations', 'Admin', 'Health'],
    ]);
    expect(document['x-tagGroups']!.flatMap(({ tags }) => tags)).toEqual(declared);
  });

  it("says in a person's words what each operation does, no two alike, and shows each body", () => {
    const summaries = new Map<string, string>();
    for (const { path, method, operation } of operationsOf(document)) {
      const { summary = '' } = operation;
      const name = `${method} ${path}`;
      expect([name, summary]).toEqual([name, expect.stringMatching(/^[A-Z][^_{}]{5,}[^.]$/)]);
      expect([name, summaries.get(`${operation.tags?.[0]} ${summary}`)]).toEqual([name, undefined]);
      summaries.set(`${operation.tags?.[0]} ${summary}`, name);
      for (const { example } of Object.values(operation.requestBody?.content ?? {}))
        expect([name, example]).toEqual([name, expect.anything()]);
    }
    expect(summaries.size).toBeGreaterThan(120);
  });

  it('works with the cookie that signing in on its own page sets, also for changes', async () => {
    const origin = server.url;
    const signedIn = await server.anonymous.post(
      '/auth/login',
      { email: 'engineer@example.com', password: 'password123' },
      { origin },
    );
    expect(signedIn.status).toBe(200);
    const [cookie] = signedIn.headers.get('set-cookie')!.split(';');
    const page = server.anonymous.with({ cookie, origin });
    expect((await page.get('/auth/me')).status).toBe(200);
    const task = operationsOf(document).find(
      ({ method, path }) => method === 'post' && path === '/api/v1/infra/tasks',
    )!;
    const { example } = task.operation.requestBody!.content['application/json'];
    expect((await page.post('/infra/tasks', example)).status).toBe(201);
    const elsewhere = server.anonymous.with({ cookie, origin: 'https://elsewhere.example' });
    expect((await elsewhere.post('/infra/tasks', example)).status).toBe(403);
    expect((await page.post('/auth/logout', undefined)).status).toBe(200);
    expect((await page.get('/auth/me')).status).toBe(401);
  });
});
