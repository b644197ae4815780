/** A node of the Atlassian Document Format. Whatever comes from outside may hold anything. */
export interface AdfNode {
  readonly type: string;
  readonly version?: number;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly AdfNode[];
}

const MAX_DEPTH = 40;
const MAX_NODES = 100_000;
const MAX_TEXT = 100_000;

/** Paragraphs where lines are empty, breaks at every other end of a line. The text itself stays as it is. */
export function textToAdf(text: string): AdfNode {
  const paragraphs = plain(text).split('\n\n').filter(Boolean);
  return { type: 'doc', version: 1, content: paragraphs.map(paragraphOf) };
}

function paragraphOf(paragraph: string): AdfNode {
  const content = paragraph.split('\n').flatMap((line, index): AdfNode[] => {
    const text = line === '' ? [] : [{ type: 'text', text: line }];
    return index === 0 ? text : [{ type: 'hardBreak' }, ...text];
  });
  return { type: 'paragraph', content };
}

/** One form for all ways to end lines and to space paragraphs. */
export const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

/**
 * A document as plain text, with the signs of Markdown where they are customary. Of nodes that it does not know it takes the
 * text. What is nested too deep or beyond 100,000 characters is left out.
 */
export function adfToText(document: unknown): string {
  if (typeof document === 'string') return plain(document);
  const reader = new AdfReader();
  return plain(reader.read(document, 0));
}

class AdfReader {
  private nodes = 0;
  private length = 0;

  read(given: unknown, depth: number): string {
    if (typeof given !== 'object' || given === null || depth > MAX_DEPTH) return '';
    this.nodes += 1;
    if (this.nodes > MAX_NODES || this.length > MAX_TEXT) return '';
    const { type, text, attrs, content } = given as Partial<Record<keyof AdfNode, unknown>>;
    if (typeof text === 'string') {
      this.length += text.length;
      return text;
    }
    const parts = Array.isArray(content) ? content.map((child) => this.read(child, depth + 1)) : [];
    return shape(String(type), parts, (attrs ?? {}) as Record<string, unknown>);
  }
}

const indented = (text: string, first: string): string =>
  text
    .trim()
    .replace(/\n+/g, `\n${' '.repeat(first.length)}`)
    .replace(/^/, first);

function shape(type: string, parts: readonly string[], attrs: Readonly<Record<string, unknown>>): string {
  const inner = parts.join('');
  const said = (...names: string[]): string =>
    names.map((name) => attrs[name]).find((value): value is string => typeof value === 'string') ?? '';
  switch (type) {
    case 'hardBreak':
      return '\n';
    case 'heading':
      return `${'#'.repeat(Math.min(Math.max(Number(attrs.level) || 1, 1), 6))} ${inner}\n\n`;
    case 'paragraph':
    case 'listItem':
      return `${inner}\n\n`;
    case 'bulletList':
    case 'taskList':
      return `${parts.map((part) => indented(part, '- ')).join('\n')}\n\n`;
    case 'orderedList':
      return `${parts.map((part, index) => indented(part, `${index + 1}. `)).join('\n')}\n\n`;
    case 'blockquote':
      return `${inner.trim().replace(/^/gm, '> ')}\n\n`;
    case 'codeBlock':
      return `\`\`\`\n${inner}\n\`\`\`\n\n`;
    case 'rule':
      return '---\n\n';
    case 'tableRow':
      return `${parts.map((part) => part.trim().replace(/\n+/g, ' ')).join(' | ')}\n`;
    case 'table':
    case 'panel':
    case 'expand':
      return `${inner}\n\n`;
    case 'mention':
    case 'emoji':
    case 'status':
    case 'date':
      return said('text', 'shortName', 'timestamp');
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return said('url');
    default:
      return inner;
  }
}
