import { describe, expect, it } from '@jest/globals';
import { plainText, secretsOfUrl } from './plain-text';

describe('what a foreign server said', () => {
  it('is kept on one line and without control characters', () => {
    expect(plainText('no\r\n\tsuch\0 channel\u2028\u0007', [])).toBe('no such channel');
  });

  it('is cut after 300 characters, never within one', () => {
    expect(plainText('x'.repeat(300), [])).toBe('x'.repeat(300));
    expect(plainText('x'.repeat(301), [])).toBe(`${'x'.repeat(299)}…`);
    expect(plainText(`${'x'.repeat(298)}😀😀`, [])).toBe(`${'x'.repeat(298)}…`);
  });

  it('has no halves of characters', () => {
    expect(plainText('a\ud83db\ude00c😀', [])).toBe('a\ufffdb\ufffdc😀');
  });

  it('does not repeat our secrets', () => {
    const secrets = [
      'R0UT1NGKEY',
      ...secretsOfUrl('https://hooks.example.com/services/T0/B0/long-as-a-key?key=1'),
    ];
    expect(plainText('no R0UT1NGKEY at /services/T0/B0/long-as-a-key?key=1 or long-as-a-key', secrets)).toBe(
      'no [redacted] at [redacted] or [redacted]',
    );
    expect(secretsOfUrl('smtp://ops:p%40ssword@mail.example.com/')).toEqual([
      'smtp://ops:p%40ssword@mail.example.com/',
      'p%40ssword',
      'p@ssword',
    ]);
    expect(secretsOfUrl('')).toEqual([]);
  });
});
