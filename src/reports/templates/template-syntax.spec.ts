import { describe, expect, it } from '@jest/globals';
import { TemplateFault } from './template-fault';
import { MAX_TEMPLATE, parseTemplate, rootsOf } from './template-syntax';

const faultOf = (text: string): string => {
  try {
    parseTemplate(text);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateFault);
    return (error as Error).message;
  }
  return '';
};

describe('the syntax of templates', () => {
  it('knows texts, values, sections, inverted sections and comments', () => {
    expect(parseTemplate('a {{b.c}}{{! no }}{{#d}}{{.}}{{/d}}{{^ e }}f{{/ e }}')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'value', name: 'b.c' },
      { kind: 'section', name: 'd', inverted: false, inner: [{ kind: 'value', name: '.' }] },
      { kind: 'section', name: 'e', inverted: true, inner: [{ kind: 'text', text: 'f' }] },
    ]);
  });

  it.each([
    ['{{{a}}}', 'line 1, column 1: values are always escaped: write {{name}} instead of {{{name}}}'],
    ['<p>\n  {{&a}}', 'line 2, column 3: values are always escaped: write {{name}} instead of {{&name}}'],
    ['{{> other}}', 'line 1, column 1: a template cannot include another one ({{> name}})'],
    ['{{=<% %>=}}', 'line 1, column 1: the delimiters {{ and }} cannot be changed'],
    ['a {{b', 'line 1, column 3: the tag is not closed by }}'],
    ['{{#a}}\n{{#b}}{{/b}}', 'line 2, column 13: the section {{#a}} is not closed'],
    ['{{#a}}\n{{/b}}', 'line 2, column 1: the section {{#a}} is not closed'],
    ['{{/a}}', 'line 1, column 1: {{/a}} closes a section that is not open'],
    ['{{a b}}', 'line 1, column 1: "a b" is no name such as costs.total'],
    ['{{}}', 'line 1, column 1: "" is no name such as costs.total'],
    ['{{a..b}}', 'line 1, column 1: "a..b" is no name such as costs.total'],
  ])('refuses %j and names the place', (text, message) => {
    expect(faultOf(text)).toBe(message);
  });

  it('refuses sections in sections beyond ten levels, and text without measure', () => {
    const nested = (depth: number): string => '{{#a}}'.repeat(depth) + '{{/a}}'.repeat(depth);
    expect(faultOf(nested(10))).toBe('');
    expect(faultOf(nested(11))).toBe('line 1, column 61: sections must not be nested deeper than 10 levels');
    expect(faultOf(nested(20_000))).toMatch(/nested deeper than 10 levels$/);
    expect(faultOf('x'.repeat(MAX_TEMPLATE + 1))).toMatch(/^a template has at most 262144 characters/);
  });

  it('does not search far for the end of a tag', () => {
    const bomb = `{{a${' '.repeat(MAX_TEMPLATE - 10)}b`;
    const started = performance.now();
    expect(faultOf(bomb)).toBe('line 1, column 1: the tag is not closed by }}');
    // Searching takes minutes; not doing so takes no time at all, on any machine.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('tells what a template speaks of', () => {
    const nodes = parseTemplate('{{a.b}}{{#c}}{{d}}{{^e.f}}x{{/e.f}}{{/c}}{{a}}');
    expect([...rootsOf(nodes)].toSorted()).toEqual(['a', 'c', 'd', 'e']);
  });
});
