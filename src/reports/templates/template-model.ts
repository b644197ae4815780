import type { KeyFigure, ReportContent, Table, Value, ValueKind } from '../figures';
import { shownValue } from '../rendering/shown-value';
import { ShownFigure } from './shown-value';

interface Shown {
  readonly kind: ValueKind;
  readonly unit?: string;
}

type ModelRow = Record<string, ShownFigure>;

interface ModelTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly ModelRow[];
  readonly total: ModelRow | null;
  readonly note: string | null;
}

/**
 * The figures of one type of report as templates see them: `figures` by name, `key_figures` as a list to repeat over, and
 * `tables` by the name of their section, a further one of the same section with its number behind (`open_2`).
 */
export interface FigureModel {
  readonly figures: Readonly<Record<string, ShownFigure>>;
  readonly key_figures: readonly {
    readonly label: string;
    readonly value: ShownFigure;
    readonly hint: string;
  }[];
  readonly tables: Readonly<Record<string, ModelTable>>;
}

export function modelOf(content: ReportContent): FigureModel {
  const figures: Record<string, ShownFigure> = {};
  const tables: Record<string, ModelTable> = {};
  const keep = (figure: KeyFigure): void => void (figures[figure.name] = shown(figure.value, figure));
  content.summary.forEach(keep);
  for (const { name, blocks } of content.sections) {
    const own = blocks.filter((block) => block.kind === 'table');
    own.forEach((table, index) => (tables[index === 0 ? name : `${name}_${index + 1}`] = modelTable(table)));
    for (const block of blocks) if (block.kind === 'figures') block.figures.forEach(keep);
  }
  const key_figures = content.summary.map((figure) => ({
    label: figure.label,
    value: shown(figure.value, figure),
    hint: figure.hint ?? '',
  }));
  return { figures, key_figures, tables };
}

function modelTable({ title, columns, rows, total, note }: Table): ModelTable {
  const rowOf = (values: readonly Value[]): ModelRow =>
    Object.fromEntries(columns.map((column, index) => [column.name, shown(values[index] ?? null, column)]));
  return {
    ...{ title, note: note ?? null, columns: columns.map(({ label }) => label) },
    ...{ rows: rows.map(rowOf), total: total ? rowOf(total) : null },
  };
}

const shown = (value: Value, { kind, unit }: Shown): ShownFigure =>
  new ShownFigure(value, shownValue(value, kind, unit));
