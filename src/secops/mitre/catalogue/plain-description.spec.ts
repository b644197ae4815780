import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { plainDescription } from './plain-description';

describe('the description of an imported technique', () => {
  it.each([
    ['Text.(Citation: A report (2024)', 'Text.'],
    ['One [link](https://example.com/a) and <code>code</code>.\n\nSecond paragraph.', 'One link and code.'],
    ['  \n\n(Citation: X)\n\nFirst words.', 'First words.'],
    ['See [this](https://en.wikipedia.org/wiki/Port_(computing)) page.', 'See this page.'],
    ['A [b] c [d](e', 'A [b] c [d](e'],
    ['Never (Citation: closed', 'Never (Citation: closed'],
    ['lines\nof one\tparagraph', 'lines of one paragraph'],
  ])('%j is kept as %j', (markdown, expected) => {
    expect(plainDescription(markdown)).toBe(expected);
  });

  it.each(['', ' \n\n ', '(Citation: X)'])('%j is none', (markdown) => {
    expect(plainDescription(markdown)).toBeNull();
  });

  it.each(['[', '(Citation:', '[a](', '[a]((', '[](()', '<a', ' \n', '\n\t', '(Citation:[a]('])(
    'takes no time that grows with the square of its length, made of many %j',
    (piece) => {
      // By itself, as the thread has it. With the square it would be hours.
      const text = piece.repeat(1_000_000);
      const work = `(${plainDescription.toString()})(text)`;
      const plain = runInNewContext(work, { text }, { timeout: 8_000 }) as string | null;
      expect(plain === null || plain.length <= 1_000).toBe(true);
    },
  );

  it('ends with a sentence if it is long, else with a word, never within a character', () => {
    const sentence = `${'a'.repeat(30)} b.`;
    const text = plainDescription(Array(60).fill(sentence).join(' '))!;
    expect([text.length <= 1000, text.endsWith(' b.')]).toEqual([true, true]);
    expect(plainDescription('word '.repeat(400))).toMatch(/^(word )+word…$/);
    const pairs = plainDescription('𝒳'.repeat(600) + 'x')!;
    expect([pairs.length <= 1000, encodeURIComponent(pairs).endsWith('%E2%80%A6')]).toEqual([true, true]);
  });
});
