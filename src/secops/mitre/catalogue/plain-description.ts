const MAX_LENGTH = 1_000;

/** The first paragraph of a description of ATT&CK as plain text, without citations and links; null if nothing is left. */
export function plainDescription(markdown: string): string | null {
  const paragraphs = markdown.split(/\n\s*\n/).map((paragraph) =>
    paragraph
      .replace(/\(Citation:[^)]*\)/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<\/?[a-z]+\/?>/gi, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const text = paragraphs.find((paragraph) => paragraph !== '');
  if (text === undefined) return null;
  return text.length <= MAX_LENGTH ? text : shortened(text);
}

/** Up to the last sentence that fits, else to the last word. */
function shortened(text: string): string {
  const head = text.slice(0, MAX_LENGTH);
  const sentence = head.lastIndexOf('. ');
  if (sentence > MAX_LENGTH / 2) return head.slice(0, sentence + 1);
  const word = head.lastIndexOf(' ');
  // Never half of a pair: Postgres takes no broken Unicode.
  return `${head.slice(0, word > 0 ? word : MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
