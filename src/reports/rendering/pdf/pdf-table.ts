import type { Column, Table, TextRun, Value } from '../../figures/report-content';
import { colourOf } from '../palette';
import { isNumeric, shownValue } from '../shown-value';
import { breakable } from './breakable';
import type { PdfNode } from './pdf-node';
import { pdfRuns } from './pdf-text';

/** A table whose head is repeated on each page. */
export function pdfTable(table: Table): PdfNode[] {
  const { title, columns, rows, runs, total, note, empty = 'There are none.' } = table;
  // Without one there is no line, either.
  const caption = title === '' ? [] : [{ text: breakable(title), style: 'caption', headlineLevel: 2 }];
  if (rows.length === 0) return [...caption, { text: empty, style: 'small', margin: [0, 0, 0, 8] }];
  const head = columns.map((column) => ({
    text: column.label,
    style: 'head',
    alignment: alignmentOf(column),
  }));
  const line = (row: readonly Value[], looks: readonly (readonly TextRun[])[] = []): PdfNode[] =>
    row.map((value, at) => cell(value, columns[at], looks[at]));
  const last = total ? [line(total).map((node) => ({ ...(node as object), bold: true }))] : [];
  const body = [head, ...rows.map((row, at) => line(row, runs?.[at])), ...last];
  return [
    ...caption,
    {
      layout: total ? 'totalled' : 'lined',
      margin: [0, 0, 0, note === undefined ? 10 : 3],
      table: { widths: widthsOf(columns), headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, body },
    },
    ...(note === undefined ? [] : [{ text: breakable(note), style: 'small', margin: [0, 0, 0, 10] }]),
  ];
}

const alignmentOf = ({ kind, align }: Column): string => align ?? (isNumeric(kind) ? 'right' : 'left');

function cell(value: Value, column: Column, looks: readonly TextRun[] = []): PdfNode {
  const colour = column.kind === 'label' && typeof value === 'string' ? colourOf(value) : undefined;
  const shown = shownValue(value, column.kind, column.unit);
  return {
    text: looks.length > 0 ? pdfRuns(looks) : fitting(shown, column),
    ...{ alignment: alignmentOf(column), fontSize: 8.5 },
    ...(colour ? { color: colour, bold: true } : {}),
  };
}

const fitting = (shown: string, column: Column): string =>
  mayBreak(shown, column) ? breakable(shown) : shown.replaceAll(' ', '\u00a0');

/** Figures, labels and names do not: only what is long. */
const mayBreak = (shown: string, { kind, wide }: Column): boolean =>
  (kind === 'text' && wide !== false) || shown.length > 20;

/** Texts share the room that figures leave. */
function widthsOf(columns: readonly Column[]): string[] {
  const isText = columns.map(({ kind }) => kind === 'text');
  const isWide = columns.map(({ wide }, at) => wide ?? isText[at]);
  return isWide.includes(true) ? isWide.map((wide) => (wide ? '*' : 'auto')) : columns.map(() => '*');
}
