import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config';

const of = (accounts: string): [string, string][] => [
  ...readConfig({ FOCUS_ACCOUNT_ENVIRONMENTS: accounts }).FOCUS_ACCOUNT_ENVIRONMENTS,
];

describe('the environments of accounts', () => {
  it('are none unless they are named', () => {
    expect(of('')).toEqual([]);
    expect(of(' , ')).toEqual([]);
  });

  it('are read by account, whatever characters its name has', () => {
    expect(of('123456789012=production, acme/dev west = development')).toEqual([
      ['123456789012', 'production'],
      ['acme/dev west', 'development'],
    ]);
  });

  it.each(['1001', '=production', '1001=', '1001=prod', '1001=production;1002=staging', '1001=unallocated'])(
    'refuses %s',
    (accounts) => expect(() => of(accounts)).toThrow(/FOCUS_ACCOUNT_ENVIRONMENTS must be a list such as/),
  );
});
