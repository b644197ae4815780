import { describe, expect, it } from '@jest/globals';
import { checkMarkup, sanitized } from './markup';
import { sectionsOf } from './markup-sections';
import { markupTree } from './markup-tree';
import { TemplateFault } from './template-fault';

const faultOf = (html: string): string => {
  try {
    checkMarkup(html);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateFault);
    return (error as Error).message;
  }
  return '';
};

const HOSTILE = [
  ['<p>a</p>\n<script>alert(1)</script>', 'line 2, column 1: the element <script> is not allowed'],
  ['<p>b</p><p onclick="x()">a</p>', 'line 1, column 9: the attribute onclick of <p> is not allowed'],
  ['<img src="https://evil.example/x.png">', 'line 1, column 1: the element <img> is not allowed'],
  ['<a href="javascript:x()">a</a>', 'line 1, column 1: the element <a> is not allowed'],
  ['<svg><image href="x"/></svg>', 'line 1, column 1: the element <svg> is not allowed'],
  ['<style>p{}</style>', 'line 1, column 1: the element <style> is not allowed'],
  ['<iframe src="//x"></iframe>', 'line 1, column 1: the element <iframe> is not allowed'],
  ['<form action="//x"></form>', 'line 1, column 1: the element <form> is not allowed'],
  [
    '<p style="background-color: URL (//x)">',
    'line 1, column 1: a style must not load anything: no url(), no @import, no escapes',
  ],
  [
    '<p style="background-color: u\\72l(x)">',
    'line 1, column 1: a style must not load anything: no url(), no @import, no escapes',
  ],
  ['<p id="x">', 'line 1, column 1: the attribute id of <p> is not allowed'],
  [
    '<p class="subtitle">',
    'line 1, column 1: the class subtitle is not known: there are number, short, note',
  ],
] as const;

describe('the markup of templates', () => {
  it.each(HOSTILE)('refuses %s and names the place', (html, message) => {
    expect(faultOf(html)).toBe(message);
  });

  it('leaves nothing of it in a report, even where it came in unseen', () => {
    for (const [html] of HOSTILE) {
      expect(sanitized(html)).not.toMatch(
        /script|onclick|src=|href|svg|<style|iframe|form|url|u\\72l|id=|class=/i,
      );
    }
    expect(sanitized('<p style="color:red;position:fixed">a</p>')).toBe('<p style="color:red">a</p>');
  });

  it('takes what reports are made of, and whole pages', () => {
    const html =
      '<html><head><title>x</title></head><body><h1>A</h1><p style="color:#c00; text-align:right">b</p>' +
      '<table><tr><td class="number" colspan="2">1</td></tr></table></body></html>';
    expect(faultOf(html)).toBe('');
    expect(sanitized(html)).toBe(
      '<h1>A</h1><p style="color:#c00;text-align:right">b</p>' +
        '<table><tr><td class="number" colspan="2">1</td></tr></table>',
    );
  });

  it('refuses elements in elements beyond forty levels', () => {
    expect(faultOf('<div>'.repeat(40))).toBe('');
    expect(faultOf('<div>'.repeat(41))).toMatch(/elements must not be nested deeper than 40 levels$/);
    // As sections that repeat can make them, which nobody saw when the template was written.
    expect(() => sanitized('<b>'.repeat(100_000))).toThrow(
      'elements must not be nested deeper than 40 levels',
    );
  });
});

