import type { Paragraph, TextRun } from '../../figures/report-content';
import { SHADE, SOFT_INK } from '../palette';
import { breakable } from './breakable';
import type { PdfNode } from './pdf-node';

/** Points. */
const INDENT = 14;
const SIZES = { small: { fontSize: 8 }, sub: { sub: true }, sup: { sup: true } };
/** The letters of the font of fixed width, which every reader of PDF has. */
const ASCII = /^[\t\n\x20-\x7e]*$/;

/** Text with its looks. */
export const pdfRuns = (runs: readonly TextRun[]): PdfNode[] => runs.map(pdfRun);

function pdfRun({ text, bold, italics, underline, strike, code, size, colour }: TextRun): PdfNode {
  const lines = [...(underline ? ['underline'] : []), ...(strike ? ['lineThrough'] : [])];
  return {
    text: breakable(text),
    ...(bold ? { bold } : {}),
    ...(italics ? { italics } : {}),
    ...(lines.length > 0 ? { decoration: lines } : {}),
    ...(code ? { background: SHADE, ...(ASCII.test(text) ? { font: 'Courier' } : {}) } : {}),
    ...(size ? SIZES[size] : {}),
    ...(colour ? { color: colour } : {}),
  };
}

export function paragraphNodes({ text, runs, item, style, align }: Paragraph): PdfNode[] {
  const own = item ? text.trimStart().slice(item.mark.length + 1) : text;
  const words = runs ? pdfRuns(runs) : breakable(own);
  if (item) {
    const columns = [
      { width: item.mark.length * 4 + 5, text: item.mark, alignment: 'right' },
      { width: '*', text: words },
    ];
    return [{ columns, columnGap: 5, margin: [item.depth * INDENT, 1, 0, 2] }];
  }
  if (style === 'code') return [{ ...boxed('code', words), margin: [0, 3, 0, 8] }];
  if (style === 'quote') return [{ ...boxed('quote', words, { color: SOFT_INK }), margin: [0, 2, 0, 6] }];
  return [{ text: words, ...(align ? { alignment: align } : {}), margin: [0, 2, 0, 6] }];
}

const boxed = (layout: string, text: unknown, looks: object = {}): Record<string, unknown> => ({
  layout,
  table: { widths: ['*'], body: [[{ text, preserveLeadingSpaces: layout === 'code', ...looks }]] },
});
