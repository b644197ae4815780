import type { drawable } from './drawable';
import type { PdfPlan } from './pdf-document';
import type { PdfNode } from './pdf-node';

interface PdfMake {
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setTableLayouts(layouts: object): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(definition: object): { write(path: string): Promise<void> };
}

interface NodeOfPage {
  readonly headlineLevel?: number;
}

/** What is needed to draw. */
export interface PdfTools {
  readonly pdfMake: PdfMake;
  /** Files, by faces. */
  readonly fonts: Readonly<Record<string, string>>;
  readonly drawable: typeof drawable;
  readonly hasLetter: (codePoint: number) => boolean;
}

export interface WrittenPdf {
  readonly pages: number;
  /** Characters that the font does not have. */
  readonly undrawn: number;
}

/**
 * Lays the plan out and writes the file. Runs in a thread of its own, which gets the text of this
 * function alone: it must refer to nothing outside of it.
 */
export async function writePdf(tools: PdfTools, plan: PdfPlan, path: string): Promise<WrittenPdf> {
  const { pdfMake, fonts } = tools;
  const { line, shade, soft } = plan.colours;
  const lines = (isTotalled: boolean) => ({
    hLineWidth: (at: number, { table }: { table: { body: unknown[] } }) =>
      at === 1 || (isTotalled && at === table.body.length - 1) ? 1 : at === 0 ? 0 : 0.5,
    vLineWidth: () => 0,
    hLineColor: (at: number, { table }: { table: { body: unknown[] } }) =>
      isTotalled && at === table.body.length - 1 ? soft : line,
    fillColor: (at: number) => (at === 0 ? shade : null),
    paddingLeft: () => 5,
    paddingRight: () => 5,
    paddingTop: () => 3.2,
    paddingBottom: () => 3.2,
  });
  // Names, not files: readers of PDF have them.
  const courier = {
    ...{ normal: 'Courier', bold: 'Courier-Bold' },
    ...{ italics: 'Courier-Oblique', bolditalics: 'Courier-BoldOblique' },
  };
  pdfMake.setFonts({ Roboto: fonts, Courier: courier });
  pdfMake.setTableLayouts({
    lined: lines(false),
    totalled: lines(true),
    code: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      fillColor: () => shade,
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 6,
      paddingBottom: () => 6,
    },
    quote: {
      hLineWidth: () => 0,
      vLineWidth: (at: number) => (at === 0 ? 2 : 0),
      vLineColor: () => line,
      paddingLeft: () => 10,
      paddingRight: () => 0,
      paddingTop: () => 1,
      paddingBottom: () => 1,
    },
    cards: {
      hLineWidth: () => 5,
      vLineWidth: (at: number) => (at === 0 || at === 4 ? 0 : 7),
      hLineColor: () => '#ffffff',
      vLineColor: () => '#ffffff',
      paddingLeft: () => 8,
      paddingRight: () => 6,
      paddingTop: () => 6,
      paddingBottom: () => 4,
    },
  });
  pdfMake.setUrlAccessPolicy(() => false);
  const allowed: readonly string[] = [...Object.values(fonts), ...Object.values(courier)];
  pdfMake.setLocalAccessPolicy((file) => allowed.includes(file));
  let pages = 0;
  let undrawn = 0;
  const drawn = <T>(node: T): T =>
    JSON.parse(JSON.stringify(node), (_, value: unknown) => {
      if (typeof value !== 'string') return value;
      const { text, lost } = tools.drawable(value, tools.hasLetter);
      undrawn += lost;
      return text;
    }) as T;
  const footer = drawn(plan.footer);
  // The foot only shows once more what stands at the head.
  undrawn = 0;
  const body = drawn(plan.definition.content);
  const { at, node, longFrom } = plan.contents;
  const { one, many } = plan.undrawn;
  const note = JSON.parse(
    JSON.stringify(undrawn === 1 ? one : many).replace('%s', String(undrawn)),
  ) as PdfNode;
  const head = [...body.slice(0, at), ...(undrawn > 0 ? [note] : [])];
  const write = (content: readonly PdfNode[]): Promise<void> =>
    pdfMake
      .createPdf({
        // Layout writes into what it is given.
        ...(JSON.parse(JSON.stringify({ ...plan.definition, content })) as object),
        footer: (page: number, count: number) => {
          pages = count;
          return {
            margin: [42, 18, 42, 0],
            columns: [
              { text: footer, style: 'small' },
              { text: `${page} / ${count}`, style: 'small', alignment: 'right', width: 60 },
            ],
          };
        },
        // A heading never stands alone at the foot of a page.
        pageBreakBefore: (node: NodeOfPage, all: { getFollowingNodesOnPage(): readonly NodeOfPage[] }) =>
          node.headlineLevel !== undefined &&
          all.getFollowingNodesOnPage().every(({ headlineLevel }) => headlineLevel !== undefined),
      })
      .write(path);
  await write([...head, ...body.slice(at)]);
  if (pages > longFrom) await write([...head, node, ...body.slice(at)]);
  return { pages, undrawn };
}
