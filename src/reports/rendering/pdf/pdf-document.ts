import type { Block, Chart, KeyFigure, Section, Table } from '../../figures/report-content';
import { aboutReport } from '../about-report';
import { chartSvg, hasValues } from '../charts/chart-svg';
import { ACCENT, INK, LINE, SHADE, SOFT_INK } from '../palette';
import type { ReportDocument } from '../report-document';
import { shownMoment, shownValue } from '../shown-value';
import { breakable } from './breakable';
import type { PdfNode } from './pdf-node';
import { pdfTable } from './pdf-table';
import { paragraphNodes } from './pdf-text';

/** Everything that the thread needs to know. */
export interface PdfPlan {
  readonly definition: { readonly content: readonly PdfNode[]; readonly [property: string]: unknown };
  /** Stands before the sections, at this place of the content, when there are more pages than `longFrom`. */
  readonly contents: { readonly node: PdfNode; readonly at: number; readonly longFrom: number };
  /** Stands there, too, when there is something that the font has no letters for; %s is how many. */
  readonly undrawn: { readonly one: PdfNode; readonly many: PdfNode };
  readonly footer: string;
  readonly colours: {
    readonly line: string;
    readonly shade: string;
    readonly soft: string;
    readonly accent: string;
  };
}

/** Points, of A4. */
const MARGIN = 42;
const PAGE_WIDTH = 595.28;
const CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN;
const CARDS_IN_A_ROW = 4;
/** Longer ones go on on the next page. */
const SHORT_TABLE = 14;
/** Headings from this level on are smaller and in no table of contents. */
const MINOR_FROM = 3;
/** Reports with more pages have a table of contents. */
const LONG_FROM = 4;

const ELSEWHERE = 'The same report as HTML or JSON has all text.';
const UNDRAWN_ONE = `One character that the font of this document does not have is shown as \ufffd. ${ELSEWHERE}`;
const UNDRAWN_MANY = `%s characters that the font of this document does not have are shown as \ufffd. ${ELSEWHERE}`;

const STYLES = {
  title: { fontSize: 22, bold: true, lineHeight: 1.05 },
  subtitle: { fontSize: 11.5, color: SOFT_INK },
  heading: { fontSize: 14, bold: true, color: ACCENT, margin: [0, 16, 0, 6] },
  subheading: { fontSize: 11, bold: true, margin: [0, 10, 0, 4] },
  caption: { fontSize: 10, bold: true, margin: [0, 6, 0, 4] },
  small: { fontSize: 8, color: SOFT_INK },
  head: { fontSize: 8.5, bold: true },
  figure: { fontSize: 15, bold: true },
};

export function pdfPlan(report: ReportDocument): PdfPlan {
  const { content, name, moment } = report;
  const head = headOf(report);
  return {
    definition: {
      pageSize: 'A4',
      pageMargins: [MARGIN, 46, MARGIN, 54],
      info: {
        title: name,
        author: report.generatedBy,
        subject: content.title,
        creator: 'Ops Control Center',
      },
      defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.15, color: INK },
      styles: STYLES,
      content: [...head, ...content.sections.flatMap(sectionNodes)],
    },
    contents: {
      ...{ at: head.length, longFrom: LONG_FROM },
      node: { toc: { title: { text: 'Contents', style: 'heading' }, textMargin: [0, 2, 0, 2] } },
    },
    undrawn: {
      one: { text: UNDRAWN_ONE, style: 'small', margin: [0, 4, 0, 4] },
      many: { text: UNDRAWN_MANY, style: 'small', margin: [0, 4, 0, 4] },
    },
    footer: `${name} · figures as of ${shownMoment(moment.toISOString())}`.slice(0, 140),
    colours: { line: LINE, shade: SHADE, soft: SOFT_INK, accent: ACCENT },
  };
}

