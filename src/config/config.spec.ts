import { describe, expect, it } from '@jest/globals';
import { isAbsolute } from 'node:path';
import { type Config, ConfigError, generateSecret, readConfig } from './config';

const SECRET = 'Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&';
const DATABASE_URL = 'postgres://ops:pw@db.example.com:5432/ops';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).faults;
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing at all', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      ...{ NODE_ENV: 'development', PORT: 8000, DATABASE_URL: '', REDIS_URL: '', PUBLIC_URL: '' },
      ...{ JWT_ALGORITHM: 'HS256', JWT_EXPIRATION_HOURS: 24, ALLOWED_ORIGINS: ['http://localhost:5173'] },
      ...{ RATE_LIMIT_ANONYMOUS: 100, RATE_LIMIT_AUTHENTICATED: 600, RESPONSE_ENVELOPE: 'none' },
      ...{ UPLOAD_MAX_BYTES: 10_485_760, STORAGE_TYPE: 'local', WS_COMPRESSION: false, embedded: true },
    });
    expect(isAbsolute(config.DATA_DIR)).toBe(true);
    expect(config.DATA_DIR.endsWith('.data')).toBe(true);
    expect(config.STORAGE_PATH).toBe(`${config.DATA_DIR}/storage`);
  });

  it('cannot be changed once it is read', () => {
    const config = readConfig({}) as { -readonly [K in keyof Config]: Config[K] };
    expect(() => (config.PORT = 1)).toThrow(TypeError);
  });

  it('takes blank variables as not set, as shells and compose files leave them', () => {
    expect(readConfig({ PORT: '', JWT_SECRET: '  ', ALLOWED_ORIGINS: ' ' })).toEqual(readConfig({}));
  });

  it('turns text into numbers, flags, lists and clean URLs', () => {
    const config = readConfig({
      ...{ PORT: '0', WS_COMPRESSION: 'true', SEED_DEMO: 'false', PUBLIC_URL: 'https://ops.example.com//' },
      ALLOWED_ORIGINS: ' https://a.example.com/ , http://localhost:3000/path,',
    });
    expect(config).toMatchObject({ PORT: 0, WS_COMPRESSION: true, SEED_DEMO: false });
    expect(config.PUBLIC_URL).toBe('https://ops.example.com');
    expect(config.ALLOWED_ORIGINS).toEqual(['https://a.example.com', 'http://localhost:3000']);
  });

  it('listens to this machine alone while the database is embedded, unless told otherwise', () => {
    const own = { DATABASE_URL, JWT_SECRET: SECRET };
    expect([readConfig({}).HOST, readConfig(own).HOST]).toEqual(['127.0.0.1', '0.0.0.0']);
    expect(readConfig({ HOST: '0.0.0.0' }).HOST).toBe('0.0.0.0');
    expect(readConfig({ ...own, HOST: '::1' }).HOST).toBe('::1');
  });

  it('takes proxies by their number, their names or their subnets', () => {
    for (const [text, value] of [
      ['', ''],
      ['2', 2],
      ['loopback', 'loopback'],
      ['loopback, 10.0.0.0/8, fd00::/8', 'loopback, 10.0.0.0/8, fd00::/8'],
    ]) {
      expect(readConfig({ TRUST_PROXY: String(text) }).TRUST_PROXY).toBe(value);
    }
  });

  it('lets defaults stand in for what is not set, and only for that', () => {
    const defaults = { PORT: '9000', LOG_LEVEL: 'silent' };
    expect(readConfig({ PORT: '9001' }, defaults)).toMatchObject({ PORT: 9001, LOG_LEVEL: 'silent' });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['NODE_ENV', 'staging'],
    ['JWT_ALGORITHM', 'none'],
    ['JWT_ALGORITHM', 'RS256'],
    ['JWT_EXPIRATION_HOURS', '0'],
    ['DATABASE_URL', 'mysql://db/ops'],
    ['DATABASE_URL', 'db.example.com'],
    ['REDIS_URL', 'http://redis'],
    ['PUBLIC_URL', 'ops.example.com'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://a.example.com,ftp://b.example.com'],
    ['RATE_LIMIT_ANONYMOUS', '0'],
    ['RESPONSE_ENVELOPE', 'yes'],
    ['WS_COMPRESSION', '1'],
    ['UPLOAD_MAX_BYTES', '10MB'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_POOL_SIZE', '4'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', 'loopback,'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'proxy.example.com'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    const faults = faultsOf({ [name]: value, JWT_SECRET: SECRET });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must be `));
  });

  it('tells all faults in one message', () => {
    const env = {
      PORT: 'x',
      LOG_LEVEL: 'y',
      ALLOWED_ORIGINS: 'z',
      JWT_SECRET: 'short',
      NODE_ENV: 'production',
    };
    expect(faultsOf(env).map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['PORT', 'LOG_LEVEL', 'ALLOWED_ORIGINS', 'JWT_SECRET', 'DATABASE_URL']),
    );
    expect(() => readConfig(env)).toThrow(/6 fault\(s\):\n(?:\s+- .+\n?){6}$/);
  });

  it('never repeats a secret in its message', () => {
    const env = {
      DATABASE_URL: 'mysql://ops:hunter2@db/ops',
      JWT_SECRET: 'hunter2',
      REDIS_URL: 'x://:hunter2@r',
    };
    expect(faultsOf(env)).toHaveLength(3);
    expect(faultsOf(env).join()).not.toContain('hunter2');
  });

  it('wants at least 32 bytes of secret, counted as bytes', () => {
    expect(faultsOf({ JWT_SECRET: 'x'.repeat(31) })).toEqual([
      'JWT_SECRET must be at least 32 bytes, not 31',
    ]);
    expect(faultsOf({ JWT_SECRET: 'é'.repeat(16) })).toEqual([]);
  });

  it('wants a secret that outlives the process beside a database that does', () => {
    expect(faultsOf({ DATABASE_URL })).toEqual([expect.stringMatching(/^JWT_SECRET must be set/)]);
    expect(readConfig({ DATABASE_URL, JWT_SECRET: SECRET }).embedded).toBe(false);
  });
});

describe('production', () => {
  const production = (more: Record<string, string>) => faultsOf({ NODE_ENV: 'production', ...more });

  it('refuses to start without a database and a secret', () => {
    expect(production({})).toEqual([
      expect.stringMatching(/^DATABASE_URL must be set/),
      expect.stringMatching(/^JWT_SECRET must be set/),
    ]);
    expect(production({ JWT_SECRET: SECRET })).toEqual([expect.stringMatching(/^DATABASE_URL/)]);
  });

  it.each([
    'x'.repeat(64),
    'abcabcabcabcabcabcabcabcabcabcabcabc',
    'your-secret-key-please-replace-me-now-1234',
    'changeme-0123456789-abcdefghijklmnop',
    'secret-0123456789-abcdefghijklmnopqrst',
    'Password-0123456789-abcdefghijklmnop',
  ])('refuses the secret %s', (JWT_SECRET) => {
    expect(production({ DATABASE_URL, JWT_SECRET })).toEqual([
      expect.stringMatching(/^JWT_SECRET is too easy/),
    ]);
    expect(faultsOf({ JWT_SECRET })).toEqual([]);
  });

  it('takes what generateSecret makes', () => {
    const JWT_SECRET = generateSecret();
    expect(Buffer.from(JWT_SECRET, 'base64url')).toHaveLength(48);
    expect(production({ DATABASE_URL, JWT_SECRET })).toEqual([]);
    expect(generateSecret()).not.toBe(JWT_SECRET);
  });

  it('takes targets of notifications to the letter, and refuses those that hold credentials or are none', () => {
    const config = readConfig({
      SLACK_WEBHOOK_URL: 'https://hooks.example.com/a/',
      NOTIFY_EMAIL_TO: ' one@example.com, two@example.com,',
      NOTIFY_RETRY_SECONDS: '0.5',
    });
    expect(config).toMatchObject({
      ...{ SLACK_WEBHOOK_URL: 'https://hooks.example.com/a/', NOTIFY_RETRY_SECONDS: 0.5 },
      ...{ NOTIFY_EMAIL_TO: ['one@example.com', 'two@example.com'], NOTIFY_ALLOW_PRIVATE: false },
      PAGERDUTY_EVENTS_URL: 'https://events.pagerduty.com/v2/enqueue',
    });
    const faults = faultsOf({
      SLACK_WEBHOOK_URL: 'hooks.example.com/a',
      NOTIFY_WEBHOOK_URL: 'https://user:s3cret@example.com/',
      SMTP_URL: 'https://mail.example.com',
      NOTIFY_RETRY_SECONDS: '1e3',
      NOTIFY_TIMEOUT_SECONDS: '0',
    });
    expect(faults).toEqual([
      'SMTP_URL must be a URL that starts with smtp:// or smtps://',
      'SLACK_WEBHOOK_URL must be a URL that starts with http:// or https://',
      'NOTIFY_WEBHOOK_URL must not hold a user or a password',
      'NOTIFY_RETRY_SECONDS must be a number from 0.01 to 3600, not "1e3"',
      'NOTIFY_TIMEOUT_SECONDS must be a number from 0.05 to 60, not "0"',
    ]);
  });

  it('allows no command unless it is told to, and never a shell', () => {
    expect(readConfig({}).SOP_ALLOWED_COMMANDS).toEqual([]);
    const some = readConfig({ SOP_ALLOWED_COMMANDS: ' systemctl, /opt/tools/drain.sh ,pg_dump,,g++ ' });
    expect(some.SOP_ALLOWED_COMMANDS).toEqual(['systemctl', '/opt/tools/drain.sh', 'pg_dump', 'g++']);
    const list = 'must be a comma-separated list of names or absolute paths of executables, not';
    for (const wrong of [
      'rm -rf',
      './tool',
      'bin/tool',
      '/opt/../bin/sh',
      '/opt//tool',
      '/opt/',
      '$(id)',
      '..',
    ])
      expect(faultsOf({ SOP_ALLOWED_COMMANDS: `uptime,${wrong}` })).toEqual([
        `SOP_ALLOWED_COMMANDS ${list} "${wrong}"`,
      ]);
    for (const shell of ['sh', 'bash', '/bin/sh', '/usr/bin/zsh', 'busybox'])
      expect(faultsOf({ SOP_ALLOWED_COMMANDS: shell })).toEqual([
        `SOP_ALLOWED_COMMANDS must not allow a shell ("${shell}"): it would run any command`,
      ]);
    for (const wrapper of [
      'env',
      '/usr/bin/xargs',
      'python3',
      'python3.12',
      'perl5.36.0',
      'sudo',
      'ssh',
      'find',
    ])
      expect(faultsOf({ SOP_ALLOWED_COMMANDS: `uptime,${wrapper}` })).toEqual([
        `SOP_ALLOWED_COMMANDS must not allow what runs any other command or program ("${wrapper}"): allow a script of your own that does the one thing`,
      ]);
    if (process.platform === 'linux')
      expect(faultsOf({ SOP_ALLOWED_COMMANDS: '/proc/self/exe' })).toEqual([
        expect.stringMatching(/must not allow what runs any other .* \("\/proc\/self\/exe" is node/),
      ]);
  });

  it.each([
    ['24 bytes', Buffer.alloc(24).toString('base64'), true],
    ['64 bytes and the prefix', `whsec_${Buffer.alloc(64).toString('base64')}`, true],
    ['23 bytes', Buffer.alloc(23).toString('base64'), false],
    ['65 bytes', Buffer.alloc(65).toString('base64'), false],
    ['no base64', 'not-base64-but-long-enough-to-be-one!', false],
  ])('a secret that signs webhooks: %s', (_, secret, isGood) => {
    const faults = faultsOf({ NOTIFY_WEBHOOK_SECRET: secret });
    expect(faults).toEqual(isGood ? [] : ['NOTIFY_WEBHOOK_SECRET must be the base64 text of 24 to 64 bytes']);
  });
});
