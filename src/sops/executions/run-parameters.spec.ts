import { describe, expect, it } from '@jest/globals';
import { InvalidRequest } from '../../core/errors/domain-error';
import { isSecret, maskedParameters, readParameters } from './run-parameters';

const faultOf = (given: Record<string, unknown>, environment: string | null = null): unknown => {
  try {
    readParameters(given, environment);
  } catch (error) {
    if (error instanceof InvalidRequest) return error.details;
    throw error;
  }
  return null;
};

describe('the parameters of an execution', () => {
  it('are texts, numbers and booleans, and the environment is one of them', () => {
    const values = readParameters({ service: 'a b', count: 3, force: false, rate: 0.5 }, 'staging');
    expect([...values]).toEqual([
      ['service', 'a b'],
      ['count', '3'],
      ['force', 'false'],
      ['rate', '0.5'],
      ['environment', 'staging'],
    ]);
  });

  it.each([
    [{ a: null }, 'a must be a text, a number or a boolean'],
    [{ a: ['x'] }, 'a must be a text, a number or a boolean'],
    [{ a: { b: 1 } }, 'a must be a text, a number or a boolean'],
    [{ a: '' }, 'a must not be empty'],
    [{ a: ' \n' }, 'a must not be empty'],
    [{ a: 'x'.repeat(4_097) }, 'a must not be longer than 4096 characters'],
    [{ 'a-b': 'x' }, 'a-b is no name of a parameter: letters, digits and _ only'],
    [{ '': 'x' }, ' is no name of a parameter: letters, digits and _ only'],
    [{ environment: 'production' }, 'environment must agree with the environment of the execution'],
  ])('%j is refused', (given, message) => {
    expect(faultOf(given, 'staging')).toEqual([{ field: `parameters.${Object.keys(given)[0]}`, message }]);
  });

  it('are at most fifty', () => {
    const given = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`p${at}`, 'x']));
    expect(faultOf(given)).toEqual([
      { field: 'parameters', message: 'parameters must not have more than 50 names' },
    ]);
  });

  it('cannot say that they run where they do not', () => {
    expect(faultOf({ environment: 'production' })).toMatchObject([{ field: 'parameters.environment' }]);
    expect(faultOf({ environment: 'staging' }, 'staging')).toBeNull();
  });

  it('are known as secrets by their names, and shown without them', () => {
    const secret = [
      'password',
      'db_passwd',
      'apiToken',
      'SECRET',
      'ssh_key',
      'API_KEY',
      'pwd',
      'pass',
      'pin',
      ...[
        'dbPass',
        'DB_PASS',
        'pass1',
        'userPIN',
        'pin_code',
        'otp',
        'basic_auth',
        'authHeader',
        'oauth2_code',
      ],
      ...['jwt', 'sentry_dsn', 'session_cookie', 'bearer', 'credentials', 'aws_creds', 'database_url'],
      ...['redisURL', 'pg_conn', 'connectionString', 'connection_string', 'slackWebhook'],
    ];
    const isSecretName = (name: string): boolean => isSecret(name, 'x');
    expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
    const open = ['service', 'author', 'host', 'spinner', 'passenger', 'url', 'curl', 'compass', 'pinned'];
    expect(open.filter(isSecretName)).toEqual([]);
    expect(maskedParameters({ password: 'hunter22', token: 5, host: 'db-1', n: 2 })).toEqual({
      ...{ password: '[masked]', token: '[masked]', host: 'db-1', n: 2 },
    });
  });

  it.each([
    ['postgres://app:hunter2@db-1/app', true],
    ['redis://:hunter2@cache', true],
    ['host=db-1 user=app password=hunter2', true],
    ['https://api.example.com/v1?api_key=abc', true],
    ['https://example.com/health', false],
    ['https://example.com:8443/a@b', true],
    ['git@example.com:app.git', false],
    ['db-1:5432', false],
  ])('%s is known as a secret by what it looks like: %s', (value, is) => {
    expect(isSecret('target', value)).toBe(is);
    expect(maskedParameters({ target: value })).toEqual({ target: is ? '[masked]' : value });
  });
});
