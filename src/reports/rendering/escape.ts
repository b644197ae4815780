const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML cannot hold, not even escaped: control characters, halves of pairs, and what is no character. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu;

/** Text as it may stand in HTML and SVG, between tags and in attributes. */
export const escaped = (text: string): string =>
  text.replaceAll(UNPRINTABLE, '\ufffd').replaceAll(/[&<>"']/g, (char) => ENTITIES[char]);
