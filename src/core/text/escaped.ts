const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  ...{ '`': '&#96;', '=': '&#61;' },
};
/** What XML cannot hold, not even escaped: control characters, halves of pairs, and what is no character. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu;

/** Text as it may stand in HTML and SVG, between tags and in attributes that have quotes. */
export const escaped = (text: string): string =>
  text.replaceAll(UNPRINTABLE, '\ufffd').replaceAll(/[&<>"']/g, (char) => ENTITIES[char]);

/** The same for markup that others wrote, whose attributes may have no quotes: no tag of ours, no tag of theirs. */
export const escapedAnywhere = (text: string): string =>
  escaped(text).replaceAll(/[`=]/g, (char) => ENTITIES[char]);
