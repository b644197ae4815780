import type { TextRun } from '../figures';
import type { MarkupElement, MarkupNode } from './markup-tree';

type Look = Omit<TextRun, 'text'>;

const LOOKS: Readonly<Record<string, Look>> = {
  ...{ b: { bold: true }, strong: { bold: true }, i: { italics: true }, em: { italics: true } },
  ...{ u: { underline: true }, s: { strike: true }, code: { code: true }, pre: { code: true } },
  ...{ small: { size: 'small' }, sub: { size: 'sub' }, sup: { size: 'sup' } },
};
/** Stand on lines of their own. */
const LINES = /^(?:p|div|section|article|header|footer|blockquote|pre|hr|h[1-6]|ul|ol|li|table|caption|tr)$/;
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

/**
 * All text within, with its looks. Each run of white space is one space, but in `pre`; line breaks are those that markup makes.
 */
export function runsOf(nodes: readonly MarkupNode[]): TextRun[] {
  const writer = new RunWriter();
  writer.write(nodes, {}, false);
  return writer.finished();
}

export const textOf = (runs: readonly TextRun[]): string => runs.map(({ text }) => text).join('');

/** Text that is still being written: in pieces, as texts that grow by each of them would be copied each time. */
interface OpenRun {
  readonly pieces: string[];
  readonly look: Look;
}

class RunWriter {
  private readonly runs: OpenRun[] = [];

  finished(): TextRun[] {
    this.trimEnd((text) => text.trimEnd());
    return this.runs.map(({ pieces, look }) => ({ text: pieces.join(''), ...look }));
  }

  write(nodes: readonly MarkupNode[], look: Look, keepsSpace: boolean): void {
    for (const node of nodes) {
      if (typeof node === 'string') this.put(node, look, keepsSpace);
      else if (node.tag === 'br') this.breakLine();
      else this.element(node, look, keepsSpace);
    }
  }

  private element(element: MarkupElement, look: Look, keepsSpace: boolean): void {
    const isLine = LINES.test(element.tag);
    if (isLine) this.breakLine();
    if (element.tag === 'li') this.put('• ', look, false);
    this.write(
      element.children,
      { ...look, ...LOOKS[element.tag], ...styled(element) },
      keepsSpace || element.tag === 'pre',
    );
    if (isLine) this.breakLine();
  }

  private put(text: string, look: Look, keepsSpace: boolean): void {
    const { end } = this;
    let words = keepsSpace ? text : text.replaceAll(/\s+/g, ' ');
    if (!keepsSpace && (end === '' || end === ' ' || end === '\n')) words = words.trimStart();
    if (words === '') return;
    const last = this.runs.at(-1);
    if (last && isSame(last.look, look)) last.pieces.push(words);
    else this.runs.push({ pieces: [words], look });
  }

  private breakLine(): void {
    this.trimEnd((text) => (text.endsWith(' ') ? text.trimEnd() : text));
    if (this.end !== '' && this.end !== '\n') this.runs.at(-1)!.pieces.push('\n');
  }

  /** The last character, or ''. */
  private get end(): string {
    return this.runs.at(-1)?.pieces.at(-1)?.at(-1) ?? '';
  }

  private trimEnd(trimmed: (text: string) => string): void {
    for (let last = this.runs.at(-1); last; last = this.runs.at(-1)) {
      const text = trimmed(last.pieces.pop() ?? '');
      if (text !== '') {
        last.pieces.push(text);
        return;
      }
      if (last.pieces.length === 0) this.runs.pop();
    }
  }
}

/** Of the styles that templates may have, those that are looks of text. */
function styled({ style }: MarkupElement): Look {
  const { 'font-weight': weight, 'font-style': slant, 'text-decoration': line = '', color } = style;
  return {
    ...(weight === undefined ? {} : { bold: weight === 'bold' || Number(weight) >= 600 }),
    ...(slant === undefined ? {} : { italics: slant === 'italic' }),
    ...(line.includes('underline') ? { underline: true } : {}),
    ...(line.includes('line-through') ? { strike: true } : {}),
    ...(color !== undefined && HEX.test(color) ? { colour: color } : {}),
  };
}

const isSame = (one: Look, other: Look): boolean => JSON.stringify(one) === JSON.stringify(other);
