import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { draft } from '../infra/fixtures';
import { expectError, expectInvalid } from './expect-error';
import { sendRaw } from './raw-http';

const INCIDENT = draft();
const REQUIRED = ['title', 'description', 'severity', 'squad', 'environment'];
const MIB = 1024 * 1024;

describe('a request body', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const post = (body: unknown, headers?: Record<string, string>) =>
    engineer.post('/infra/incidents', body, headers);
  const postRaw = (body: string | Uint8Array | undefined, headers: Record<string, string>, chunked = false) =>
    sendRaw(server.url, {
      method: 'POST',
      path: '/api/v1/infra/incidents',
      headers: { authorization: `Bearer ${engineer.token}`, ...headers },
      body,
      chunked,
    });
  const json = { 'content-type': 'application/json' };

  it.each([
    ['cut short', '{"title": "x"'],
    ['with a trailing comma', '{"title": "x",}'],
    ['in single quotes', "{'title': 'x'}"],
    ['that is plain text', 'hello'],
    ['with text behind it', '{} {}'],
    ['that is NaN', '{"title": NaN}'],
    ['with a raw control character', '{"title": "a\u0000b"}'],
  ])('of JSON %s is malformed', async (_what, body) => {
    expectInvalid(await post(body), ['']);
  });

  it.each([
    ['an array', '[]'],
    ['an array of incidents', JSON.stringify([INCIDENT])],
    ['null', 'null'],
    ['a string', '"title"'],
    ['a number', '42'],
    ['a boolean', 'true'],
  ])('that is %s is no object', async (_what, body) => {
    expectInvalid(await post(body), ['']);
  });

  it('that is missing or empty lacks every required field, and each is named', async () => {
    expectInvalid(await post({}), REQUIRED);
    expectInvalid(await post(undefined), REQUIRED);
    expectInvalid(await postRaw('', json), REQUIRED);
  });

  it('is told of all its faults at once', async () => {
    const answer = await post({
      ...{ title: 'ab', description: 7, severity: 'HIGH', squad: null, environment: 'prod' },
      ...{ affected_services: 'checkout', colour: 'red', id: 'x', created_at: '2026-01-01T00:00:00Z' },
    });
    expectInvalid(answer, [...REQUIRED, 'affected_services', 'colour', 'id', 'created_at']);
  });

  it.each([
    ['severity', 'High'],
    ['severity', 'CRITICAL'],
    ['environment', 'Production'],
    ['environment', 'prod'],
    ['severity', ['high']],
    ['severity', { value: 'high' }],
  ])('with %s %p is refused: enum values are exact', async (field, value) => {
    expectInvalid(await post({ ...INCIDENT, [field]: value }), [field]);
  });

  it('with an enum value that pretends to be its text is refused', async () => {
    expectInvalid(await post({ ...INCIDENT, severity: { toString: 'high' } }), ['severity.toString']);
  });

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a web form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart, where none is taken', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['XML', { 'content-type': 'application/xml' }],
    ['JSON of another name', { 'content-type': 'application/jsonp' }],
    ['no declared type', {}],
    ['JSON in another character set', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['JSON in an unknown encoding', { ...json, 'content-encoding': 'snappy' }],
  ])('of %s is not a supported media type', async (_what, headers) => {
    expectError(await postRaw(JSON.stringify(INCIDENT), headers), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is JSON with any spelling of the type that HTTP allows', async () => {
    for (const type of ['application/json;charset=utf-8', 'Application/JSON; charset="UTF-8"']) {
      expect((await postRaw(JSON.stringify(INCIDENT), { 'content-type': type })).status).toBe(201);
    }
    const zipped = gzipSync(JSON.stringify(INCIDENT));
    expect((await postRaw(zipped, { ...json, 'content-encoding': 'gzip' })).status).toBe(201);
  });

  it('that says gzip and is not is refused', async () => {
    expectInvalid(await postRaw(JSON.stringify(INCIDENT), { ...json, 'content-encoding': 'gzip' }), ['']);
  });

  it('may be 1 MiB long and not a byte more, declared, chunked or compressed', async () => {
    const of = (size: number): string => {
      const start = '{"title":"Checkout fails","padding":"';
      return `${start}${'x'.repeat(size - start.length - 2)}"}`;
    };
    const fits = await postRaw(of(MIB), json);
    expectInvalid(fits, ['padding', 'description', 'severity', 'squad', 'environment']);
    const attempts = [
      await postRaw(of(MIB + 1), json),
      await postRaw(of(MIB + 1), json, true),
      await postRaw(gzipSync(of(MIB + 1)), { ...json, 'content-encoding': 'gzip' }),
    ];
    for (const answer of attempts) {
      const error = expectError(answer, 413, 'PAYLOAD_TOO_LARGE');
      expect(error.details).toEqual({ max_bytes: MIB });
    }
  });

  it('of 16 MiB passes where large ones are taken, and not a byte more', async () => {
    const { body } = await post(INCIDENT);
    const path = `/api/v1/infra/incidents/${String(body.id)}/evidence`;
    const of = (size: number): string => {
      const start = '{"title":"x","type":"log","content":"';
      return `${start}${'x'.repeat(size - start.length - 2)}"}`;
    };
    const send = (size: number) =>
      sendRaw(server.url, {
        ...{ method: 'POST', path, body: of(size) },
        headers: { ...json, authorization: `Bearer ${engineer.token}` },
      });
    expect((await send(2 * MIB)).status).toBe(201);
    expect((await send(16 * MIB)).status).toBe(201);
    expectError(await send(16 * MIB + 1), 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each([
    ['that is no JSON', '{"metrics": [', json],
    ['beyond every limit', 'x'.repeat(16 * MIB + 1), json],
    ['of another type', 'x', { 'content-type': 'text/plain' }],
    ['with a token that is none', '{"metrics": [', { ...json, authorization: 'Bearer none' }],
  ])(
    'is not read where large ones are taken, unless somebody signed in sends it: %s',
    async (_, body, headers) => {
      const path = '/api/v1/infra/metrics';
      expectError(await sendRaw(server.url, { method: 'POST', path, body, headers }), 401, 'UNAUTHORIZED');
    },
  );

  it('that is small but full of names or values is refused with a small answer', async () => {
    const names = (count: number): Record<string, number> =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 0]));
    const { body } = await post(INCIDENT);
    const path = `/infra/incidents/${String(body.id)}/evidence`;
    const form = new FormData();
    for (const [name, value] of Object.entries({ title: 'x', type: 'log', content: 'x' }))
      form.append(name, value);
    form.append('metadata', JSON.stringify(names(90_000)));
    for (const [answer, fields] of [
      [await server.anonymous.post('/auth/login', names(80_000)), ['']],
      [await engineer.post(path, { title: 'x', type: 'log', metadata: names(300_000) }), ['metadata']],
      [
        await engineer.post(path, { title: 'x', type: 'log', metadata: { a: Array(1_000_000).fill(0) } }),
        [''],
      ],
      [await engineer.post(path, form), ['metadata']],
    ] as const) {
      expectInvalid(answer, fields);
      expect(answer.text.length).toBeLessThan(1_000);
    }
  });

  it('of many faults is told of a hundred, and long names of their beginning', async () => {
    const names = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`n${index}`, 0]));
    const answer = await post({ ...INCIDENT, ...names });
    expect(expectError(answer, 400, 'INVALID_REQUEST').details).toHaveLength(100);
    const long = await post({ ...INCIDENT, ['x'.repeat(900_000)]: 0 });
    expectError(long, 400, 'INVALID_REQUEST');
    expect(long.text.length).toBeLessThan(5_000);
  });

  it('has two minutes to arrive, and its headers half a minute', () => {
    expect(server.app.getHttpServer()).toMatchObject({ requestTimeout: 120_000, headersTimeout: 30_000 });
  });

  it('leaves the server able to serve the next request', async () => {
    expect((await post(INCIDENT)).status).toBe(201);
  });
});
