import sanitize from 'sanitize-html';
import { TemplateFault } from './template-fault';

const BLOCKS = ['p', 'div', 'section', 'article', 'header', 'footer', 'blockquote', 'pre', 'hr'];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const LISTS = ['ul', 'ol', 'li'];
const TABLES = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];
const INLINE = ['strong', 'b', 'em', 'i', 'u', 's', 'code', 'small', 'sub', 'sup', 'span', 'br'];
const ALLOWED = [...BLOCKS, ...HEADINGS, ...LISTS, ...TABLES, ...INLINE];
/** Of a whole page: they are taken and left out, as the report has its own. */
const FRAME = ['html', 'head', 'body', 'title', 'meta'];

const WORDS = /^[a-z]+(?:-[a-z]+)*$/;
const COLOR = /^(?:#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]+)$/i;
const LENGTH = /^\d{1,4}(?:\.\d{1,2})?(?:px|pt|em|rem|%)?$/;
const STYLES: Readonly<Record<string, RegExp[]>> = {
  'text-align': [/^(?:left|right|center|justify)$/],
  'font-weight': [/^(?:normal|bold|[1-9]00)$/],
  'font-style': [/^(?:normal|italic)$/],
  'font-size': [LENGTH],
  'text-decoration': [WORDS],
  'white-space': [WORDS],
  color: [COLOR],
  'background-color': [COLOR],
  width: [LENGTH],
  ...Object.fromEntries(
    ['margin', 'padding'].flatMap((box) =>
      ['', '-top', '-right', '-bottom', '-left'].map((side) => [`${box}${side}`, [LENGTH]]),
    ),
  ),
};
const ATTRIBUTES = ['style', 'class', 'align', 'colspan', 'rowspan', 'lang'];
/** Of the report's own style. */
const CLASSES = ['number', 'short', 'note'];
/** No honest page is nested as deep; what walks through it afterwards does so by calling itself. */
const MAX_DEPTH = 40;

const TOO_DEEP = `elements must not be nested deeper than ${MAX_DEPTH} levels`;

const RULES: sanitize.IOptions = {
  allowedTags: ALLOWED,
  allowedAttributes: { '*': ATTRIBUTES },
  allowedClasses: { '*': CLASSES },
  allowedStyles: { '*': STYLES },
  allowedSchemes: [],
  allowProtocolRelative: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'title', 'noscript', 'iframe', 'template'],
};

/**
 * What a report may hold of this HTML: no script, no address, no style that loads something. Well-formed. Throws
 * TemplateFault when it is nested too deep, which would take a time that grows with the square of the depth.
 */
export function sanitized(html: string): string {
  let depth = 0;
  return sanitize(html, {
    ...RULES,
    onOpenTag: () => {
      if ((depth += 1) > MAX_DEPTH) throw new TemplateFault(TOO_DEEP);
    },
    onCloseTag: () => void (depth -= 1),
  });
}

/** Throws TemplateFault for the first thing in a template that a report would not show. */
export function checkMarkup(template: string): void {
  const seen = new Map<string, number>();
  let depth = 0;
  sanitize(template, {
    ...RULES,
    // Only looked at, not made.
    allowedTags: [],
    onOpenTag: (tag, attributes) => {
      const count = (seen.get(tag) ?? 0) + 1;
      seen.set(tag, count);
      const fault = faultOfTag(tag, attributes);
      if (fault) throw TemplateFault.at(template, placeOf(template, tag, count), fault);
      if ((depth += 1) > MAX_DEPTH) throw TemplateFault.at(template, placeOf(template, tag, count), TOO_DEEP);
    },
    onCloseTag: () => void (depth -= 1),
  });
}

/** Where the element of this name begins, counted from 1. */
function placeOf(template: string, tag: string, count: number): number {
  const places = [
    ...template.matchAll(new RegExp(`<${tag.replaceAll(/[^a-z0-9]/g, '.')}(?![a-z0-9])`, 'gi')),
  ];
  return places[count - 1]?.index ?? 0;
}

function faultOfTag(tag: string, attributes: Readonly<Record<string, string>>): string | null {
  if (FRAME.includes(tag)) return null;
  if (!ALLOWED.includes(tag)) return `the element <${tag.slice(0, 60)}> is not allowed`;
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.includes(name)) return `the attribute ${name.slice(0, 60)} of <${tag}> is not allowed`;
    const fault = name === 'class' ? faultOfClasses(value) : name === 'style' ? faultOfStyle(value) : null;
    if (fault) return fault;
  }
  return null;
}

function faultOfClasses(classes: string): string | null {
  const unknown = classes.split(/\s+/).find((name) => name && !CLASSES.includes(name));
  return unknown ? `the class ${unknown.slice(0, 60)} is not known: there are ${CLASSES.join(', ')}` : null;
}

function faultOfStyle(style: string): string | null {
  if (/url\s*\(|expression\s*\(|@import|\\/i.test(style)) {
    return 'a style must not load anything: no url(), no @import, no escapes';
  }
  const properties = style.split(';').map((declaration) => declaration.split(':')[0].trim().toLowerCase());
  const unknown = properties.find(
    (property) => property && !Object.hasOwn(STYLES, property) && !property.includes('{{'),
  );
  if (!unknown) return null;
  return `the style ${unknown.slice(0, 60)} is not allowed: known are ${Object.keys(STYLES).join(', ')}`;
}
