import { describe, expect, it } from '@jest/globals';
import { SecretMask } from './secret-mask';

const mask = new SecretMask(
  new Map([
    ['password', 'p@ss/word "1"'],
    ['api_token', 'tok-123456'],
    ['short_key', 'abc'],
    ['host', 'db-1'],
  ]),
);

describe('secrets in what is printed', () => {
  it('are masked as they are, and as URLs, JSON and base64 write them', () => {
    const secret = 'p@ss/word "1"';
    const forms = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify({ secret }),
      Buffer.from(secret).toString('base64'),
    ];
    for (const form of forms) {
      expect(mask.hide(`a ${form} b tok-123456 db-1`)).toMatch(/^a .*\[masked\].* b \[masked\] db-1$/);
      expect(mask.hide(form)).not.toMatch(/p@ss|p%40ss|cEBzcy/);
    }
  });

  it('are masked each time, but not when they are too short to be secrets', () => {
    expect(mask.hide('tok-123456tok-123456 abc')).toBe('[masked][masked] abc');
  });

  it('are masked as they look in what is kept of an output: trimmed, normalised, line by line', () => {
    const secrets = new SecretMask(
      new Map([
        ['password', '  hunter2-hunter2\n'],
        ['api_token', 'abc\r\ndef\u0007'],
        ['ssh_key', '-----BEGIN KEY-----\r\n  MIIEvQIBADAN\r\nend'],
      ]),
    );
    expect(secrets.hide('is hunter2-hunter2.')).toBe('is [masked].');
    expect(secrets.hide('abc\ndef\ufffd')).toBe('[masked]');
    expect(secrets.hide('2: MIIEvQIBADAN; end')).toBe('2: [masked]; end');
  });

  it('are masked in base64 wherever they begin in what was encoded', () => {
    for (const before of ['', 'u', 'us', 'use', 'user:']) {
      for (const after of ['', '1', '12', '\n']) {
        for (const encoding of ['base64', 'base64url'] as const) {
          const text = mask.hide(Buffer.from(`${before}tok-123456${after}`).toString(encoding));
          expect(text).toContain('[masked]');
          const rest = text.split('[masked]').map((part) => Buffer.from(part, 'base64').toString('latin1'));
          expect(rest.join('')).not.toMatch(/tok|123|456/);
        }
      }
    }
  });

  it('are masked when only the password of a connection string is shown', () => {
    const secrets = new SecretMask(new Map([['target', 'postgres://app:hunter2!@db-1/app']]));
    expect(secrets.hide('no role app with hunter2! at db-1')).toBe('no role app with [masked] at db-1');
  });

  it('leave no beginning where the text was cut', () => {
    expect(mask.hide('the token is tok-1234', true)).toBe('the token is ');
    expect(mask.hide('the token is tok-1234', false)).toBe('the token is tok-1234');
  });
});
