import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../../src/core/database/database';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LogTap } from '../../support/log-tap';

const PATIENCE_MS = 10_000;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const parented = (traceId: string) => ({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });

describe('log lines', () => {
  let server: TestServer;
  let engineer: Actor;
  let tap: LogTap;
  beforeAll(async () => {
    tap = new LogTap();
    server = await startServer({ LOG_REQUESTS: 'all', LOG_LEVEL: 'info' });
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    tap.close();
  });

  type Line = Record<string, unknown>;
  const linesOf = async (id: string, count: number): Promise<Line[]> => {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(10)) {
      const lines = tap.lines
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Line)
        .filter(({ request_id }) => request_id === id);
      if (lines.length >= count) return lines;
      if (Date.now() > deadline) throw new Error(tap.lines.join(''));
    }
  };

  it('are one JSON object each', () => {
    for (const line of tap.lines.join('').split('\n').filter(Boolean))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String) });
  });

  it('name the request, and the trace of a caller who tells it, without anything being exported', async () => {
    await engineer.get('/infra/incidents', { 'x-request-id': 'told', ...parented(TRACE) });
    const [line] = await linesOf('told', 1);
    expect(line).toMatchObject({ msg: 'request', status: 200, trace_id: TRACE });
    expect(line).not.toHaveProperty('span_id');
    await engineer.get('/infra/incidents', { 'x-request-id': 'senseless', ...parented('0'.repeat(32)) });
    expect((await linesOf('senseless', 1))[0]).not.toHaveProperty('trace_id');
  });

  it('all of one request name it, also what is said deep below and before its route is known', async () => {
    const database = server.app.get(Database);
    const query = jest.spyOn(database, 'query').mockRejectedValue(new Error('out of order'));
    const headers = { 'x-request-id': 'broken', ...parented(TRACE) };
    const asked = engineer.unchecked('its database is broken on purpose').get('/infra/incidents', headers);
    const stranger = server.anonymous
      .unchecked('its database is broken on purpose')
      .post('/nowhere', {}, { ...headers, 'x-request-id': 'stranger', 'content-type': 'text/csv' });
    expect((await asked).status).toBe(500);
    expect((await stranger).status).toBe(415);
    query.mockRestore();
    const lines = await linesOf('broken', 2);
    expect(lines.map(({ msg }) => msg)).toEqual(['request failed', 'request']);
    expect(lines.map(({ trace_id }) => trace_id)).toEqual([TRACE, TRACE]);
    const refused = await linesOf('stranger', 2);
    expect(refused.map(({ msg }) => msg)).toEqual([
      'a refused attempt could not be put on record',
      'request',
    ]);
  });
});
