import { describe, expect, it } from '@jest/globals';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { readForecastQuery } from './forecast-query';

const faultsOf = (queryString: string): string[] => {
  try {
    readForecastQuery(queryString);
  } catch (error) {
    if (error instanceof InvalidRequest) return (error.details as Violation[]).map(({ field }) => field);
    throw error;
  }
  return [];
};

describe('the query of a forecast', () => {
  it('is thirty days of everything unless it says otherwise', () => {
    expect(readForecastQuery('')).toEqual({ days: 30, environment: null, service: null, currency: null });
    expect(
      readForecastQuery('days=90&environment=unallocated&service=Cloud+Storage%20&currency=EUR'),
    ).toEqual({
      ...{ days: 90, environment: 'unallocated', service: 'Cloud Storage ', currency: 'EUR' },
    });
    expect(readForecastQuery('days=1').days).toBe(1);
  });

  it.each([
    ...['0', '91', '-1', '1.5', '007', 'abc', '', '1e1'].map((days) => [`days=${days}`, 'days']),
    ['days=1&days=2', 'days'],
    ['environment=prod', 'environment'],
    ['environment=toString', 'environment'],
    ['service=', 'service'],
    ['service=%20', 'service'],
    [`service=${'x'.repeat(201)}`, 'service'],
    ['currency=usd', 'currency'],
    ['currency=EURO', 'currency'],
    ['day=1', 'day'],
    ['__proto__=1', '__proto__'],
    ['service=a%00', 'service'],
    ['service=%ff', ''],
  ])('%s is refused by naming %p', (queryString, field) => {
    expect(faultsOf(queryString)).toEqual([field]);
  });

  it('is told of all its faults at once', () => {
    expect(faultsOf('days=0&currency=x&environment=y&more=1').toSorted()).toEqual([
      ...['currency', 'days', 'environment', 'more'],
    ]);
  });
});
