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

  it('leave no beginning where the text was cut', () => {
    expect(mask.hide('the token is tok-1234', true)).toBe('the token is ');
    expect(mask.hide('the token is tok-1234', false)).toBe('the token is tok-1234');
  });
});
