import { describe, expect, it } from '@jest/globals';
import { ShownFigure } from './shown-value';
import { TemplateFault } from './template-fault';
import { renderTemplate, type TemplateModel } from './template-rendering';
import { parseTemplate } from './template-syntax';

const render = (text: string, model: TemplateModel): string => renderTemplate(parseTemplate(text), model);

describe('filling a template', () => {
  it('repeats over lists, looks outwards for names, and shows what is not there as nothing', () => {
    const model = { squads: [{ name: 'Data', open: 3 }, { name: 'Web' }], open: 0, title: 'Week' };
    expect(render('{{#squads}}{{title}} {{name}}: {{open}}; {{/squads}}{{nothing.at.all}}', model)).toBe(
      'Week Data: 3; Week Web: 0; ',
    );
    expect(
      render('{{#squads.length}}x{{/squads.length}}{{^none}}none{{/none}}{{#open}}y{{/open}}', model),
    ).toBe('xnone');
    expect(render('{{#list}}{{.}},{{/list}}', { list: ['a', 2, true] })).toBe('a,2,yes,');
  });

  it('shows values as people read them', () => {
    const model = { n: 1234567, d: 12.5, at: '2026-01-15T10:30:00.000Z', yes: true, list: ['a', 'b'], o: {} };
    expect(render('{{n}}|{{d}}|{{at}}|{{yes}}|{{list}}|{{o}}', model)).toBe(
      '1,234,567|12.50|15 Jan 2026, 10:30 UTC|yes|a, b|',
    );
  });

  it('takes a figure for its value in sections and for its text where it is shown', () => {
    const model = { zero: new ShownFigure(0, '0 h'), some: new ShownFigure(13.5, '13 h 30 min') };
    expect(
      render('{{zero}}{{#zero}}no{{/zero}} {{some}}{{#some}} ({{.}}){{/some}}{{some.value}}', model),
    ).toBe('0 h 13 h 30 min (13 h 30 min)');
  });

  it('makes markup of no value', () => {
    const model = { bad: `<script>alert("x")</script>' onload=\`y\`&` };
    expect(render('<p title="{{bad}}">{{bad}}</p>', model)).not.toMatch(/<script|onload=|"x"|' |`/);
    expect(render('{{bad}}', { bad: '<b>&amp;' })).toBe('&lt;b&gt;&amp;amp;');
  });

  it('finds nothing that objects inherit', () => {
    const text =
      '{{constructor}}{{toString}}{{__proto__}}{{a.constructor.name}}{{a.length}}' +
      '{{#constructor.constructor}}return process{{/constructor.constructor}}';
    expect(render(text, { a: 'text' })).toBe('');
    expect(render('{{f}}{{#f}}x{{/f}}', { f: null })).toBe('');
  });

  it.each([
    ['lists in lists', `${'{{#list}}'.repeat(8)}{{.}}${'{{/list}}'.repeat(8)}`],
    ['empty lists in lists', `${'{{#list}}'.repeat(8)}${'{{/list}}'.repeat(8)}`],
    ['texts that grow', '{{#list}}{{#list}}{{long}}{{/list}}{{/list}}'],
  ])('stops a loop bomb of %s before it costs anything', (_, text) => {
    const model = { list: Array.from({ length: 100 }, (_item, index) => index), long: 'x'.repeat(1_000) };
    expect(() => render(text, model)).toThrow(TemplateFault);
    expect(() => render(text, model)).toThrow(/sections repeat too much|would be longer than 500000/);
  });
});
