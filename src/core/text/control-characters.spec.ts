import { describe, expect, it } from '@jest/globals';
import { CONTROL_CHARACTERS, ONE_LINE, TERMINAL_SEQUENCES } from './control-characters';

const CONTROLS = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at)].map((code) =>
  String.fromCharCode(code),
);

describe('control characters', () => {
  it('are all 65 of Unicode, and the two line ends beyond them', () => {
    for (const one of [...CONTROLS, '\u2028', '\u2029'])
      expect([one.charCodeAt(0), `a${one}${one}b`.replace(CONTROL_CHARACTERS, ' ')]).toEqual([
        one.charCodeAt(0),
        'a b',
      ]);
    const text = 'Grüße, 漢字 🚒\u00a0\u00ad\u200b!';
    expect(text.replace(CONTROL_CHARACTERS, '')).toBe(text);
  });

  it('make a text more than a line, but for the tab', () => {
    for (const one of [...CONTROLS, '\u2028', '\u2029'])
      expect([one.charCodeAt(0), ONE_LINE.test(`a${one}b`)]).toEqual([one.charCodeAt(0), one === '\t']);
    expect(['', 'Grüße 🚒', `${'a'.repeat(100_000)}\t`].map((text) => ONE_LINE.test(text))).toEqual([
      ...[true, true, true],
    ]);
  });

  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a title', '\u001b]0;title\u0007text', 'text'],
    ['a title that ends otherwise', '\u001b]0;title\u001b\\text', 'text'],
    ['a cursor that is hidden', '\u001b[?25ltext', 'text'],
    ['a line that is scrolled', '\u001bMtext', 'text'],
    ['nothing of the kind', '[0m]0;', '[0m]0;'],
  ])('for terminals: %s', (_, text, plain) => {
    expect(text.replace(TERMINAL_SEQUENCES, '')).toBe(plain);
  });
});
