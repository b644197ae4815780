import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from './expect-error';

const ALLOWED = 'http://localhost:5173';
const FOREIGN = 'https://evil.example.com';
const EXPOSED = [
  ...['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After'],
  ...['X-Total-Count', 'X-Page-Count', 'X-Next-Cursor', 'Link'],
  ...['ETag', 'X-Request-Id', 'Content-Disposition'],
];

describe('pages of other origins', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  const preflight = (origin: string, method: string, headers: string) =>
    server.anonymous.send('OPTIONS', '/infra/incidents', undefined, {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    });
  const list = (value: string | null): string[] => (value ?? '').split(/, ?/).filter(Boolean);

  it.each(['POST', 'PATCH', 'PUT', 'DELETE'])('may ask for %s from an allowed one', async (method) => {
    const asked = 'authorization,content-type,if-match,idempotency-key,x-request-id,x-response-envelope';
    const { status, headers, text } = await preflight(ALLOWED, method, asked);
    expect(status).toBe(204);
    expect(text).toBe('');
    expect(headers.get('access-control-allow-origin')).toBe(ALLOWED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(list(headers.get('access-control-allow-methods'))).toContain(method);
    expect(list(headers.get('access-control-allow-headers'))).toEqual(
      expect.arrayContaining(asked.split(',')),
    );
    expect(list(headers.get('vary'))).toContain('Origin');
  });

  it.each([FOREIGN, 'http://localhost:5174', 'https://localhost:5173', 'null'])(
    'get no leave from %s',
    async (origin) => {
      const { headers } = await preflight(origin, 'POST', 'authorization');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      const actual = await (await server.as('viewer')).get('/infra/incidents', { origin });
      expect(actual.status).toBe(200);
      expect(actual.headers.get('access-control-allow-origin')).toBeNull();
      expect(list(actual.headers.get('vary'))).toContain('Origin');
    },
  );

  it('see the answer and all headers that matter, from an allowed one', async () => {
    const { status, headers } = await (
      await server.as('viewer')
    ).get('/infra/incidents', { origin: ALLOWED });
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(ALLOWED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(list(headers.get('access-control-expose-headers'))).toEqual(expect.arrayContaining(EXPOSED));
    expect(list(headers.get('vary'))).toContain('Origin');
  });

  it('see errors as well: 401, 400, 404, 413, 415', async () => {
    const engineer = (await server.as('engineer')).with({ origin: ALLOWED });
    const answers = [
      [await server.anonymous.get('/auth/me', { origin: ALLOWED }), 401, 'UNAUTHORIZED'],
      [await engineer.post('/infra/incidents', '{'), 400, 'INVALID_REQUEST'],
      [await engineer.get('/nothing'), 404, 'NOT_FOUND'],
      [await engineer.post('/infra/incidents', 'x'.repeat(1024 * 1024 + 1)), 413, 'PAYLOAD_TOO_LARGE'],
      [
        await engineer.post('/infra/incidents', '{}', { 'content-type': 'text/plain' }),
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
    ] as const;
    for (const [answer, status, code] of answers) {
      expectError(answer, status, code);
      expect(answer.headers.get('access-control-allow-origin')).toBe(ALLOWED);
    }
  });
});

describe('a server that allows other origins', () => {
  it('allows those and no longer the default', async () => {
    const server = await startServer({ ALLOWED_ORIGINS: 'https://a.example.com,https://b.example.com' });
    try {
      const allowed = async (origin: string) =>
        (await server.anonymous.get('//health', { origin })).headers.get('access-control-allow-origin');
      expect(await allowed('https://a.example.com')).toBe('https://a.example.com');
      expect(await allowed('https://b.example.com')).toBe('https://b.example.com');
      expect(await allowed(ALLOWED)).toBeNull();
    } finally {
      await server.close();
    }
  });
});
