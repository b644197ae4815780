/**
 * What a report says, whatever file it becomes. Everything is plain JSON: figures are numbers with their kind, and each
 * renderer decides how they look. Texts are texts, never markup.
 */

/** Decides how a value is shown; `unit` of the column or figure completes it. */
export type ValueKind =
  | 'text'
  | 'integer'
  /** Two decimals at most. */
  | 'decimal'
  /** 0..100. */
  | 'percentage'
  /** Two decimals always; the unit is the currency. */
  | 'money'
  /** A signed change of money. */
  | 'money_change'
  /** A signed change in percent. */
  | 'percentage_change'
  /** Hours, shown as days, hours or minutes, whichever reads best. */
  | 'duration'
  /** YYYY-MM-DD. */
  | 'day'
  /** ISO 8601 in UTC, shown to the minute. */
  | 'moment'
  /** One of an enum's values, shown as a coloured label: critical, open, staging. */
  | 'label';

/** Null is shown as a dash. */
export type Value = string | number | boolean | null;

/** A figure that stands for much; compared with that of the version before. */
export interface KeyFigure {
  /** snake_case, unique in the report. */
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly kind: ValueKind;
  readonly unit?: string;
  /** One short line below it. */
  readonly hint?: string;
}

/** A piece of a text and how it looks, where the file can show that. */
export interface TextRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** Of fixed width. */
  readonly code?: boolean;
  readonly size?: 'small' | 'sub' | 'sup';
  /** #rgb or #rrggbb. */
  readonly colour?: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** The same text with its looks; of an item without its mark. */
  readonly runs?: readonly TextRun[];
  /** An item of a list, this deep within others, from 0. */
  readonly item?: { readonly mark: string; readonly depth: number };
  readonly style?: 'code' | 'quote';
  readonly align?: Alignment;
}

export type Alignment = 'left' | 'center' | 'right' | 'justify';

export interface Column {
  /** snake_case, unique in the table: the field's name in JSON. */
  readonly name: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly unit?: string;
  /** Takes the room that others leave; by default text columns that are not labels do. */
  readonly wide?: boolean;
  /** By default figures stand at the right. */
  readonly align?: Alignment;
}

export interface Table {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly Column[];
  /** Each as long as the columns. */
  readonly rows: readonly (readonly Value[])[];
  /** The rows with their looks, where cells are texts that have any. */
  readonly runs?: readonly (readonly (readonly TextRun[])[])[];
  /** The last row, set apart. */
  readonly total?: readonly Value[];
  /** E.g. that these are the first ten of many. */
  readonly note?: string;
  /** What stands there when there are no rows. */
  readonly empty?: string;
}

export interface Series {
  readonly name: string;
  /** As many as there are labels; null is a gap. */
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly kind: 'chart';
  /** Bars stand side by side for several series; a donut takes one. */
  readonly chart: 'bar' | 'line' | 'stacked' | 'donut';
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Of the values, e.g. `incidents`, `hours`, `%`, `USD`. */
  readonly unit: string;
  /** Of the labels, e.g. `week beginning`. */
  readonly axis: string;
  /** How values are shown where they are written out; as `decimal` by default. */
  readonly values?: ValueKind;
  /** Where the scale ends at least; 100 for percentages. */
  readonly max?: number;
}

export interface KeyFigures {
  readonly kind: 'figures';
  readonly figures: readonly KeyFigure[];
}

export type Block = Paragraph | Table | Chart | KeyFigures;

export interface Section {
  /** snake_case, unique in the report. */
  readonly name: string;
  readonly heading: string;
  /** Of the heading, 1..6: from 3 on it is below another one. */
  readonly level?: number;
  readonly blocks: readonly Block[];
}

export interface ReportContent {
  readonly title: string;
  /** One line, e.g. what it is restricted to. */
  readonly subtitle: string | null;
  /** What it was asked for, in words. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly summary: readonly KeyFigure[];
  readonly sections: readonly Section[];
  /** The sections show what they want of the summary themselves; in JSON it stands all the same. */
  readonly hidesSummary?: boolean;
  /**
   * HTML that stands in place of the sections where the file is HTML. Must have been sanitised: it goes into the document as
   * it is. The sections still say the same to PDF and JSON.
   */
  readonly markup?: string;
}
