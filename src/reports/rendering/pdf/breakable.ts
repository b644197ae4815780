const LONGEST = 24;
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;

/** Text that fits into its column: pdfmake breaks lines between words only, so places to break long ones are put in. */
export const breakable = (text: string): string =>
  text
    .replaceAll(UNPRINTABLE, ' ')
    .replaceAll(new RegExp(`\\S{${LONGEST},}`, 'gu'), (word) =>
      [...word].map((char, at) => (at > 0 && at % 12 === 0 ? `\u200b${char}` : char)).join(''),
    );
