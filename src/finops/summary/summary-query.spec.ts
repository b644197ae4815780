import { describe, expect, it } from '@jest/globals';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { readSummaryQuery } from './summary-query';

const faultsOf = (queryString: string): string[] => {
  try {
    readSummaryQuery(queryString);
  } catch (error) {
    if (error instanceof InvalidRequest) return (error.details as Violation[]).map(({ field }) => field);
    throw error;
  }
  return [];
};

describe('the query of a summary', () => {
  it('is the current month of everything unless it says otherwise', () => {
    expect(readSummaryQuery('')).toEqual({
      ...{ period: 'monthly', date: null, environment: null, currency: null, metric: 'effective' },
    });
    const text = 'period=weekly&date=2024-02-29&environment=unallocated&currency=EUR&metric=billed';
    expect(readSummaryQuery(text)).toEqual({
      ...{
        period: 'weekly',
        date: '2024-02-29',
        environment: 'unallocated',
        currency: 'EUR',
        metric: 'billed',
      },
    });
  });

  it.each([
    ['period=yearly', 'period'],
    ['period=', 'period'],
    ['period=toString', 'period'],
    ['period=daily&period=daily', 'period'],
    ['date=2023-02-29', 'date'],
    ['date=2023-02', 'date'],
    ['date=2023-02-01T00:00:00Z', 'date'],
    ['date=today', 'date'],
    ['date=1969-12-31', 'date'],
    ['date=3000-01-01', 'date'],
    ['environment=prod', 'environment'],
    ['environment=production,staging', 'environment'],
    ['currency=usd', 'currency'],
    ['currency=US', 'currency'],
    ['currency=USD,EUR', 'currency'],
    ['metric=net', 'metric'],
    ['group_by=service', 'group_by'],
    ['__proto__=1', '__proto__'],
    ['date=%ff', ''],
  ])('%s is refused by naming %p', (queryString, field) => {
    expect(faultsOf(queryString)).toContain(field);
  });

  it('is told of all its faults at once', () => {
    expect(faultsOf('period=x&date=x&environment=x&currency=x&metric=x&more=1').toSorted()).toEqual([
      ...['currency', 'date', 'environment', 'metric', 'more', 'period'],
    ]);
  });
});
