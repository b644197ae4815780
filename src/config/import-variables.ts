import { integer, list, type Variable } from './variable';

const ENVIRONMENTS = ['production', 'staging', 'development'];

const accounts = list('', '', (entry): [account: string, environment: string] => {
  const [account = '', environment = '', ...others] = entry.split('=').map((part) => part.trim());
  if (account === '' || !ENVIRONMENTS.includes(environment) || others.length > 0)
    throw new Error(`must be a list such as 123456789012=production,acme-dev=development, not "${entry}"`);
  return [account, environment];
});

/** `123456789012=production,acme-dev=development`: accounts and what they are for. */
const accountEnvironments = (about: string): Variable<ReadonlyMap<string, string>> => ({
  fallback: '',
  about,
  parse: (value) => new Map(accounts.parse(value)),
});

/** Files of data that other products have written. */
export const IMPORT_VARIABLES = {
  IMPORT_MAX_BYTES: integer(
    512 * 1024 * 1024,
    1,
    2_000_000_000,
    'Largest file of costs to import, packed or unpacked',
  ),
  FOCUS_ACCOUNT_ENVIRONMENTS: accountEnvironments(
    'Environments of cloud accounts, for costs without a tag: account=environment, comma-separated',
  ),
} as const;
