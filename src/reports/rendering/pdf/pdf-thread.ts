import type { PdfPlan } from './pdf-document';

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

/**
 * Lays the plan out and writes the file; gives the number of pages. Runs in a thread of its own, which gets the text of this
 * function alone: it must refer to nothing outside of it.
 */
export async function writePdf(
  pdfMake: PdfMake,
  fonts: Readonly<Record<string, string>>,
  plan: PdfPlan,
  path: string,
): Promise<number> {
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
  pdfMake.setFonts({ Roboto: fonts });
  pdfMake.setTableLayouts({
    lined: lines(false),
    totalled: lines(true),
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
  pdfMake.setLocalAccessPolicy((file) => Object.values(fonts).includes(file));
  let pages = 0;
  const write = (content: readonly unknown[]): Promise<void> =>
    pdfMake
      .createPdf({
        // Layout writes into what it is given.
        ...(JSON.parse(JSON.stringify({ ...plan.definition, content })) as object),
        footer: (page: number, count: number) => {
          pages = count;
          return {
            margin: [42, 18, 42, 0],
            columns: [
              { text: plan.footer, style: 'small' },
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
  const { content } = plan.definition;
  await write(content);
  if (pages > plan.contents.longFrom) {
    const { at, node } = plan.contents;
    await write([...content.slice(0, at), node, ...content.slice(at)]);
  }
  return pages;
}
