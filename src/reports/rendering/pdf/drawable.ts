/**
 * The text with what its font has no letters for replaced, and how many characters those were. What people see as one
 * character counts as one. Runs in another thread, which gets the text of this function alone: it must refer to nothing
 * outside of it.
 */
export function drawable(
  text: string,
  hasLetter: (codePoint: number) => boolean,
): { text: string; lost: number } {
  const SIMPLER: Readonly<Record<string, string>> = {
    ...{ '→': '->', '←': '<-', '↔': '<->', '⇒': '=>', '✓': '√', '✔': '√', '′': "'", '″': '"' },
    ...{ '（': '(', '）': ')', '，': ',', '：': ':', '！': '!', '？': '?' },
  };
  const isKnown = (part: string): boolean => {
    for (const char of part) {
      const codePoint = char.codePointAt(0)!;
      // Of those below, fonts need not have the ones that make lines and spaces.
      if (codePoint > 0x7f && !hasLetter(codePoint)) return false;
    }
    return true;
  };
  if (isKnown(text)) return { text, lost: 0 };
  let lost = 0;
  const drawn = (character: string): string => {
    if (isKnown(character)) return character;
    // Marks of direction, joiners, choices between looks: nothing of them is seen.
    const seen = character.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFC');
    if (isKnown(seen)) return seen;
    const simpler = SIMPLER[seen] ?? '';
    if (simpler !== '' && isKnown(simpler)) return simpler;
    lost += 1;
    return '\ufffd';
  };
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  // With the letter before: accents may belong to it.
  const whole = text.replaceAll(/.?\P{ASCII}+/gsu, (part) =>
    Array.from(characters.segment(part), ({ segment }) => drawn(segment)).join(''),
  );
  return { text: whole, lost };
}
