import { CsvError, type Options, parse, type Parser } from 'csv-parse';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './import-violations';

/** Of one row. Without a limit a quotation mark that is never closed would collect the rest of the file. */
const MAX_ROW_BYTES = 1024 * 1024;
const CSV: Options = {
  bom: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: MAX_ROW_BYTES,
};

/** Bytes of the file that have been read so far, packed as they are. */
export interface Counter {
  bytes: number;
}

/** The rows of a CSV file as they come, however large it is. Throws UnreadableFile. */
export async function* csvRows(
  file: Readable,
  { isGzip, maxBytes, counter }: { isGzip: boolean; maxBytes: number; counter: Counter },
): AsyncGenerator<readonly string[]> {
  const parser: Parser = parse(CSV);
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      counter.bytes += chunk.length;
      next(null, chunk);
    },
  });
  const done = (): void => undefined;
  // What fails on the way ends the parser with the same error, and the loop below hears of it.
  if (isGzip) pipeline(file, count, createGunzip(), checkedText(maxBytes), parser, done);
  else pipeline(file, count, checkedText(maxBytes), parser, done);
  try {
    for await (const row of parser as AsyncIterable<string[]>) yield row;
  } catch (error) {
    throw describe(error);
  } finally {
    file.destroy();
  }
}

const SEPARATORS: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** By its first line, which has many columns: quoted or not, their names hold none of these. */
function refuseOtherSeparators(start: Buffer): void {
  const [line] = start
    .toString('utf8')
    .replace(/^[\ufeff\s]+/, '')
    .split(/[\r\n]/, 1);
  const separator = line.includes(',') ? undefined : /[;\t|]/.exec(line)?.[0];
  if (separator !== undefined) {
    const message = `the columns are separated by ${SEPARATORS[separator]}: a FOCUS file has commas`;
    throw new UnreadableFile('delimiter', message, 1);
  }
}

/** Lets through what is UTF-8, in columns separated by commas, and no larger than allowed. */
function checkedText(maxBytes: number): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let bytes = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new UnreadableFile('encoding', 'the file is not UTF-8 text');
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      try {
        bytes += chunk.length;
        if (bytes > maxBytes)
          throw new UnreadableFile('size', `the file is larger than ${maxBytes} bytes when it is unpacked`);
        if (chunk.includes(0)) throw new UnreadableFile('encoding', 'the file holds NUL characters');
        decode(chunk);
        if (bytes === chunk.length) refuseOtherSeparators(chunk);
        next(null, chunk);
      } catch (error) {
        next(error as Error);
      }
    },
    flush(next) {
      try {
        decode();
        next();
      } catch (error) {
        next(error as Error);
      }
    },
  });
}

const CSV_FAULTS: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `a row is larger than ${MAX_ROW_BYTES} bytes, or a quotation mark is never closed`,
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark within a quoted cell is not doubled',
  INVALID_OPENING_QUOTE: 'a quotation mark stands within a cell that does not begin with one',
};

function describe(error: unknown): unknown {
  if (error instanceof CsvError) {
    const { records } = error as CsvError & { records?: number };
    const message = CSV_FAULTS[error.code] ?? 'the file is not CSV';
    return new UnreadableFile('csv', message, records === undefined ? null : records + 1);
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_'))
    return new UnreadableFile('compression', 'the packed file is damaged, or ends too early');
  return error;
}
