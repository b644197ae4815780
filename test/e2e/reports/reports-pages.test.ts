import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Section } from '../../../src/reports/figures';
import { writePdfFile } from '../../../src/reports/rendering/pdf/pdf.renderer';
import type { ReportDocument } from '../../../src/reports/rendering/report-document';

const NEVER = new AbortController().signal;

const table = (rows: number, text = 'A text of some words'): Section['blocks'][number] => ({
  ...{ kind: 'table', title: 'Rows' },
  columns: [
    { name: 'text', label: 'Text', kind: 'text' },
    { name: 'count', label: 'Count', kind: 'integer' },
  ],
  rows: Array.from({ length: rows }, (_, n) => [text, n]),
});
const report = (...sections: Section[]): ReportDocument => ({
  ...{
    id: 'x',
    name: 'Many pages',
    type: 'custom',
    format: 'pdf',
    version: 1,
    parameters: {},
    environment: null,
  },
  ...{ generatedBy: 'Somebody', moment: new Date('2026-01-31T10:00:00Z'), period: null },
  content: { title: 'Custom report', subtitle: null, facts: [], summary: [], sections },
});
const section = (n: number, ...blocks: Section['blocks']): Section => ({
  name: `part_${n}`,
  heading: `Part ${n}`,
  blocks,
});

describe('the pages of a report', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'occ-pages-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Number of pages, and of links within the document, such as those of a table of contents. */
  async function written(
    document: ReportDocument,
  ): Promise<{ pages: number; links: number; undrawn: number; bytes: Buffer }> {
    const path = join(folder, `${Math.random()}.pdf`);
    const { undrawn } = await writePdfFile(document, path, NEVER);
    const bytes = await readFile(path);
    const text = bytes.toString('latin1');
    const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
    return { pages: count(/\/Type \/Page\b/g), links: count(/\/Subtype \/Link\b/g), undrawn, bytes };
  }

  it('have a table of contents when there are more than four, and none when there are not', async () => {
    const short = await written(report(section(1, table(5)), section(2, table(5))));
    expect([short.pages, short.links]).toEqual([1, 0]);
    const long = await written(report(...[1, 2, 3].map((n) => section(n, table(100)))));
    expect(long.pages).toBeGreaterThan(6);
    // Each line of it leads to its heading, by the words and by the number of the page.
    expect(long.links).toBeGreaterThanOrEqual(3);
    expect(long.bytes.subarray(-6).toString().trim()).toBe('%%EOF');
  });

  it('hold words that are longer than a line, characters of no font, and nothing at all', async () => {
    const odd = ['x'.repeat(5_000), '\u202e\u0000\ud800', '漢字 🦊 ﷽', ''];
    for (const text of odd)
      expect((await written(report(section(1, table(20, text))))).pages).toBeGreaterThan(0);
    expect((await written(report())).pages).toBe(1);
    expect((await written(report(section(1)))).pages).toBe(1);
  });

  it('tell how many characters their font does not have, also in charts, and what it has is drawn', async () => {
    const chart: Section['blocks'][number] = {
      ...{ kind: 'chart', chart: 'bar', title: '件数', unit: 'things', axis: 'name' },
      labels: ['支付', 'Data'],
      series: [{ name: 'Things', values: [1, 2] }],
    };
    const text = 'Grüße, Ελληνικά, Русский, “2 ≤ 3” €5 – 1 → 2';
    expect((await written(report(section(1, chart, { kind: 'paragraph', text })))).undrawn).toBe(4);
    expect((await written(report(section(1, { kind: 'paragraph', text })))).undrawn).toBe(0);
    const [plain, noted] = await Promise.all([
      written(report(section(1, table(3)))),
      written(report(section(1, table(3, '漢字')))),
    ]);
    expect([plain.undrawn, noted.undrawn]).toEqual([0, 6]);
  });

  it('show bold text, italics and code in fonts of their own', async () => {
    const fontsOf = ({ bytes }: { bytes: Buffer }): string[] =>
      [...bytes.toString('latin1').matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, name]) => name);
    const runs = [
      { text: 'a', italics: true },
      { text: 'b', italics: true, bold: true },
      { text: 'c', code: true },
    ];
    const block = { kind: 'paragraph', text: 'abc', runs } as const;
    const named = (document: Promise<{ bytes: Buffer }>): Promise<string[]> => document.then(fontsOf);
    expect(await named(written(report(section(1, block))))).toEqual(
      expect.arrayContaining(['Roboto-Italic', 'Roboto-MediumItalic', 'Courier']),
    );
    expect(await named(written(report(section(1, { kind: 'paragraph', text: 'abc' }))))).not.toContain(
      'Roboto-Italic',
    );
  });

  it('draw charts of every kind, of one value, of none, and of hundreds', async () => {
    const charts = (['bar', 'line', 'stacked', 'donut'] as const).flatMap((chart) =>
      [0, 1, 300].map((length): Section['blocks'][number] => ({
        ...{ kind: 'chart', chart, title: `${chart} of ${length}`, unit: 'things', axis: 'name' },
        labels: Array.from({ length }, (_, n) => `Name ${n}`),
        series: [{ name: 'Things', values: Array.from({ length }, (_, n) => (n % 7 === 3 ? null : n - 20)) }],
      })),
    );
    expect((await written(report(section(1, ...charts)))).pages).toBeGreaterThan(2);
  });

  it('are not laid out any longer when nobody waits for them', async () => {
    const stop = new AbortController();
    const path = join(folder, 'stopped.pdf');
    const writing = writePdfFile(report(section(1, table(5_000))), path, stop.signal);
    stop.abort(new Error('enough'));
    await expect(writing).rejects.toThrow('enough');
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writePdfFile(report(), path, stop.signal)).rejects.toThrow('enough');
  });
});
