/** HTML as a tree: a text, or an element. */
export type MarkupNode = string | MarkupElement;

export interface MarkupElement {
  readonly tag: string;
  /** Of its style attribute, by property. */
  readonly style: Readonly<Record<string, string>>;
  /** Of its attribute align, its style or a class for figures; '' when nothing is said. */
  readonly align: string;
  readonly colspan: number;
  readonly children: MarkupNode[];
}

const MAX_COLSPAN = 20;
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads what `sanitized` has made: well-formed, each element closed, entities of four kinds. Nothing else is understood. */
export function markupTree(html: string): MarkupNode[] {
  const root = element('', '');
  const open: MarkupElement[] = [root];
  for (const [, closing, tag, attributes, isVoid, text] of html.matchAll(TOKEN)) {
    if (text !== undefined) open.at(-1)!.children.push(plain(text));
    else if (!closing) {
      const found = element(tag, attributes);
      open.at(-1)!.children.push(found);
      if (!isVoid) open.push(found);
    } else if (open.length > 1 && open.at(-1)!.tag === tag) open.pop();
  }
  return root.children;
}

function element(tag: string, attributes: string): MarkupElement {
  const known: Record<string, string> = {};
  for (const [, name, value = ''] of attributes.matchAll(ATTRIBUTE)) known[name] = plain(value);
  const declarations = (known.style ?? '').split(';').map((one) => one.split(':'));
  const style = Object.fromEntries(
    declarations.filter((parts) => parts.length === 2).map(([name, value]) => [name.trim(), value.trim()]),
  );
  const colspan = Math.min(MAX_COLSPAN, Math.max(1, Number.parseInt(known.colspan ?? '1', 10) || 1));
  const isFigure = (known.class ?? '').split(' ').includes('number');
  const align = style['text-align'] ?? known.align ?? (isFigure ? 'right' : '');
  return { tag, style, align, colspan, children: [] };
}

const plain = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]);
