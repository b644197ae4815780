import type { Readable } from 'node:stream';

/** A row as Postgres wrote it: JSON text that is sent as it is, and the version that is its ETag. */
export class StoredRow {
  constructor(
    readonly id: string,
    readonly json: string,
    readonly version: number,
    /** Whether nothing of the row changes without its version: only then is 304 an answer. */
    readonly isAllInVersion = true,
  ) {}

  get etag(): string {
    return `"${this.version}"`;
  }
}

/** A row that shows once what is kept nowhere: `revealed` takes the place of the null that stands there ever after. */
export class RevealedRow extends StoredRow {
  constructor(
    readonly kept: StoredRow,
    revealed: Readonly<Record<string, string>>,
  ) {
    super(kept.id, JSON.stringify({ ...(JSON.parse(kept.json) as object), ...revealed }), kept.version);
  }
}

/** One page of a list, as Postgres wrote it. */
export class Page {
  constructor(
    /** JSON text of the array. */
    readonly json: string,
    readonly paging: {
      readonly total: number;
      readonly limit: number;
      readonly offset: number;
      /** Page number if the client asked for pages: then the body is a PaginatedResponse. */
      readonly page: number | null;
      readonly nextCursor: string | null;
      readonly link: string;
    },
  ) {}
}

/** JSON text that is sent as it is. */
export class JsonText {
  constructor(readonly json: string) {}
}

/** Rows as CSV text, streamed. */
export class CsvExport {
  constructor(
    readonly filename: string,
    readonly content: Readable,
  ) {}
}

/** One JSON object a line, streamed. */
export class JsonLines {
  constructor(
    readonly filename: string,
    readonly content: Readable,
  ) {}
}

/** A JSON array of any length, streamed. */
export class JsonList {
  constructor(readonly items: AsyncIterable<object>) {}
}

/** A stored file, sent as a download that browsers will not run. */
export class FileDownload {
  constructor(
    readonly filename: string,
    readonly mediaType: string,
    readonly size: number,
    readonly open: () => Promise<Readable>,
  ) {}
}
