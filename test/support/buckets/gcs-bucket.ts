import { CRC32C } from '@google-cloud/storage';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestBucket } from './test-bucket';

const BUCKET = 'ops-test';
const PREFIX = 'ops/test/';

interface Stored {
  readonly bytes: Buffer;
  readonly modified: Date;
  readonly metadata: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Record<string, string>;
}

export interface GcsBucket extends TestBucket {
  readonly url: string;
  /** What was asked that no such server knows, or that is not as it has to be. */
  readonly faults: readonly string[];
}

/**
 * A bucket of a server that speaks as much of the JSON API of Google Cloud Storage as is used. It is written after the
 * documentation: there is no emulator that could be installed for the tests.
 */
export async function gcsBucket(): Promise<GcsBucket> {
  const folder = await mkdtemp(join(tmpdir(), 'occ-gcs-'));
  const bucket = new FakeBucket();
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => bucket.answer(request, body))
      .then(({ status, json, bytes, headers }) => {
        const body = bytes ?? Buffer.from(json === undefined ? '' : JSON.stringify(json));
        const type = bytes ? 'application/octet-stream' : 'application/json; charset=UTF-8';
        response.writeHead(status, { 'content-type': type, 'content-length': body.length, ...headers });
        response.end(body);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    faults: bucket.faults,
    settings: {
      ...{ STORAGE_TYPE: 'gcs', GCS_BUCKET: BUCKET, GCS_PREFIX: PREFIX, GCS_API_ENDPOINT: url },
      STORAGE_PATH: folder,
    },
    keys: async () => bucket.names().map((name) => name.replace(PREFIX, '')),
    plant: async (key, bytes, modified = new Date()) =>
      bucket.keep(PREFIX + key, Buffer.from(bytes), {}, modified),
    bytesOf: async (key) => bucket.bytesOf(PREFIX + key),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

class FakeBucket {
  readonly faults: string[] = [];
  private readonly objects = new Map<string, Stored>();
  private readonly rewrites = new Set<string>();

  names(): string[] {
    return [...this.objects.keys()].sort();
  }

  bytesOf(name: string): Buffer {
    return this.objects.get(name)!.bytes;
  }

  keep(name: string, bytes: Buffer, metadata: Record<string, unknown>, modified = new Date()): void {
    this.objects.set(name, { bytes, metadata, modified });
  }

  answer(request: IncomingMessage, body: Buffer): Answer {
    const { pathname, searchParams } = new URL(request.url ?? '', `http://${request.headers.host}`);
    const [upload, path] = pathname.startsWith('/upload/') ? [true, pathname.slice(7)] : [false, pathname];
    const [, bucket, , name, target] =
      /^\/storage\/v1\/b\/([^/]+)\/o(\/([^/]+)(?:\/rewriteTo\/b\/[^/]+\/o\/([^/]+))?)?$/.exec(path) ?? [];
    if (bucket !== BUCKET) return refusal(404, 'The specified bucket does not exist.');
    if (upload) return this.upload(request, searchParams, body);
    if (!name) return this.list(searchParams);
    const found = this.objects.get(decodeURIComponent(name));
    if (!found) return refusal(404, `No such object: ${BUCKET}/${decodeURIComponent(name)}`);
    if (target) return this.rewrite(found, decodeURIComponent(target), searchParams);
    if (request.method === 'DELETE') {
      this.objects.delete(decodeURIComponent(name));
      return { status: 204 };
    }
    if (request.method === 'GET' && searchParams.get('alt') === 'media')
      return { status: 200, bytes: found.bytes, headers: { 'x-goog-stored-content-encoding': 'identity' } };
    return this.fault(`${request.method} ${request.url}`);
  }

  private upload(request: IncomingMessage, asked: URLSearchParams, body: Buffer): Answer {
    const name = asked.get('name');
    if (request.method !== 'POST' || !name) return this.fault(`${request.method} ${request.url}`);
    const boundary = /boundary=([^;]+)/.exec(request.headers['content-type'] ?? '')?.[1];
    if (asked.get('uploadType') !== 'multipart' || !boundary) return this.fault(`upload ${request.url}`);
    const [json, media] = partsOf(body, boundary);
    if (!json || !media) return this.fault('an upload without its two parts');
    return this.store(name, media, JSON.parse(json.toString()) as Record<string, unknown>);
  }

  /** As Google it refuses what does not have the checksum that was declared beforehand. */
  private store(name: string, bytes: Buffer, metadata: Record<string, unknown>): Answer {
    const stored = { bytes, metadata, modified: new Date() };
    if (metadata.crc32c !== undefined && metadata.crc32c !== described(name, stored).crc32c)
      return refusal(400, 'Provided CRC32C does not match.');
    this.objects.set(name, stored);
    return { status: 200, json: described(name, stored) };
  }

  private list(asked: URLSearchParams): Answer {
    const after = Buffer.from(asked.get('pageToken') ?? '', 'base64').toString();
    const limit = Math.min(Number(asked.get('maxResults') ?? 1_000), 1_000);
    const names = this.names().filter((name) => name > after && name.startsWith(asked.get('prefix') ?? ''));
    const page = names.slice(0, limit);
    const more = names.length > limit ? { nextPageToken: Buffer.from(page.at(-1)!).toString('base64') } : {};
    return {
      status: 200,
      json: { items: page.map((name) => described(name, this.objects.get(name)!)), ...more },
    };
  }

  /** In two steps, as it is with large objects. */
  private rewrite({ bytes, metadata }: Stored, target: string, asked: URLSearchParams): Answer {
    const token = asked.get('rewriteToken');
    if (!token) {
      this.rewrites.add(target);
      const progress = { totalBytesRewritten: '0', objectSize: String(bytes.length) };
      return { status: 200, json: { done: false, rewriteToken: target, ...progress } };
    }
    if (!this.rewrites.delete(token)) return this.fault('a rewrite that nobody has begun');
    this.keep(target, bytes, metadata);
    return { status: 200, json: { done: true, resource: described(target, this.objects.get(target)!) } };
  }

  private fault(what: string): Answer {
    this.faults.push(what);
    return refusal(501, what);
  }
}

const refusal = (code: number, message: string): Answer => ({
  status: code,
  json: { error: { code, message, errors: [{ message, domain: 'global', reason: reasonOf(code) }] } },
});

const reasonOf = (code: number): string => (code === 404 ? 'notFound' : 'invalid');

function described(name: string, { bytes, modified, metadata }: Stored): Record<string, unknown> {
  const crc32c = new CRC32C();
  crc32c.update(bytes);
  return {
    ...{ kind: 'storage#object', name, bucket: BUCKET, generation: '1', size: String(bytes.length) },
    ...{ updated: modified.toISOString(), timeCreated: modified.toISOString(), metadata: metadata.metadata },
    ...{ crc32c: crc32c.toString(), md5Hash: createHash('md5').update(bytes).digest('base64') },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The contents of the parts of a multipart/related body. */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = [];
  const mark = Buffer.from(`--${boundary.replaceAll('"', '')}`);
  for (let at = body.indexOf(mark); ;) {
    const end = body.indexOf(mark, at + mark.length);
    if (end < 0) return parts;
    const content = body.indexOf('\r\n\r\n', at) + 4;
    parts.push(body.subarray(content, end - 2));
    at = end;
  }
}
