import { describe, expect, it } from '@jest/globals';
import { environmentOf } from './focus-environment';

const ACCOUNTS = new Map([
  ['1001', 'staging'],
  ['1000', 'development'],
]);

describe('the environment of a charge', () => {
  it.each([
    ['production', 'production'],
    ['Prod-EU', 'production'],
    ['PRD', 'unallocated'],
    ['staging', 'staging'],
    ['stage', 'staging'],
    ['UAT', 'staging'],
    ['preprod', 'staging'],
    ['pre-prod', 'staging'],
    ['development', 'development'],
    ['dev2', 'development'],
    ['testing', 'development'],
    ['sandbox', 'development'],
    ['unallocated', 'unallocated'],
    ['shared', 'unallocated'],
  ])('tagged %s is %s', (word, environment) => {
    for (const name of ['environment', 'Environment', 'env', 'ENV', 'stage', 'user:environment'])
      expect(environmentOf({ [name]: word }, [], new Map())).toBe(environment);
  });

  it('is what environment says before env, and env before stage', () => {
    expect(environmentOf({ stage: 'dev', env: 'prod', environment: 'uat' }, [], ACCOUNTS)).toBe('staging');
    expect(environmentOf({ stage: 'dev', env: 'prod' }, [], ACCOUNTS)).toBe('production');
    expect(environmentOf({ stage: 'dev', env: 'shared' }, [], ACCOUNTS)).toBe('development');
  });

  it('is that of the sub account without a tag, then of the billing account, then none', () => {
    expect(environmentOf({ team: 'web' }, ['1001', '1000'], ACCOUNTS)).toBe('staging');
    expect(environmentOf(null, ['1002', '1000'], ACCOUNTS)).toBe('development');
    expect(environmentOf({ env: 'shared' }, [null, '1000'], ACCOUNTS)).toBe('development');
    expect(environmentOf(null, [null, null], ACCOUNTS)).toBe('unallocated');
  });
});