function headOf(report: ReportDocument): PdfNode[] {
  const { content, name } = report;
  const facts = aboutReport(report).map(({ label, text }) => ({
    stack: [
      { text: label, style: 'small' },
      { text: breakable(text), fontSize: 9.5 },
    ],
  }));
  return [
    { canvas: [{ type: 'rect', x: 0, y: 0, w: CONTENT_WIDTH, h: 4, color: ACCENT }], margin: [0, 0, 0, 12] },
    { text: breakable(name), style: 'title' },
    {
      text: breakable([content.title, content.subtitle].filter(Boolean).join(' · ')),
      style: 'subtitle',
      margin: [0, 3, 0, 10],
    },
    ...rowsOf(facts, CARDS_IN_A_ROW).map((columns) => ({ columns, columnGap: 14, margin: [0, 0, 0, 6] })),
    ...(content.hidesSummary ? [] : cards(content.summary)),
  ];
}

/** A heading keeps what comes first below it on its page, unless that is longer than one may be. */
function sectionNodes({ heading, level = 2, blocks }: Section): PdfNode[] {
  const text = breakable(heading);
  const title =
    level < MINOR_FROM
      ? { text, style: 'heading', headlineLevel: 1, tocItem: true }
      : { text, style: 'subheading', headlineLevel: 1 };
  const [first, ...others] = blocks;
  if (first === undefined) return [title];
  const opening = [title, ...blockNodes(first)];
  return [
    ...(isShort(first) ? [together(opening)] : opening),
    ...others.flatMap((block) => (isShort(block) ? [together(blockNodes(block))] : blockNodes(block))),
  ];
}

/** Fits on a page for sure. */
function isShort(block: Block): boolean {
  if (block.kind === 'paragraph') return block.text.length < 1_500;
  if (block.kind === 'figures') return block.figures.length <= 16;
  return block.kind === 'chart' || (block.rows.length <= SHORT_TABLE && textLength(block) < 3_000);
}

const textLength = ({ rows, note = '' }: Table): number =>
  rows.flat().reduce<number>((sum, value) => sum + String(value).length, note.length);

const together = (stack: readonly PdfNode[]): PdfNode => ({ unbreakable: true, stack });

function blockNodes(block: Block): PdfNode[] {
  switch (block.kind) {
    case 'paragraph':
      return paragraphNodes(block);
    case 'figures':
      return cards(block.figures);
    case 'chart':
      return chartNodes(block);
    case 'table':
      return pdfTable(block);
  }
}

const chartNodes = (chart: Chart): PdfNode[] => [
  { text: breakable(chart.title), style: 'caption' },
  hasValues(chart)
    ? { svg: drawnAlone(chartSvg(chart)), width: CONTENT_WIDTH, margin: [0, 0, 0, 10] }
    : { text: 'There is nothing to draw.', style: 'small', margin: [0, 0, 0, 10] },
];

/** Without the name for those who do not see it: the caption says the same. */
const drawnAlone = (svg: string): string => svg.replace(/ aria-label="[^"]*"/, '');

/** Rows of boxes, the last filled up with empty ones. */
function cards(figures: readonly KeyFigure[]): PdfNode[] {
  if (figures.length === 0) return [];
  const body = rowsOf(figures.map(card), CARDS_IN_A_ROW);
  const widths = Array.from({ length: CARDS_IN_A_ROW }, () => '*');
  return [{ layout: 'cards', margin: [0, 8, 0, 6], table: { widths, dontBreakRows: true, body } }];
}

const card = ({ label, value, kind, unit, hint }: KeyFigure): PdfNode => ({
  fillColor: SHADE,
  stack: [
    { text: breakable(label), style: 'small' },
    { text: breakable(shownValue(value, kind, unit)), style: 'figure' },
    { text: breakable(hint ?? ' '), style: 'small' },
  ],
});

function rowsOf(nodes: readonly PdfNode[], size: number): PdfNode[][] {
  const rows: PdfNode[][] = [];
  for (let at = 0; at < nodes.length; at += size) {
    const row = nodes.slice(at, at + size);
    rows.push([...row, ...Array.from({ length: size - row.length }, (): PdfNode => ({ text: '' }))]);
  }
  return rows;
}
