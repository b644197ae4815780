import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { JobQueue } from '../../../src/core/jobs/job-queue';
import { log } from '../../../src/core/logging/logger';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { LogTap } from '../../support/log-tap';
import { open } from '../gateway/scene';
import { Collector, type ReceivedSpan } from './collector';

const SERVER = 2;
const CLIENT = 3;
const CONSUMER = 5;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

describe('a server that stops', () => {
  it('sends what it still has, and waits for a collector that hangs only so long', async () => {
    for (const mode of ['hangs', 'takes'] as const) {
      const collector = await Collector.open();
      const server = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
      collector.mode = mode;
      await server.anonymous.get('//health');
      const from = performance.now();
      await server.close();
      expect(performance.now() - from).toBeLessThan(8_000);
      if (mode === 'takes') expect(collector.spans.map(({ name }) => name)).toContain('GET /health');
      await collector.close();
    }
  });
});

describe('traces', () => {
  let collector: Collector;
  let server: TestServer;
  let engineer: Actor;
  let tap: LogTap;
  const caller = { traceId: hex(16), spanId: hex(8) };
  const parented = (flags: string): Record<string, string> => ({
    traceparent: `00-${caller.traceId}-${caller.spanId}-${flags}`,
  });
  beforeAll(async () => {
    collector = await Collector.open();
    tap = new LogTap();
    server = await startServer(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b',
        OTEL_SERVICE_NAME: 'ops-in-tests',
        LOG_REQUESTS: 'all',
        LOG_LEVEL: 'info',
      },
      undefined,
      (app) =>
        app.get(JobQueue).define('told', { retryLimit: 0, expireInSeconds: 60 }, () => {
          log.info('a job at work');
          return Promise.resolve();
        }),
    );
    engineer = await server.as('engineer');
  });
  afterAll(async () => {
    await server.close();
    tap.close();
    await collector.close();
  });

  const spanOf = async (isMeant: (span: ReceivedSpan) => boolean, what: string): Promise<ReceivedSpan> => {
    await collector.until(() => collector.spans.some(isMeant), what);
    return collector.spans.find(isMeant)!;
  };
  const lines = (): Record<string, unknown>[] =>
    tap.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('a request is a span with its statements below it, and its log line names both', async () => {
    const incident = await open(engineer);
    const id = hex(8);
    await engineer.get(`/infra/incidents/${incident.id}?token=secret-in-a-query`, { 'x-request-id': id });
    const isLogged = (line: Record<string, unknown>): boolean => line.request_id === id;
    await collector.until(() => lines().some(isLogged), 'the log line');
    const line = lines().find(isLogged)!;
    const request = await spanOf(({ spanId }) => spanId === line.span_id, 'the span of the log line');
    expect(request).toMatchObject({
      ...{ service: 'ops-in-tests', traceId: line.trace_id, parentId: '', kind: SERVER, failed: false },
      name: 'GET /api/v1/infra/incidents/:id',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/api/v1/infra/incidents/:id',
        'http.response.status_code': 200,
      },
    });
    const statement = await spanOf(({ parentId }) => parentId === request.spanId, 'its statement');
    expect(statement).toMatchObject({
      ...{ traceId: request.traceId, kind: CLIENT, failed: false },
      attributes: { 'db.system.name': 'postgresql', 'db.operation.name': expect.stringMatching(/^[A-Z]+$/) },
    });
    const told = JSON.stringify(collector.spans);
    for (const secret of [incident.id, 'secret-in-a-query', engineer.token, 'engineer@example.com'])
      expect(told).not.toContain(secret);
    expect(collector.requests[0].headers).toMatchObject({
      'api-key': 'a b',
      'content-type': 'application/x-protobuf',
    });
    expect(collector.requests[0].url).toBe('/v1/traces');
  });

  it('goes on with the trace of its caller, and a caller that is not sampled is not told of', async () => {
    await engineer.get('/infra/tasks', parented('00'));
    await engineer.get('/infra/incidents', parented('01'));
    const isOfCaller = ({ traceId, kind }: ReceivedSpan): boolean =>
      traceId === caller.traceId && kind === SERVER;
    const span = await spanOf(isOfCaller, 'the trace of the caller');
    expect(span).toMatchObject({ parentId: caller.spanId, name: 'GET /api/v1/infra/incidents' });
    expect(collector.spans.filter(isOfCaller)).toHaveLength(1);
    const unsampled = lines().find(({ path }) => path === '/api/v1/infra/tasks')!;
    expect(unsampled.trace_id).toBe(caller.traceId);
  });

  it('a collector that fails, hangs or is gone costs one log line per outage and no request anything', async () => {
    const outages = (): Record<string, unknown>[] =>
      lines().filter(({ msg }) => String(msg).startsWith('the collector takes no traces'));
    const ask = async (): Promise<void> => expect((await engineer.get('/infra/incidents')).status).toBe(200);
    collector.mode = 'fails';
    await ask();
    await collector.until(() => outages().length === 1, 'the line of the outage');
    const seen = collector.requests.length;
    await ask();
    await collector.until(() => collector.requests.length > seen, 'another attempt');
    collector.mode = 'takes';
    await ask();
    await collector.until(
      () => lines().some(({ msg }) => msg === 'the collector takes traces again'),
      'its end',
    );
    expect(outages()).toHaveLength(1);
    expect(outages()[0]).toMatchObject({ level: 'warn', reason: 500 });
    collector.mode = 'hangs';
    const before = collector.requests.length;
    await ask();
    await collector.until(() => collector.requests.length > before, 'a request that hangs');
    await ask();
    expect(outages().length).toBeLessThanOrEqual(2);
    collector.mode = 'takes';
  });

  it('jobs and the publishing of events have traces of their own, not that of whoever woke them', async () => {
    await server.app.get(JobQueue).send('told', {});
    const { id } = await open(engineer);
    const job = await spanOf(({ name }) => name === 'job told', 'the job');
    expect(job).toMatchObject({
      kind: CONSUMER,
      parentId: '',
      attributes: { 'messaging.destination.name': 'told' },
    });
    const line = lines().find(({ msg }) => msg === 'a job at work')!;
    expect(line).toMatchObject({ trace_id: job.traceId, span_id: job.spanId });
    expect(line).not.toHaveProperty('request_id');
    const relay = await spanOf(({ name }) => name === 'relay events', 'the relay');
    expect(relay.parentId).toBe('');
    expect(id).toBeTruthy();
  });
});
