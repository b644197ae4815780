import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvExport, FileDownload, JsonLines, JsonList, JsonText, Page, StoredRow } from './answers';
import { SAFE_METHODS } from './methods';
import type { OpsRequest } from './request';
import { log } from '../logging/logger';

/** The headers by which answers differ; lists go by Accept too. */
export const VARY = 'Origin, X-Response-Envelope';

/**
 * Writes what controllers return. The one place that knows ETags, list headers, the success envelope and downloads. JSON
 * text that Postgres built passes through untouched; Express's own json() would hash it for an ETag of its own.
 */
export class OpsExpressAdapter extends ExpressAdapter {
  envelope: 'none' | 'success' = 'none';

  override reply(response: Response, body: unknown, status?: number): unknown {
    if (status) response.statusCode = status;
    if (body instanceof StoredRow) return this.sendRow(response, body);
    if (body instanceof JsonText) return this.sendJson(response, body.json, true);
    if (body instanceof Page) return this.sendPage(response, body);
    if (body instanceof CsvExport) return this.sendCsv(response, body);
    if (body instanceof JsonLines) return this.sendLines(response, body);
    if (body instanceof JsonList) return this.sendList(response, body);
    if (body instanceof FileDownload) return this.sendFile(response, body);
    if (body === undefined || response.statusCode === 204) return response.end();
    if (typeof body === 'object' && body !== null && 'getStream' in body)
      return super.reply(response, body, status);
    // A SuccessResponse is an envelope already.
    const wrapped = typeof body === 'object' && body !== null && 'success' in body;
    return this.sendJson(response, JSON.stringify(body), !wrapped);
  }

  private sendRow(response: Response, row: StoredRow): unknown {
    const request = response.req as OpsRequest;
    response.setHeader('ETag', row.etag);
    const isKnown = row.isAllInVersion && matches(request.headers['if-none-match'], row.etag);
    if (isKnown && SAFE_METHODS.has(request.method)) {
      response.statusCode = 304;
      return response.end();
    }
    return this.sendJson(response, row.json, true);
  }

  private sendPage(response: Response, { json, paging }: Page): unknown {
    const { total, limit, offset, page, nextCursor, link } = paging;
    const pages = Math.ceil(total / limit);
    response.setHeader('X-Total-Count', total);
    response.setHeader('X-Page-Count', pages);
    response.setHeader('Link', link);
    response.setHeader('Vary', `Accept, ${VARY}`);
    if (nextCursor) response.setHeader('X-Next-Cursor', nextCursor);
    if (page === null) return this.sendJson(response, json, true);
    const pagination = JSON.stringify({
      current_page: page,
      total_pages: pages,
      total_items: total,
      items_per_page: limit,
      has_next: offset + limit < total,
      has_previous: page > 1,
    });
    if (!this.wantsEnvelope(response))
      return this.finish(response, `{"data":${json},"pagination":${pagination}}`);
    return this.finish(
      response,
      `{"success":true,"data":${json},"pagination":${pagination},"timestamp":"${new Date().toISOString()}"}`,
    );
  }

  private sendJson(response: Response, json: string, mayWrap: boolean): unknown {
    if (!mayWrap || !this.wantsEnvelope(response)) return this.finish(response, json);
    return this.finish(response, `{"success":true,"data":${json},"timestamp":"${new Date().toISOString()}"}`);
  }

  private wantsEnvelope(response: Response): boolean {
    if (response.statusCode >= 400) return false;
    return this.envelope === 'success' || response.req.headers['x-response-envelope'] === 'success';
  }

  private finish(response: Response, json: string): unknown {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(json));
    return response.end(response.req.method === 'HEAD' ? undefined : json);
  }

  private sendCsv(response: Response, { filename, content }: CsvExport): void {
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Vary', `Accept, ${VARY}`);
    response.setHeader('Content-Disposition', disposition(filename));
    void stream(content, response, 'an export');
  }

  private sendLines(response: Response, { filename, content }: JsonLines): unknown {
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8');
    response.setHeader('Content-Disposition', disposition(filename));
    // HEAD asks for headers: the lines would be made for nothing.
    if (response.req.method === 'HEAD') {
      content.destroy();
      return response.end();
    }
    return stream(content, response, 'an export');
  }

  private sendList(response: Response, { items }: JsonList): unknown {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (response.req.method === 'HEAD') return response.end();
    const [head, tail] = this.wantsEnvelope(response)
      ? ['{"success":true,"data":[', `],"timestamp":"${new Date().toISOString()}"}`]
      : ['[', ']'];
    return stream(Readable.from(textOfList(head, items, tail)), response, 'a list');
  }

  private async sendFile(response: Response, file: FileDownload): Promise<void> {
    const content = await file.open();
    response.setHeader('Content-Type', file.mediaType);
    response.setHeader('Content-Length', file.size);
    response.setHeader('Content-Disposition', disposition(file.filename));
    // Whatever the file holds, it must not act in this origin.
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    // HEAD asks for headers: the file would be fetched for nothing.
    if (response.req.method === 'HEAD') {
      content.destroy();
      response.end();
      return;
    }
    await stream(content, response, 'a download');
  }
}

/** Sends it as fast as it is taken. Never rejects: the headers have left, so that it broke off can only be logged. */
const stream = (content: Readable, response: Response, what: string): Promise<void> =>
  pipeline(content, response).catch((error: unknown) => log.warn({ err: error }, `${what} was cut off`));

async function* textOfList(head: string, items: AsyncIterable<object>, tail: string): AsyncGenerator<string> {
  yield head;
  let comma = '';
  for await (const item of items) {
    yield comma + JSON.stringify(item);
    comma = ',';
  }
  yield tail;
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag));

/** Content-Disposition of a download whose name may hold any characters (RFC 6266). */
export function disposition(filename: string): string {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return ascii === filename
    ? `attachment; filename="${ascii}"`
    : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
