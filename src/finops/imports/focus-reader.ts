import type { Readable } from 'node:stream';
import { type Counter, csvRows } from './csv-rows';
import { readHeader } from './focus-columns';
import { type CostLine, type FocusContext, FocusRows } from './focus-row';
import { type ImportViolations, UnreadableFile } from './import-violations';

const BATCH = 2_000;

export interface FocusFile {
  readonly content: Readable;
  readonly isGzip: boolean;
  /** Of the file when it is unpacked. */
  readonly maxBytes: number;
}

/** What has been read since the last time. */
export interface Batch {
  /** Rows of the file so far, without the header. */
  readonly rows: number;
  /** Bytes of the file so far, as it is stored. */
  readonly bytes: number;
  /** None as soon as anything is wrong with the file: nothing of it will be kept. */
  readonly lines: readonly CostLine[];
}

/** Reads a FOCUS file to its end, or to where it cannot be read further, and adds all that is wrong with it. */
export async function* readFocus(
  { content, isGzip, maxBytes }: FocusFile,
  context: FocusContext,
  violations: ImportViolations,
): AsyncGenerator<Batch> {
  const counter: Counter = { bytes: 0 };
  let reader: FocusRows | undefined;
  let width = 0;
  let rows = 0;
  let lines: CostLine[] = [];
  const batch = (): Batch => {
    const full = { rows, bytes: counter.bytes, lines: violations.any ? [] : lines };
    lines = [];
    return full;
  };
  try {
    for await (const cells of csvRows(content, { isGzip, maxBytes, counter })) {
      if (!reader) {
        const header = readHeader(cells);
        for (const { column, rule, message } of header.faults) violations.add(1, column, rule, message);
        if (header.faults.length > 0) {
          violations.isWhole = false;
          return;
        }
        reader = new FocusRows(header.layout, context, violations);
        width = cells.length;
        continue;
      }
      rows += 1;
      const row = rows + 1;
      if (cells.length !== width)
        violations.add(row, null, 'cells', `has ${cells.length} cells, and the header ${width}`);
      else {
        const line = reader.read(row, cells);
        if (line && !violations.any) lines.push(line);
      }
      if (rows % BATCH === 0) yield batch();
    }
    if (!reader) violations.add(null, null, 'no_rows', 'the file is empty');
    else if (rows === 0) violations.add(null, null, 'no_rows', 'the file has a header and no rows');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    violations.isWhole = false;
    violations.add(error.row, null, error.rule, error.message);
  }
  yield batch();
}
