import { describe, expect, it } from '@jest/globals';
import { type AdfNode, adfToText, textToAdf } from './adf';

const text = (value: string): AdfNode => ({ type: 'text', text: value });
const node = (type: string, ...content: AdfNode[]): AdfNode => ({ type, content });
const paragraph = (...texts: string[]): AdfNode => node('paragraph', ...texts.map(text));

describe('a description in the format of Atlassian', () => {
  it('is made of paragraphs and breaks', () => {
    expect(textToAdf('One.\r\nTwo.  \n\n\n\nThree.\n')).toEqual({
      type: 'doc',
      version: 1,
      content: [
        { type: 'paragraph', content: [text('One.'), { type: 'hardBreak' }, text('Two.')] },
        { type: 'paragraph', content: [text('Three.')] },
      ],
    });
    expect(textToAdf('')).toEqual({ type: 'doc', version: 1, content: [] });
  });

  it.each([
    'One line',
    'Two\nlines, and\n\na paragraph',
    '# Heading\n\n- one\n- two\n\n```\n  code\n```',
    '*stars*, _lines_, [links](https://example.com), <b>tags</b>, ünïcode 🚀, {macro}',
    '  begins with spaces',
  ])('comes back as it was: %j', (description) => {
    expect(adfToText(textToAdf(description))).toBe(description);
  });

  it('is read with the signs of Markdown, and what is unknown by its text', () => {
    const item = (value: string): AdfNode => node('listItem', paragraph(value));
    const document = node(
      'doc',
      { ...node('heading', text('What')), attrs: { level: 2 } },
      node('bulletList', item('one'), node('listItem', paragraph('two'), node('bulletList', item('three')))),
      node('orderedList', item('first'), item('second')),
      node('codeBlock', text('a\nb')),
      node('blockquote', paragraph('said')),
      node('rule'),
      node('table', node('tableRow', node('tableCell', paragraph('a')), node('tableCell', paragraph('b')))),
      node('paragraph', { type: 'mention', attrs: { text: '@Jane' } }, text(' see '), {
        type: 'inlineCard',
        attrs: { url: 'https://example.com' },
      }),
      node('somethingNew', node('ofLater', paragraph('unheard of'))),
    );
    expect(adfToText(document)).toBe(
      '## What\n\n- one\n- two\n  - three\n\n1. first\n2. second\n\n```\na\nb\n```\n\n> said\n\n---\n\na | b\n\n@Jane see https://example.com\n\nunheard of',
    );
  });

  it.each([[null], [undefined], [5], [[]], [{}], [{ content: 'x' }], [{ content: [null, 7, { text: {} }] }]])(
    'that is none is empty: %j',
    (document) => expect(adfToText(document)).toBe(''),
  );

  it('as text, which older webhooks carry, stays text', () =>
    expect(adfToText('a\r\n\r\n\r\nb ')).toBe('a\n\nb'));

  it('is read no deeper and no further than makes sense', () => {
    let deep: AdfNode = paragraph('at the bottom');
    for (let level = 0; level < 5_000; level += 1) deep = node('panel', deep);
    expect(adfToText(node('doc', deep, paragraph('beside')))).toBe('beside');
    const wide = node('doc', ...Array.from({ length: 300 }, () => paragraph('x'.repeat(1_000))));
    expect(adfToText(wide).length).toBeLessThan(110_000);
  });

  it('of spaces only is read in one go', () => {
    const hostile = `${' '.repeat(100_000)}x${'\n '.repeat(50_000)}`;
    expect(adfToText(hostile)).toBe(`${' '.repeat(100_000)}x`);
  });
});
