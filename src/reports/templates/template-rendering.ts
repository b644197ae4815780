import { escapedAnywhere } from '../../core/text/escaped';
import { ShownFigure, shownValue } from './shown-value';
import { TemplateFault } from './template-fault';
import type { TemplateNode } from './template-syntax';

/** Plain data, as JSON has it. */
export type TemplateModel = Readonly<Record<string, unknown>>;

/** Characters of the finished text. */
const MAX_OUTPUT = 500_000;
/** Pieces that are written or looked at: what sections in sections over long lists multiply. */
const MAX_STEPS = 100_000;

/**
 * Fills a template with data. Values are escaped, so that none becomes markup. Only what the data itself holds is found,
 * nothing that objects inherit. Throws TemplateFault when the result would be too large or take too long.
 */
export function renderTemplate(nodes: readonly TemplateNode[], model: TemplateModel): string {
  return new Rendering(model).render(nodes);
}

class Rendering {
  private readonly pieces: string[] = [];
  private readonly views: unknown[];
  private length = 0;
  private steps = 0;

  constructor(model: TemplateModel) {
    this.views = [model];
  }

  render(nodes: readonly TemplateNode[]): string {
    this.write(nodes);
    return this.pieces.join('');
  }

  private write(nodes: readonly TemplateNode[]): void {
    for (const node of nodes) {
      this.count();
      if (node.kind === 'text') this.put(node.text);
      else if (node.kind === 'value') this.put(escapedAnywhere(shownValue(this.find(node.name))));
      else this.section(node);
    }
  }

  private section({ name, inverted, inner }: TemplateNode & { kind: 'section' }): void {
    const found = this.find(name);
    const value = found instanceof ShownFigure ? found.value : found;
    const isThere = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (inverted) {
      if (!isThere) this.write(inner);
      return;
    }
    if (!isThere) return;
    for (const view of Array.isArray(found) ? (found as unknown[]) : [found]) {
      this.count();
      this.views.push(view);
      this.write(inner);
      this.views.pop();
    }
  }

  /** The first word is looked for from the innermost section outwards, the others in what it stands for. */
  private find(name: string): unknown {
    if (name === '.') return this.views.at(-1);
    const [first, ...rest] = name.split('.');
    const view = this.views.findLast((one) => owns(one, first));
    let value = ownValue(view, first);
    for (const word of rest) value = ownValue(value, word);
    return value;
  }

  private put(text: string): void {
    this.length += text.length;
    if (this.length > MAX_OUTPUT) {
      throw new TemplateFault(`the finished text would be longer than ${MAX_OUTPUT} characters`);
    }
    this.pieces.push(text);
  }

  private count(): void {
    this.steps += 1;
    if (this.steps > MAX_STEPS) {
      throw new TemplateFault(`its sections repeat too much: more than ${MAX_STEPS} pieces would be written`);
    }
  }
}

const owns = (view: unknown, name: string): view is Record<string, unknown> =>
  typeof view === 'object' && view !== null && !(view instanceof ShownFigure) && Object.hasOwn(view, name);

const ownValue = (view: unknown, name: string): unknown => (owns(view, name) ? view[name] : undefined);
