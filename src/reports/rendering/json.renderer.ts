import type { Block, Table } from '../figures/report-content';
import type { ReportDocument } from './report-document';

/** The report for machines: the same figures as numbers, rows of tables by the names of their columns. */
export function renderJson({ content, moment, period, ...report }: ReportDocument): string {
  const { summary, sections, title, subtitle, facts } = content;
  const document = {
    report: {
      ...{ id: report.id, name: report.name, type: report.type, version: report.version },
      ...{ parameters: report.parameters, environment: report.environment, generated_by: report.generatedBy },
      snapshot_at: moment.toISOString(),
      period_start: period?.start.toISOString() ?? null,
      period_end: period?.end.toISOString() ?? null,
    },
    ...{ title, subtitle, facts },
    summary: Object.fromEntries(summary.map(({ name, value }) => [name, value])),
    key_figures: summary,
    sections: sections.map(({ name, heading, blocks }) => ({
      name,
      heading,
      blocks: blocks.map(shownBlock),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Looks are left to files for people. */
function shownBlock(block: Block): object {
  if (block.kind === 'paragraph') return { kind: block.kind, text: block.text };
  return block.kind === 'table' ? shownTable(block) : block;
}

function shownTable({ columns, rows, total, runs: _, ...table }: Table): object {
  const record = (row: readonly unknown[]): object =>
    Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]));
  return {
    ...table,
    columns: columns.map(({ name, label, kind, unit = null }) => ({ name, label, kind, unit })),
    rows: rows.map(record),
    total: total ? record(total) : null,
  };
}
