import type { Alignment, Block, Column, Paragraph, Section, Table, TextRun } from '../figures';
import { runsOf, textOf } from './markup-runs';
import type { MarkupElement, MarkupNode } from './markup-tree';
import { TemplateFault } from './template-fault';

const HEADING = /^h[1-6]$/;
const PARAGRAPH = ['p', 'blockquote', 'div', 'section', 'article', 'header', 'footer'];
const INSIDE_TABLE = ['thead', 'tbody', 'tfoot'];
const NUMBER = /^[+−-]?(?:[\d,]+(?:\.\d+)?|–)(?: ?%| [A-Z]{3})?$/;
/** Paragraphs and rows of tables. A PDF of more has hundreds of pages that nobody reads. */
const MAX_LINES = 5_000;
const MAX_COLUMNS = 20;
/** Columns of longer texts share the room that the others leave. */
const LONG_CELL = 18;

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
  private readonly sections: { heading: string; level?: number; blocks: Block[] }[];
  /** Text that stands by itself, until an element ends it. */
  private loose: MarkupNode[] = [];
  private lines = 0;
  /** The looks of the elements around. */
  private frame: Partial<Pick<Paragraph, 'align' | 'style'>> = {};

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
      this.sections.push({ heading: textOf(runsOf(children)), level: Number(tag[1]), blocks: [] });
    } else if (tag === 'table') this.add(...tablesOf(element, (count) => this.count(count)));
    else if (tag === 'ul' || tag === 'ol') this.list(element, 0);
    else if (tag === 'hr') this.settle();
    else if (tag === 'pre') this.add({ ...paragraph(runsOf([element])), style: 'code' });
    else if (PARAGRAPH.includes(tag)) this.within(element);
    else return false;
    return true;
  }

  /** What stands in the element, with the looks that this one gives it. */
  private within({ tag, align, children }: MarkupElement): void {
    this.settle();
    const outer = this.frame;
    const isKnown = (ALIGNMENTS as readonly string[]).includes(align);
    this.frame = {
      ...outer,
      ...(isKnown ? { align: align as Alignment } : {}),
      ...(tag === 'blockquote' ? { style: 'quote' } : {}),
    };
    this.write(children);
    this.frame = outer;
  }

  private list({ tag, children }: MarkupElement, depth: number): void {
    const items = children.filter(
      (node): node is MarkupElement => typeof node !== 'string' && node.tag === 'li',
    );
    for (const [index, item] of items.entries()) {
      const isList = (node: MarkupNode): node is MarkupElement =>
        typeof node !== 'string' && (node.tag === 'ul' || node.tag === 'ol');
      const mark = tag === 'ol' ? `${index + 1}.` : '•';
      const own = paragraph(runsOf(item.children.filter((node) => !isList(node))));
      const text = `${'\u2003'.repeat(depth)}${mark} ${own.text}`;
      this.add({ ...own, text, item: { mark, depth } });
      for (const inner of item.children.filter(isList)) this.list(inner, depth + 1);
    }
  }

  private settle(): void {
    const block = paragraph(runsOf(this.loose));
    this.loose = [];
    if (block.text !== '') this.append({ ...block, ...this.frame });
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

const ALIGNMENTS: readonly Alignment[] = ['left', 'center', 'right', 'justify'];

/** Looks are told only where there are any. */
function paragraph(runs: readonly TextRun[]): Paragraph {
  const text = textOf(runs);
  return { kind: 'paragraph', text, ...(hasLooks(runs) ? { runs } : {}) };
}

const hasLooks = (runs: readonly TextRun[]): boolean => runs.some((run) => Object.keys(run).length > 1);

interface Row {
  readonly isHead: boolean;
  readonly isFoot: boolean;
  readonly cells: readonly Cell[];
}

interface Cell {
  readonly runs: readonly TextRun[];
  readonly text: string;
  readonly align: string;
}

const EMPTY: Cell = { runs: [], text: '', align: '' };

function tablesOf(table: MarkupElement, count: (rows: number) => void): Table[] {
  const caption = table.children.find((node) => typeof node !== 'string' && node.tag === 'caption');
  const rows = rowsOf(table, '');
  count(rows.length);
  const width = Math.min(MAX_COLUMNS, Math.max(0, ...rows.map(({ cells }) => cells.length)));
  if (width === 0) return [];
  const head = fitted(rows.find(({ isHead }) => isHead)?.cells ?? [], width);
  const foot = rows.findLast(({ isFoot }) => isFoot);
  const body = rows.filter((row) => !row.isHead && row !== foot).map(({ cells }) => fitted(cells, width));
  const columns = head.map((cell, index) =>
    columnOf(
      cell,
      index,
      body.map((cells) => cells[index]),
    ),
  );
  const title = caption ? textOf(runsOf([caption])) : '';
  const total = foot ? { total: fitted(foot.cells, width).map(({ text }) => text) } : {};
  const runs = body.some((cells) => cells.some((cell) => hasLooks(cell.runs)))
    ? { runs: body.map((cells) => cells.map((cell) => cell.runs)) }
    : {};
  return [
    {
      kind: 'table',
      title,
      columns,
      rows: body.map((cells) => cells.map(({ text }) => text)),
      ...runs,
      ...total,
    },
  ];
}

function columnOf(head: Cell, index: number, cells: readonly Cell[]): Column {
  const isFigure = cells.length > 0 && cells.every(({ text }) => NUMBER.test(text));
  const said = head.align || (cells[0]?.align ?? '');
  const align = ALIGNMENTS.find((known) => known === said);
  return {
    ...{ name: `column_${index + 1}`, label: head.text, kind: isFigure ? 'decimal' : 'text' },
    ...(isFigure ? {} : { wide: [head, ...cells].some(({ text }) => text.length > LONG_CELL) }),
    ...(align ? { align } : {}),
  };
}

function rowsOf(element: MarkupElement, part: string): Row[] {
  return element.children.flatMap((node): Row[] => {
    if (typeof node === 'string') return [];
    if (INSIDE_TABLE.includes(node.tag)) return rowsOf(node, node.tag);
    if (node.tag !== 'tr') return [];
    const cells = node.children.filter(
      (cell): cell is MarkupElement => typeof cell !== 'string' && (cell.tag === 'td' || cell.tag === 'th'),
    );
    const whole = cells.flatMap((cell) => [cellOf(cell), ...Array<Cell>(cell.colspan - 1).fill(EMPTY)]);
    const isHead =
      part === 'thead' || (part === '' && cells.length > 0 && cells.every(({ tag }) => tag === 'th'));
    return [{ isHead, isFoot: part === 'tfoot', cells: whole }];
  });
}

function cellOf({ children, align }: MarkupElement): Cell {
  const runs = runsOf(children);
  return { runs, text: textOf(runs), align };
}

const fitted = (cells: readonly Cell[], width: number): Cell[] =>
  Array.from({ length: width }, (_, index) => cells[index] ?? EMPTY);
