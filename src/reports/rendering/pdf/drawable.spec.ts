import { describe, expect, it } from '@jest/globals';
import { drawable } from './drawable';

/** A font of Latin letters alone. */
const drawn = (text: string): [string, number] => {
  const { text: whole, lost } = drawable(
    text,
    (code) => (code >= 0x20 && code < 0x250) || [0xfffd, 0x200b].includes(code),
  );
  return [whole, lost];
};

describe('text for a font that has few letters', () => {
  it('stays as it is where the font has them', () => {
    expect(drawn('Grüße, “no”')).toEqual(['Grüße, \ufffdno\ufffd', 2]);
    expect(drawn('plain\n\ttext')).toEqual(['plain\n\ttext', 0]);
    expect(drawn('a\u200bb')).toEqual(['a\u200bb', 0]);
    expect(drawn('a\né\n漢')).toEqual(['a\né\n\ufffd', 1]);
  });

  it('shows where something is left out, and how many characters that are, as people count them', () => {
    expect(drawn('漢字 ok')).toEqual(['\ufffd\ufffd ok', 2]);
    expect(drawn('👩‍👩‍👧‍👦 🇩🇪 👍🏽')).toEqual(['\ufffd \ufffd \ufffd', 3]);
    expect(drawn('नि')).toEqual(['\ufffd', 1]);
  });

  it('puts accents together, writes arrows in other letters, and leaves out what nobody sees', () => {
    expect(drawn('u\u0308')).toEqual(['ü', 0]);
    expect(drawn('1 → 2')).toEqual(['1 -> 2', 0]);
    expect(drawn('a\u202eb\ufe0f')).toEqual(['ab', 0]);
  });
});
