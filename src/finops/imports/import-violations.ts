/** Faults of which a report tells; beyond they are only counted. */
export const MAX_REPORTED = 100;
const MAX_SHOWN = 80;

/** One thing that is wrong with a file. */
export interface ImportViolation {
  /** As a spreadsheet counts: the header is row 1. Null for the file as a whole. */
  readonly row: number | null;
  /** Name of the column; null for the row or the file as a whole. */
  readonly column: string | null;
  /** Short name of what was broken, e.g. `number`. */
  readonly rule: string;
  readonly message: string;
}

/** What was found wrong with a file: the first hundred faults, and how many there are. */
export class ImportViolations {
  readonly reported: ImportViolation[] = [];
  count = 0;
  /** Whether the file was read to its end. */
  isWhole = true;

  add(row: number | null, column: string | null, rule: string, message: string): void {
    this.count += 1;
    if (this.reported.length < MAX_REPORTED) this.reported.push({ row, column, rule, message });
  }

  get any(): boolean {
    return this.count > 0;
  }
}

/** The file cannot be read any further. */
export class UnreadableFile extends Error {
  constructor(
    readonly rule: string,
    message: string,
    /** Where, if that is known; the header is row 1. */
    readonly row: number | null = null,
  ) {
    super(message);
  }
}

/** A value as a message quotes it: short, and on one line. */
export function shown(value: string): string {
  const short = [...value.slice(0, 2 * MAX_SHOWN)].slice(0, MAX_SHOWN).join('');
  return `${JSON.stringify(short)}${short.length < value.length ? '…' : ''}`;
}
