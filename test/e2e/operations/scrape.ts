import { expect } from '@jest/globals';
import type { Actor } from '../../support/actor';

export type Labels = Readonly<Record<string, string>>;

interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

const LINE = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/;

/** What a server tells Prometheus. */
export class Scrape {
  private readonly series: Series[];

  constructor(readonly text: string) {
    this.series = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name, labels = '', value] = LINE.exec(line)!;
        const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [
          key,
          text,
        ]);
        return { name, labels: Object.fromEntries(pairs) as Labels, value: Number(value) };
      });
  }

  static async of(actor: Actor): Promise<Scrape> {
    const { status, text } = await actor.get('//metrics');
    expect(status).toBe(200);
    return new Scrape(text);
  }

  all(name: string, labels: Labels = {}): readonly Series[] {
    const isMeant = (one: Series): boolean =>
      one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value);
    return this.series.filter(isMeant);
  }

  /** The sum of the series that carry these labels; undefined when there are none. */
  value(name: string, labels: Labels = {}): number | undefined {
    const found = this.all(name, labels);
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  }

  get size(): number {
    return this.series.length;
  }
}