describe('the sections of markup', () => {
  const sections = (html: string) => sectionsOf(markupTree(sanitized(html)), 'Review');

  it('are one for each heading, with paragraphs, lists and tables', () => {
    const html = `intro <b>bold</b> &amp; more
      <h2>Open &lt;now&gt;</h2>
      <p>One<br>two</p>
      <ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>
      <table><caption>Squads</caption>
        <thead><tr><th>Squad</th><th>Open</th></tr></thead>
        <tbody><tr><td>Data</td><td>1,234</td></tr><tr><td colspan="2">Web</td></tr></tbody>
        <tfoot><tr><td>All</td><td>9</td></tr></tfoot></table>
      <h2>Empty</h2>`;
    expect(sections(html)).toEqual([
      {
        ...{ name: 'section_1', heading: 'Review' },
        blocks: [
          {
            ...{ kind: 'paragraph', text: 'intro bold & more' },
            runs: [{ text: 'intro ' }, { text: 'bold', bold: true }, { text: ' & more' }],
          },
        ],
      },
      {
        name: 'section_2',
        heading: 'Open <now>',
        level: 2,
        blocks: [
          { kind: 'paragraph', text: 'One\ntwo' },
          { kind: 'paragraph', text: '• a', item: { mark: '•', depth: 0 } },
          { kind: 'paragraph', text: '• b', item: { mark: '•', depth: 0 } },
          { kind: 'paragraph', text: '\u20031. c', item: { mark: '1.', depth: 1 } },
          {
            ...{ kind: 'table', title: 'Squads' },
            columns: [
              { name: 'column_1', label: 'Squad', kind: 'text', wide: false },
              { name: 'column_2', label: 'Open', kind: 'text', wide: false },
            ],
            rows: [
              ['Data', '1,234'],
              ['Web', ''],
            ],
            total: ['All', '9'],
          },
        ],
      },
      { name: 'section_3', heading: 'Empty', level: 2, blocks: [] },
    ]);
  });

  it('set columns of numbers to the right', () => {
    const html =
      '<table><tr><th>Service</th><th>Cost</th><th>Share</th></tr>' +
      '<tr><td>EC2</td><td>1,234.50 USD</td><td>12.5 %</td></tr><tr><td>S3</td><td>−3.00 USD</td><td>–</td></tr></table>';
    const [{ blocks }] = sections(html);
    expect(blocks).toMatchObject([{ columns: [{ kind: 'text' }, { kind: 'decimal' }, { kind: 'decimal' }] }]);
  });

  it('keep the looks of texts, and the spaces of code', () => {
    const runs = (html: string) => sections(html)[0].blocks.map((block) => 'runs' in block && block.runs);
    expect(
      runs(
        '<p>a <strong>b <em>c</em></strong><s>d</s><u>e</u> <small>f</small>x<sup>2</sup> <code>g()</code></p>',
      ),
    ).toEqual([
      [
        ...[{ text: 'a ' }, { text: 'b ', bold: true }, { text: 'c', bold: true, italics: true }],
        ...[{ text: 'd', strike: true }, { text: 'e', underline: true }, { text: ' ' }],
        ...[{ text: 'f', size: 'small' }, { text: 'x' }, { text: '2', size: 'sup' }, { text: ' ' }],
        { text: 'g()', code: true },
      ],
    ]);
    const styles = 'font-weight:700;font-style:italic;text-decoration:underline;color:#c00';
    expect(runs(`<p><span style="${styles}">a</span></p>`)).toEqual([
      [{ text: 'a', bold: true, italics: true, underline: true, colour: '#c00' }],
    ]);
    expect(sections('<pre>if (a)\n    b();\n\n</pre>')[0].blocks).toEqual([
      {
        ...{ kind: 'paragraph', style: 'code', text: 'if (a)\n    b();' },
        runs: [{ text: 'if (a)\n    b();', code: true }],
      },
    ]);
    expect(sections('<ul><li>a <b>b</b></li></ul>')[0].blocks).toEqual([
      {
        ...{ kind: 'paragraph', text: '• a b', item: { mark: '•', depth: 0 } },
        runs: [{ text: 'a ' }, { text: 'b', bold: true }],
      },
    ]);
    expect(sections('<blockquote>a</blockquote><p align="right">b</p><p>c</p>')[0].blocks).toEqual([
      { kind: 'paragraph', text: 'a', style: 'quote' },
      { kind: 'paragraph', text: 'b', align: 'right' },
      { kind: 'paragraph', text: 'c' },
    ]);
    expect(sections('<h1>A</h1><h3>B <i>b</i></h3>').map(({ heading, level }) => [heading, level])).toEqual([
      ['A', 1],
      ['B b', 3],
    ]);
  });

  it('keep lines within cells, the looks of cells, and where columns stand', () => {
    const html =
      '<table><tr><th>What</th><th class="number">Open for</th><th style="text-align:center">So</th></tr>' +
      '<tr><td><p>one</p><ul><li>two</li></ul></td><td>1 d</td><td><b>yes</b></td></tr></table>';
    const [{ blocks }] = sections(html);
    expect(blocks).toMatchObject([
      {
        columns: [{ label: 'What' }, { label: 'Open for', align: 'right' }, { label: 'So', align: 'center' }],
        rows: [['one\n• two', '1 d', 'yes']],
        runs: [[[{ text: 'one\n• two' }], [{ text: '1 d' }], [{ text: 'yes', bold: true }]]],
      },
    ]);
  });

  it('are made in a time that grows with the text alone', () => {
    const many = `<p>${'<b>a</b><i>b</i> '.repeat(12_000)}${'<span> c</span>'.repeat(12_000)}</p>`;
    const [{ blocks }] = sections(many);
    expect(blocks).toHaveLength(1);
    expect('text' in blocks[0] && blocks[0].text).toHaveLength(3 * 12_000 + 2 * 12_000 - 1);
  });

  it('refuse more than anybody reads', () => {
    expect(() => sections('<p>a</p>'.repeat(5_001))).toThrow(TemplateFault);
    expect(() => sections(`<table>${'<tr><td>a</td></tr>'.repeat(5_001)}</table>`)).toThrow(TemplateFault);
  });
});
