import { Writer } from 'mustache';
import { TemplateFault } from './template-fault';

/** A template as a tree. Values are always escaped; there is nothing else that a template can do. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | {
      readonly kind: 'section';
      readonly name: string;
      /** Shown when there is nothing of that name, instead of when there is. */
      readonly inverted: boolean;
      readonly inner: readonly TemplateNode[];
    };

/** Characters. */
export const MAX_TEMPLATE = 262_144;
const MAX_TAG = 1_000;
export const MAX_SECTION_DEPTH = 10;
const NAME = /^(?:\.|[A-Za-z_]\w*(?:\.\w+)*)$/;

const REFUSED: Readonly<Record<string, string>> = {
  '{': 'values are always escaped: write {{name}} instead of {{{name}}}',
  '&': 'values are always escaped: write {{name}} instead of {{&name}}',
  '>': 'a template cannot include another one ({{> name}})',
  '=': 'the delimiters {{ and }} cannot be changed',
};

type Token = readonly [type: string, value: string, start: number, end: number, inner?: readonly Token[]];

/** Reads a mustache template. Throws TemplateFault, which names the place. */
export function parseTemplate(text: string): TemplateNode[] {
  if (text.length > MAX_TEMPLATE) {
    throw new TemplateFault(`a template has at most ${MAX_TEMPLATE} characters, not ${text.length}`);
  }
  checkTags(text);
  return nodesOf(text, tokensOf(text), 1);
}

/**
 * Goes before the library, which would say less and, between an opened tag and a far end, search for a time that grows
 * with the square of the distance.
 */
function checkTags(text: string): void {
  for (let at = text.indexOf('{{'); at >= 0;) {
    const end = text.indexOf('}}', at + 2);
    if (end < 0 || end - at > MAX_TAG) throw TemplateFault.at(text, at, 'the tag is not closed by }}');
    const mark = /^\s*([{&>=#^/!]?)\s*/.exec(text.slice(at + 2, end))!;
    const refusal = REFUSED[mark[1]];
    if (refusal) throw TemplateFault.at(text, at, refusal);
    const name = text.slice(at + 2 + mark[0].length, end).trim();
    if (mark[1] !== '!' && !NAME.test(name)) {
      throw TemplateFault.at(text, at, `${JSON.stringify(name.slice(0, 60))} is no name such as costs.total`);
    }
    at = text.indexOf('{{', end + 2);
  }
}

function tokensOf(text: string): readonly Token[] {
  const writer = new Writer();
  // Else every template that was ever read would stay in memory.
  (writer as { templateCache?: unknown }).templateCache = undefined;
  try {
    return writer.parse(text) as readonly Token[];
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const place = / at (\d+)$/.exec(said);
    const what = said
      .replace(/ at \d+$/, '')
      .replace(/^Unclosed section "(.*)"$/s, 'the section {{#$1}} is not closed')
      .replace(/^Unopened section "(.*)"$/s, '{{/$1}} closes a section that is not open');
    throw TemplateFault.at(text, place ? Number(place[1]) : 0, what || 'cannot be read');
  }
}

function nodesOf(text: string, tokens: readonly Token[], depth: number): TemplateNode[] {
  return tokens.flatMap(([type, value, start, , inner]): TemplateNode[] => {
    if (type === 'text') return [{ kind: 'text', text: value }];
    if (type === 'name') return [{ kind: 'value', name: value }];
    if (type !== '#' && type !== '^') return [];
    if (depth > MAX_SECTION_DEPTH) {
      throw TemplateFault.at(
        text,
        start,
        `sections must not be nested deeper than ${MAX_SECTION_DEPTH} levels`,
      );
    }
    const nodes = nodesOf(text, inner ?? [], depth + 1);
    return [{ kind: 'section', name: value, inverted: type === '^', inner: nodes }];
  });
}

/** The first words of all names that the template speaks of, e.g. `costs` of `{{costs.total}}`. */
export function rootsOf(nodes: readonly TemplateNode[]): Set<string> {
  const roots = new Set<string>();
  const visit = (node: TemplateNode): void => {
    if (node.kind === 'text') return;
    roots.add(node.name.split('.')[0]);
    if (node.kind === 'section') node.inner.forEach(visit);
  };
  nodes.forEach(visit);
  return roots;
}
