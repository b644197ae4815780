import { describe, expect, it } from '@jest/globals';
import type { Paragraph, TextRun } from '../../figures/report-content';
import { paragraphNodes, pdfRuns } from './pdf-text';
import { pdfTable } from './pdf-table';

const paragraph = (more: Partial<Paragraph>): unknown =>
  paragraphNodes({ kind: 'paragraph', text: 'a', ...more })[0];

describe('text on pages', () => {
  it.each<[string, TextRun, object]>([
    ['bold', { text: 'a', bold: true }, { bold: true }],
    ['italics', { text: 'a', italics: true }, { italics: true }],
    ['lines', { text: 'a', underline: true, strike: true }, { decoration: ['underline', 'lineThrough'] }],
    ['small', { text: 'a', size: 'small' }, { fontSize: 8 }],
    ['below', { text: '2', size: 'sub' }, { sub: true }],
    ['a colour', { text: 'a', colour: '#c00' }, { color: '#c00' }],
    ['code', { text: 'a', code: true }, { font: 'Courier' }],
  ])('shows %s', (_, run, looks) => {
    expect(pdfRuns([run])).toMatchObject([{ text: run.text, ...looks }]);
  });

  it('shows code in another font where the one of fixed width has not its letters', () => {
    expect(pdfRuns([{ text: 'é', code: true }])[0]).not.toHaveProperty('font');
  });

  it('shows items of lists with their marks set apart, the deeper the further in', () => {
    const item = (mark: string, depth: number) =>
      paragraph({ text: `\u2003${mark} a b`, item: { mark, depth } });
    expect(item('•', 0)).toMatchObject({ columns: [{ text: '•' }, { text: 'a b' }], margin: [0, 1, 0, 2] });
    expect(item('10.', 2)).toMatchObject({
      columns: [{ text: '10.' }, { text: 'a b' }],
      margin: [28, 1, 0, 2],
    });
  });

  it('shows code and quotations in boxes, and others where they are said to stand', () => {
    expect(paragraph({ style: 'code', text: '  a' })).toMatchObject({
      layout: 'code',
      table: { body: [[{ text: '  a', preserveLeadingSpaces: true }]] },
    });
    expect(paragraph({ style: 'quote' })).toMatchObject({ layout: 'quote' });
    expect(paragraph({ align: 'center' })).toMatchObject({ alignment: 'center' });
  });

  it('shows cells of tables with their looks, where they are said to stand', () => {
    const [table] = pdfTable({
      ...{ kind: 'table', title: '' },
      columns: [
        { name: 'a', label: 'A', kind: 'text', align: 'right' },
        { name: 'b', label: 'B', kind: 'text' },
      ],
      rows: [['x', 'y']],
      runs: [[[{ text: 'x', bold: true }], [{ text: 'y' }]]],
    });
    expect(table).toMatchObject({
      table: {
        body: [
          [{ alignment: 'right' }, { alignment: 'left' }],
          [{ text: [{ text: 'x', bold: true }], alignment: 'right' }, { text: [{ text: 'y' }] }],
        ],
      },
    });
  });
});
