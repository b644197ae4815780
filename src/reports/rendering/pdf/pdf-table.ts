import type { Column, Table, Value } from '../../figures/report-content';
import { colourOf } from '../palette';
import { isNumeric, shownValue } from '../shown-value';
import { breakable } from './breakable';
import type { PdfNode } from './pdf-document';

/** A table whose head is repeated on each page. */
export function pdfTable({ title, columns, rows, total, note, empty = 'There are none.' }: Table): PdfNode[] {
  // Without one there is no line, either.
  const caption = title === '' ? [] : [{ text: breakable(title), style: 'caption', headlineLevel: 2 }];
  if (rows.length === 0) return [...caption, { text: empty, style: 'small', margin: [0, 0, 0, 8] }];
  const head = columns.map((column) => ({
    text: column.label,
    style: 'head',
    alignment: alignmentOf(column),
  }));
  const line = (row: readonly Value[], isTotal = false): PdfNode[] =>
    row.map((value, at) => cell(value, columns[at], isTotal));
  const body = [head, ...rows.map((row) => line(row)), ...(total ? [line(total, true)] : [])];
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

const alignmentOf = ({ kind }: Column): string => (isNumeric(kind) ? 'right' : 'left');

function cell(value: Value, column: Column, isTotal: boolean): PdfNode {
  const colour = column.kind === 'label' && typeof value === 'string' ? colourOf(value) : undefined;
  const shown = shownValue(value, column.kind, column.unit);
  return {
    text: mayBreak(shown, column) ? breakable(shown) : shown.replaceAll(' ', '\u00a0'),
    ...{ alignment: alignmentOf(column), fontSize: 8.5 },
    ...(colour ? { color: colour, bold: true } : {}),
    ...(isTotal ? { bold: true } : {}),
  };
}

/** Figures, labels and names do not: only what is long. */
const mayBreak = (shown: string, { kind, wide }: Column): boolean =>
  (kind === 'text' && wide !== false) || shown.length > 20;

/** Texts share the room that figures leave. */
function widthsOf(columns: readonly Column[]): string[] {
  const isText = columns.map(({ kind }) => kind === 'text');
  const isWide = columns.map(({ wide }, at) => wide ?? isText[at]);
  return isWide.includes(true) ? isWide.map((wide) => (wide ? '*' : 'auto')) : columns.map(() => '*');
}
