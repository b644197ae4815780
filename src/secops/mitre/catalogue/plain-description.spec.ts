import { describe, expect, it } from '@jest/globals';
import { plainDescription } from './plain-description';

describe('the description of an imported technique', () => {
  it.each([
    ['Text.(Citation: A report (2024)', 'Text.'],
    ['One [link](https://example.com/a) and <code>code</code>.\n\nSecond paragraph.', 'One link and code.'],
    ['  \n\n(Citation: X)\n\nFirst words.', 'First words.'],
    ['lines\nof one\tparagraph', 'lines of one paragraph'],
  ])('%j is kept as %j', (markdown, expected) => {
    expect(plainDescription(markdown)).toBe(expected);
  });

  it.each(['', ' \n\n ', '(Citation: X)'])('%j is none', (markdown) => {
    expect(plainDescription(markdown)).toBeNull();
  });

  it('ends with a sentence if it is long, else with a word, never within a character', () => {
    const sentence = `${'a'.repeat(30)} b.`;
    const text = plainDescription(Array(60).fill(sentence).join(' '))!;
    expect([text.length <= 1000, text.endsWith(' b.')]).toEqual([true, true]);
    expect(plainDescription('word '.repeat(400))).toMatch(/^(word )+word…$/);
    const pairs = plainDescription('𝒳'.repeat(600) + 'x')!;
    expect([pairs.length <= 1000, encodeURIComponent(pairs).endsWith('%E2%80%A6')]).toEqual([true, true]);
  });
});
