import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetricsService } from '../../../src/infra/metrics/metrics.service';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultsOf, like, listOf, object, oneOf, type Shape, text, timestamp } from '../../support/shape';
import { expectError, expectInvalid } from '../http/expect-error';
import { boundToStaging, point } from './metric-points';

interface Series {
  readonly data_points: { readonly timestamp: string; readonly value: number }[];
  readonly interval: string;
  readonly from: string;
  readonly to: string;
}

const SHAPE: Shape = {
  metric_name: text,
  data_points: listOf(
    object({ timestamp, value: (value) => (typeof value === 'number' ? null : 'no number') }),
  ),
  aggregation: oneOf('avg', 'sum', 'min', 'max', 'count'),
  interval: like(/^\d+[smhd]$/),
  from: timestamp,
  to: timestamp,
};
const MINUTE = 60_000;

describe('the time series of a metric', () => {
  let server: TestServer;
  let viewer: Actor;
  // A full hour of yesterday, so that every interval is one of the clock's.
  const hour = Math.floor((Date.now() - 24 * 60 * MINUTE) / (60 * MINUTE)) * 60 * MINUTE;
  const at = (minutes: number): string => new Date(hour + minutes * MINUTE).toISOString();

  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    const one = (minutes: number, value: number, more = {}) =>
      point({ metric_name: 'load', value, timestamp: at(minutes), host: 'a', service: 's', ...more });
    const batch = [
      // 12:00: 1 2 6, 12:05: nothing, 12:10: -4 4 (the second on another host), 12:15: 10 in staging.
      ...[one(0, 1), one(1, 2), one(4.999, 6), one(10, -4), one(14, 4, { host: 'b', service: null })],
      one(15, 10, { environment: 'staging' }),
      ...[0, 1, 2].map((minutes) => point({ metric_name: 'huge', value: 1.5e308, timestamp: at(minutes) })),
      point({ metric_name: 'just_now' }),
    ];
    const engineer = await server.as('engineer');
    expect((await engineer.post('/infra/metrics', batch)).status).toBe(202);
  });
  afterAll(() => server.close());

  const ask = (parameters: string, name = 'load') =>
    viewer.get<Series>(`/infra/metrics/${name}/timeseries?${parameters}`);
  const quarter = `interval=5m&from=${at(0)}&to=${at(20)}`;
  const valuesOf = async (parameters: string): Promise<(string | number)[][]> =>
    (await ask(parameters)).body.data_points.map(({ timestamp: begin, value }) => [begin, value]);

  it.each([
    ['avg', [3, 0, 10]],
    ['sum', [9, 0, 10]],
    ['min', [1, -4, 10]],
    ['max', [6, 4, 10]],
    ['count', [3, 2, 1]],
  ])('has one %s for each interval with points, and none for those without', async (aggregation, values) => {
    const answer = await ask(`${quarter}&aggregation=${aggregation}`);
    expect(answer.status).toBe(200);
    expect(faultsOf(answer.body, SHAPE)).toEqual([]);
    expect(answer.body).toEqual({
      ...{ metric_name: 'load', aggregation, interval: '5m', from: at(0), to: at(20) },
      data_points: [0, 10, 15].map((minutes, index) => ({ timestamp: at(minutes), value: values[index] })),
    });
  });

  it('is narrowed by environment, service and host', async () => {
    expect(await valuesOf(`${quarter}&environment=staging`)).toEqual([[at(15), 10]]);
    expect(await valuesOf(`${quarter}&host=b`)).toEqual([[at(10), 4]]);
    expect(await valuesOf(`${quarter}&service=s&environment=production&aggregation=count`)).toEqual([
      [at(0), 3],
      [at(10), 1],
    ]);
    expect(await valuesOf(`${quarter}&host=nobody`)).toEqual([]);
  });

  it('has intervals of the clock in UTC, wherever the time asked for begins; both its ends belong to it', async () => {
    expect(await valuesOf(`interval=5m&aggregation=sum&from=${at(1)}&to=${at(10)}`)).toEqual([
      [at(0), 8],
      [at(10), -4],
    ]);
    expect(await valuesOf(`interval=1h&aggregation=sum&from=${at(0)}&to=${at(59)}`)).toEqual([[at(0), 19]]);
    const day = `${at(0).slice(0, 10)}T00:00:00.000Z`;
    expect(await valuesOf(`interval=1d&aggregation=count&from=${day}&to=${at(59)}`)).toEqual([[day, 6]]);
  });

  it('is an average over the last 24 hours up to now, in intervals of 5 minutes, unless asked otherwise', async () => {
    const { body } = await ask('', 'just_now');
    expect(body).toMatchObject({ aggregation: 'avg', interval: '5m', data_points: [{ value: 72.5 }] });
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(24 * 60 * MINUTE);
  });

  it('chooses the finest interval that gives at most 500 values', async () => {
    for (const [minutes, interval] of [
      [83, '10s'],
      [84, '30s'],
      [249, '30s'],
      [250, '1m'],
      [499, '1m'],
      [500, '5m'],
      [30 * 1440, '6h'],
      [200 * 1440, '1d'],
      [5_000 * 1440, '1d'],
    ] as const) {
      const { body } = await ask(`from=${at(-minutes)}&to=${at(0)}`);
      expect([minutes, body.interval]).toEqual([minutes, interval]);
    }
  });

  it('gives at most 11,000 values', async () => {
    expect((await ask(`interval=10s&from=${at(-1_833)}&to=${at(0)}`)).status).toBe(200);
    expectInvalid(await ask(`interval=10s&from=${at(-1_834)}&to=${at(0)}`), ['interval']);
    expectInvalid(await ask('from=0001-01-01&to=9999-12-31'), ['interval']);
  });

  it('of a metric without points is empty, and of what cannot be a metric is not found', async () => {
    const { status, body } = await ask('', 'unknown');
    expect([status, body.data_points]).toEqual([200, []]);
    for (const name of ['a%20b', '1x', '%00', 'a%2Fb', 'ü'])
      expectError(await ask('', name), 404, 'METRIC_NOT_FOUND');
  });

  it('of values whose sum no double can hold stops at the largest one', async () => {
    const huge = (aggregation: string) => ask(`${quarter}&aggregation=${aggregation}`, 'huge');
    expect((await huge('sum')).body.data_points).toEqual([{ timestamp: at(0), value: Number.MAX_VALUE }]);
    expect((await huge('avg')).body.data_points).toEqual([{ timestamp: at(0), value: 1.5e308 }]);
    expect((await huge('max')).body.data_points).toEqual([{ timestamp: at(0), value: 1.5e308 }]);
  });

  it.each([
    ['aggregation=median', 'aggregation'],
    ['aggregation=toString', 'aggregation'],
    ['aggregation=avg&aggregation=sum', 'aggregation'],
    ['interval=9s', 'interval'],
    ['interval=25h', 'interval'],
    ['interval=2d', 'interval'],
    ['interval=5', 'interval'],
    ['interval=-5m', 'interval'],
    ['interval=0m', 'interval'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['from=2026-01-02&to=2026-01-01', 'from'],
    ['from=9999-01-01', 'from'],
    ['environment=prod', 'environment'],
    ['host=', 'host'],
    ['service=%00', 'service'],
    ['metric_type=cpu', 'metric_type'],
    ['limit=5', 'limit'],
  ])('is refused for %s', async (parameters, field) => {
    expectInvalid(await ask(parameters), [field]);
  });

  it('is refused with all that is wrong at once, and without credentials', async () => {
    expectInvalid(await ask('interval=x&from=y&environment=z'), ['interval', 'from', 'environment']);
    expectError(await server.anonymous.get('/infra/metrics/load/timeseries'), 401, 'UNAUTHORIZED');
  });

  it('has only points of staging for a caller who is bound to it', async () => {
    const service = server.app.get(MetricsService, { strict: false });
    const query = {
      ...({
        aggregation: 'sum',
        intervalMs: 5 * MINUTE,
        from: new Date(at(0)),
        to: new Date(at(20)),
      } as const),
      ...{ environment: null, service: null, host: null },
    };
    const own = await boundToStaging(() => service.timeSeries('load', query));
    expect(own.data_points).toEqual([{ timestamp: at(15), value: 10 }]);
    const other = await boundToStaging(() =>
      service.timeSeries('load', { ...query, environment: 'production' }),
    );
    expect(other.data_points).toEqual([]);
  });
});
