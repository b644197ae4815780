import { describe, expect, it } from '@jest/globals';
import { maskCredentials } from './mask-credentials';

const TOKEN = `sk_${'a-B_0'.repeat(8)}xyz`;
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl-_';

describe('credentials in a text', () => {
  it.each([
    [`/api/v1/admin/tokens/${TOKEN}`, '/api/v1/admin/tokens/***'],
    [`/api/v1/admin/tokens/${TOKEN.replace('_', '%5F')}/x`, '/api/v1/admin/tokens/***/x'],
    [`/a/${TOKEN}x/b/${JWT}/c`, '/a/***/b/***/c'],
    [JWT, '***'],
  ])('are masked: %s', (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });

  it.each([
    ['/api/v1/admin/tokens/sk_short'],
    ['/api/v1/infra/incidents/0198c0de-0000-7000-8000-000000000001'],
  ])('are not seen in %s', (text) => {
    expect(maskCredentials(text)).toBe(text);
  });

  it('are looked for in no time however the text is made', () => {
    const began = performance.now();
    for (const part of ['eyJ', 'eyJ.', 'sk_', 'eyJa.']) maskCredentials(part.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
