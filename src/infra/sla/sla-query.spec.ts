import { describe, expect, it } from '@jest/globals';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { readSlaQuery } from './sla-query';

const faultsOf = (queryString: string): string[] => {
  try {
    readSlaQuery(queryString);
  } catch (error) {
    if (error instanceof InvalidRequest) return (error.details as Violation[]).map(({ field }) => field);
    throw error;
  }
  return [];
};

describe('the query of SLA metrics', () => {
  it('is twelve weeks of everybody unless it says otherwise', () => {
    expect(readSlaQuery('')).toEqual({ weeks: 12, squad: null, environment: null });
    expect(readSlaQuery('weeks=52&squad=Team+%26%20Co,%20Ltd&environment=staging')).toEqual({
      weeks: 52,
      squad: 'Team & Co, Ltd',
      environment: 'staging',
    });
    expect(readSlaQuery('weeks=1').weeks).toBe(1);
  });

  it.each([
    ...['0', '53', '-1', '1.5', '1e1', '012', 'abc', '', '%201', '0x5'].map((weeks) => [
      `weeks=${weeks}`,
      'weeks',
    ]),
    ['weeks=2&weeks=2', 'weeks'],
    ['squad=', 'squad'],
    ['squad=%20', 'squad'],
    [`squad=${'x'.repeat(101)}`, 'squad'],
    ['squad=a&squad=b', 'squad'],
    ['squad=a%00', 'squad'],
    ['environment=prod', 'environment'],
    ['environment=', 'environment'],
    ['environment=production,staging', 'environment'],
    ['environment=toString', 'environment'],
    ['week=3', 'week'],
    ['__proto__=1', '__proto__'],
    ['squad=%ff', ''],
  ])('%s is refused by naming %p', (queryString, field) => {
    expect(faultsOf(queryString)).toEqual([field]);
  });

  it('is told of all its faults at once', () => {
    expect(faultsOf('weeks=0&squad=&environment=x&more=1').sort()).toEqual([
      'environment',
      'more',
      'squad',
      'weeks',
    ]);
  });
});
