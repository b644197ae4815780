import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { readConfig } from '../config';
import { ScrapeGuard } from './scrape-guard';

const TOKEN = 'only-for-prometheus-0123';

const ask = (
  METRICS_TOKEN: string,
  remoteAddress: string,
  headers: Record<string, string> = {},
  NODE_ENV = 'test',
): string => {
  const config = readConfig({
    ...{ NODE_ENV, DATABASE_URL: 'postgres://nowhere/none', METRICS_TOKEN },
    JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop',
  });
  try {
    new ScrapeGuard(config).admit({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
    return 'let in';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('who may read the metrics', () => {
  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])('this machine, as %s', (address) => {
    expect(ask('', address)).toBe('let in');
  });

  it.each(['10.0.0.7', '192.168.1.2', '::ffff:10.0.0.7', 'fd00::1', '203.0.113.9', '2001:db8::1', ''])(
    'not %s without a token, private or not',
    (address) => {
      expect(ask('', address)).toBe('FORBIDDEN');
    },
  );

  it.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
    ['x-real-ip', '127.0.0.1'],
    ['x-forwarded-host', 'localhost'],
  ])('nobody who comes through a proxy on this machine (%s: %s)', (name, value) => {
    expect(ask('', '127.0.0.1', { [name]: value })).toBe('FORBIDDEN');
  });

  it('in production nobody without a token: a proxy on this machine may not say that it is one', () => {
    expect(ask('', '127.0.0.1', {}, 'production')).toBe('FORBIDDEN');
    expect(ask(TOKEN, '127.0.0.1', {}, 'production')).toBe('UNAUTHORIZED');
    const authorization = `Bearer ${TOKEN}`;
    expect(ask(TOKEN, '127.0.0.1', { authorization }, 'production')).toBe('let in');
  });

  it('where there is a token, its holder from anywhere and nobody else, this machine included', () => {
    expect(ask(TOKEN, '203.0.113.9', { authorization: `Bearer ${TOKEN}` })).toBe('let in');
    expect(ask(TOKEN, '10.0.0.7', { authorization: `bearer  ${TOKEN}`, via: '1.1 proxy' })).toBe('let in');
    for (const authorization of [
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      'Bearer',
      TOKEN,
    ])
      expect(ask(TOKEN, '127.0.0.1', { authorization })).toBe('UNAUTHORIZED');
    expect(ask(TOKEN, '127.0.0.1')).toBe('UNAUTHORIZED');
  });

  it('a token that could be guessed is a fault of the configuration', () => {
    expect(() => ask('short', '127.0.0.1')).toThrow(
      'METRICS_TOKEN must be 16 or more printable ASCII characters',
    );
  });
});
