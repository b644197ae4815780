import { describe, expect, it } from '@jest/globals';
import { drawToken, hashOf, isWellFormed, previewOf, TOKEN_PATTERN } from './token-format';

describe('the format of API tokens', () => {
  it('is sk_ and 43 characters that no two tokens share', () => {
    const tokens = Array.from({ length: 1_000 }, drawToken);
    for (const token of tokens) {
      expect(token).toMatch(/^sk_[A-Za-z0-9_-]{43}$/);
      expect(token).toMatch(TOKEN_PATTERN);
      expect(isWellFormed(token)).toBe(true);
    }
    expect(new Set(tokens).size).toBe(1_000);
  });

  it('ends with the CRC-32 of what stands before, as the documentation says', () => {
    // Reckoned by another implementation: zlib.crc32 of Python gives 0x13eebb7c for these 40 characters.
    const body = 'sk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect(isWellFormed(`${body}E-67fA`)).toBe(true);
  });

  it('knows every token in which one character is another one', () => {
    const token = drawToken();
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(isWellFormed(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  it.each([
    ['nothing', ''],
    ['the prefix alone', 'sk_'],
    ['a short one', `sk_${'A'.repeat(42)}`],
    ['a long one', `sk_${'A'.repeat(44)}`],
    ['another prefix', `pk_${'A'.repeat(43)}`],
    ['a line behind it', `${drawToken()}\n`],
    ['other characters', `sk_${'ä'.repeat(43)}`],
  ])('refuses %s', (_, text) => {
    expect(isWellFormed(text)).toBe(false);
  });

  it('keeps a hash, and shows the last six characters', () => {
    const token = drawToken();
    expect(hashOf(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(previewOf(token)).toBe(`sk_...${token.slice(-6)}`);
  });
});
