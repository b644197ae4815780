import { describe, expect, it } from '@jest/globals';
import { dayOf, daysAfter } from '../core/time/calendar';
import { type CostRow, createCosts } from './costs';

const TIMES = [
  '2026-11-02T09:30:00Z',
  '2026-11-08T23:59:59Z',
  '2027-01-01T00:00:00Z',
  '2028-03-01T12:00:00Z',
];

describe.each(TIMES)('demo costs at %s', (time) => {
  const now = new Date(time);
  const rows = createCosts(now);
  const ago = (days: number): string => daysAfter(dayOf(now), -days);
  /** In cents. */
  const sumOf = (fits: (row: CostRow) => boolean, from: number, to: number): number =>
    rows
      .filter((row) => fits(row) && row.date >= ago(from) && row.date <= ago(to))
      .reduce((sum, { cost }) => sum + Math.round(cost * 100), 0);

  it('are the same on every run', () => {
    expect(JSON.stringify(createCosts(now))).toBe(JSON.stringify(rows));
  });

  it('are of every of the 90 days up to today, in 3 environments and 8 services, a record for each resource', () => {
    expect(new Set(rows.map(({ date }) => date)).size).toBe(90);
    expect([rows[0].date, rows.at(-1)!.date]).toEqual([ago(89), ago(0)]);
    expect(new Set(rows.map(({ environment, service }) => `${environment} ${service}`)).size).toBe(24);
    expect(new Set(rows.map(({ service }) => service)).size).toBe(8);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const keys = rows.map((row) => [row.date, row.environment, row.service, row.resource_id].join());
    expect(new Set(keys).size).toBe(rows.length);
    const isSound = ({ cost, created_at, date }: CostRow): boolean =>
      cost > 0 && cost === Number(cost.toFixed(2)) && +created_at >= Date.parse(date) && created_at <= now;
    expect(rows.filter((row) => !isSound(row))).toEqual([]);
  });

  it('fall at weekends', () => {
    const meanOf = (isWeekend: boolean): number => {
      const own = rows.filter(({ date }) => [0, 6].includes(new Date(date).getUTCDay()) === isWeekend);
      return own.reduce((sum, { cost }) => sum + cost, 0) / new Set(own.map(({ date }) => date)).size;
    };
    expect(meanOf(true)).toBeLessThan(meanOf(false) * 0.9);
  });

  it.each([0, 1])('show one service that grew by more than 30 %% and 50 units, seen %i days ago', (end) => {
    const growing = [...new Set(rows.map(({ service }) => service))].filter((service) => {
      const of = (row: CostRow): boolean => row.service === service;
      const [week, before] = [sumOf(of, end + 6, end), sumOf(of, end + 13, end + 7)];
      return week > before * 1.3 && week - before > 5_000;
    });
    expect(growing).toEqual(['Lambda']);
  });

  it('show resources that cost money and are not used for more than 14 days, which once were', () => {
    const last = rows.filter(({ date }) => date >= ago(15));
    const names = [...new Set(last.map((row) => row.resource_name))];
    const idle = names.filter((name) =>
      last.every((row) => row.resource_name !== name || row.usage_amount === 0),
    );
    expect(idle.toSorted()).toEqual(['load-test-runner', 'orders-replica-old']);
    for (const name of idle) {
      const used = rows.filter((row) => row.resource_name === name && row.usage_amount > 0);
      expect(used.length).toBeGreaterThan(30);
    }
    expect(rows.filter((row) => row.usage_amount === 0 && !idle.includes(row.resource_name))).toEqual([]);
  });

  it('show storage that grows all the time', () => {
    const of = ({ resource_name }: CostRow): boolean => resource_name === 'media-store';
    const months = [59, 29].map((from) => sumOf(of, from, from - 29));
    expect(months[1]).toBeGreaterThan(months[0] * 1.25);
  });
});
