import type { Block, Column, Section, Table } from '../figures';
import { type MarkupElement, type MarkupNode, textOf } from './markup-tree';
import { TemplateFault } from './template-fault';

const HEADING = /^h[1-6]$/;
const PARAGRAPH = ['p', 'blockquote', 'div', 'section', 'article', 'header', 'footer'];
const INSIDE_TABLE = ['thead', 'tbody', 'tfoot'];
const NUMBER = /^[+−-]?(?:[\d,]+(?:\.\d+)?|–)(?: ?%| [A-Z]{3})?$/;
/** Paragraphs and rows of tables. A PDF of more has hundreds of pages that nobody reads. */
const MAX_LINES = 5_000;
const MAX_COLUMNS = 20;

/**
 * The sections of a report that say the same as this HTML, for files that are none: one for each heading, with paragraphs
 * and tables. What stands before the first heading comes below `heading`. Throws TemplateFault when there is too much.
 */
export function sectionsOf(nodes: readonly MarkupNode[], heading: string): Section[] {
  const writer = new SectionWriter(heading);
  writer.write(nodes);
  return writer.finished();
}

class SectionWriter {
  private readonly sections: { heading: string; blocks: Block[] }[];
  /** Text that stands by itself, until an element ends it. */
  private loose: MarkupNode[] = [];
  private lines = 0;

  constructor(heading: string) {
    this.sections = [{ heading, blocks: [] }];
  }

  finished(): Section[] {
    this.settle();
    const filled = this.sections.filter(({ blocks }, index) => blocks.length > 0 || index > 0);
    return filled.map((section, index) => ({ name: `section_${index + 1}`, ...section }));
  }

  write(nodes: readonly MarkupNode[]): void {
    for (const node of nodes) {
      if (typeof node === 'string' || !this.element(node)) this.loose.push(node);
    }
    this.settle();
  }

  /** False for what is part of the text around it. */
  private element(element: MarkupElement): boolean {
    const { tag, children } = element;
    if (HEADING.test(tag)) {
      this.settle();
      this.sections.push({ heading: line(children), blocks: [] });
    } else if (tag === 'table') this.add(...tablesOf(element, (count) => this.count(count)));
    else if (tag === 'ul' || tag === 'ol') this.list(element, 0);
    else if (tag === 'hr') this.settle();
    else if (tag === 'pre') this.add({ kind: 'paragraph', text: line([element]) });
    else if (PARAGRAPH.includes(tag)) {
      this.settle();
      this.write(children);
    } else return false;
    return true;
  }

  private list({ tag, children }: MarkupElement, depth: number): void {
    const items = children.filter(
      (node): node is MarkupElement => typeof node !== 'string' && node.tag === 'li',
    );
    for (const [index, item] of items.entries()) {
      const isList = (node: MarkupNode): node is MarkupElement =>
        typeof node !== 'string' && (node.tag === 'ul' || node.tag === 'ol');
      const mark = tag === 'ol' ? `${index + 1}.` : '•';
      const own = line(item.children.filter((node) => !isList(node)));
      this.add({ kind: 'paragraph', text: `${'\u2003'.repeat(depth)}${mark} ${own}` });
      for (const inner of item.children.filter(isList)) this.list(inner, depth + 1);
    }
  }

  private settle(): void {
    const text = line(this.loose);
    this.loose = [];
    if (text !== '') this.append({ kind: 'paragraph', text });
  }

  private add(...blocks: Block[]): void {
    this.settle();
    for (const block of blocks) this.append(block);
  }

  private append(block: Block): void {
    this.count(1);
    this.sections.at(-1)!.blocks.push(block);
  }

  private count(lines: number): void {
    this.lines += lines;
    if (this.lines > MAX_LINES) {
      throw new TemplateFault(`the report would have more than ${MAX_LINES} paragraphs and rows of tables`);
    }
  }
}

/** Lines of their own stay; every other white space is one space. */
const line = (nodes: readonly MarkupNode[]): string =>
  textOf(nodes)
    .split('\n')
    .map((part) => part.replaceAll(/[^\S\n]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');

interface Row {
  readonly isHead: boolean;
  readonly isFoot: boolean;
  readonly cells: readonly string[];
}

function tablesOf(table: MarkupElement, count: (rows: number) => void): Table[] {
  const caption = table.children.find((node) => typeof node !== 'string' && node.tag === 'caption');
  const rows = rowsOf(table, '');
  count(rows.length);
  const width = Math.min(MAX_COLUMNS, Math.max(0, ...rows.map(({ cells }) => cells.length)));
  if (width === 0) return [];
  const head = rows.find(({ isHead }) => isHead)?.cells ?? [];
  const foot = rows.findLast(({ isFoot }) => isFoot);
  const body = rows.filter((row) => !row.isHead && row !== foot).map(({ cells }) => fitted(cells, width));
  const columns = fitted(head, width).map((label, index): Column => ({
    name: `column_${index + 1}`,
    label,
    kind: body.length > 0 && body.every((cells) => NUMBER.test(cells[index])) ? 'decimal' : 'text',
  }));
  const title = caption ? line([caption]) : '';
  const total = foot ? { total: fitted(foot.cells, width) } : {};
  return [{ kind: 'table', title, columns, rows: body, ...total }];
}

function rowsOf(element: MarkupElement, part: string): Row[] {
  return element.children.flatMap((node): Row[] => {
    if (typeof node === 'string') return [];
    if (INSIDE_TABLE.includes(node.tag)) return rowsOf(node, node.tag);
    if (node.tag !== 'tr') return [];
    const cells = node.children.filter(
      (cell): cell is MarkupElement => typeof cell !== 'string' && (cell.tag === 'td' || cell.tag === 'th'),
    );
    const texts = cells.flatMap((cell) => [line(cell.children), ...Array<string>(cell.colspan - 1).fill('')]);
    const isHead =
      part === 'thead' || (part === '' && cells.length > 0 && cells.every(({ tag }) => tag === 'th'));
    return [{ isHead, isFoot: part === 'tfoot', cells: texts }];
  });
}

const fitted = (cells: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, index) => cells[index] ?? '');
