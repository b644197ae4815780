/**
 * The first paragraph of a description of ATT&CK as plain text of at most 1,000 characters, without citations and links;
 * null if nothing is left. Time grows with the length alone, whatever the text is: it is a stranger's. Runs in a thread that
 * knows this function's text and nothing else: it must use no import.
 */
export function plainDescription(markdown: string): string | null {
  const MAX_LENGTH = 1_000;
  const CITATION = '(Citation:';

  // Not by a pattern: one would look for the end anew from each beginning.
  const withoutCitations = (text: string): string => {
    const [head, ...cited] = text.split(CITATION);
    const rest = cited.map((part) => {
      const end = part.indexOf(')');
      return end < 0 ? CITATION + part : part.slice(end + 1);
    });
    return head + rest.join('');
  };
  const plain = (paragraph: string): string =>
    withoutCitations(paragraph)
      .replace(/\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
      .replace(/<\/?[a-z]+\/?>/gi, '')
      .replace(/\s+/g, ' ')
      .trim();
  /** Up to the last sentence that fits, else to the last word. */
  const shortened = (text: string): string => {
    const head = text.slice(0, MAX_LENGTH);
    const sentence = head.lastIndexOf('. ');
    if (sentence > MAX_LENGTH / 2) return head.slice(0, sentence + 1);
    const word = head.lastIndexOf(' ');
    // Never half of a pair: Postgres takes no broken Unicode.
    return `${head.slice(0, word > 0 ? word : MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  };

  for (const paragraph of markdown.split(/\n\s*\n/)) {
    const text = plain(paragraph);
    if (text !== '') return text.length <= MAX_LENGTH ? text : shortened(text);
  }
  return null;
}
