import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../config';
import { SECOND_MS } from '../time/durations';
import type { Fingerprint } from './fingerprint';
import { type GcsBucket, GcsConnections } from './gcs-connection';
import { type FinishedFile, Storage, type StoredFile } from './storage';
import { bucketError, DamagedFile } from './storage.errors';
import { checkedKey, isKey } from './storage-key';
import { wholeOrBroken } from './whole-or-broken';

/** Files in a bucket of Google Cloud Storage. */
export class GcsStorage extends Storage {
  private readonly connections: GcsConnections;
  private readonly prefix: string;
  private readonly timeoutMs: number;

  constructor(config: Config) {
    super(config.STORAGE_PATH);
    this.connections = new GcsConnections(config);
    this.prefix = config.GCS_PREFIX && `${config.GCS_PREFIX}/`;
    this.timeoutMs = config.STORAGE_TIMEOUT_SECONDS * SECOND_MS;
  }

  async put(key: string, file: FinishedFile): Promise<void> {
    const name = this.nameOf(key);
    await this.ask((bucket) => this.send(bucket, name, file));
    await rm(file.path, { force: true });
  }

  async open(key: string, expected: Fingerprint): Promise<Readable> {
    const name = this.nameOf(key);
    const content = await this.ask(() => this.connections.get(name));
    const length = content.headers['content-length'];
    if (length !== undefined && Number(length) !== expected.size) {
      content.on('error', () => undefined).destroy();
      throw new DamagedFile(`${length} of ${expected.size} bytes`);
    }
    return wholeOrBroken(content, expected, this.timeoutMs);
  }

  async remove(key: string): Promise<void> {
    const name = this.nameOf(key);
    await this.ask((bucket) => bucket.file(name).delete({ ignoreNotFound: true }));
  }

  async *keys(folder: string): AsyncIterable<StoredFile> {
    const prefix = `${this.nameOf(folder)}/`;
    let pageToken: string | undefined;
    do {
      const [files, next] = await this.ask((bucket) =>
        bucket.getFiles({ prefix, pageToken, autoPaginate: false, maxResults: 1_000 }),
      );
      for (const { name, metadata } of files) {
        const key = name.slice(this.prefix.length);
        if (isKey(key)) yield { key, modified: modifiedAt(metadata) };
      }
      pageToken = (next as { pageToken?: string } | null)?.pageToken;
    } while (pageToken !== undefined);
  }

  async setAside(key: string): Promise<void> {
    const source = this.nameOf(key);
    const target = this.nameOf(`set-aside/${key}`);
    const copied = await this.ask((bucket) =>
      bucket.file(source).copy(bucket.file(target)).catch(unlessMissing),
    );
    if (copied) await this.remove(key);
  }

  /** By what chores need, too: to look at the bucket itself takes another permission. */
  async check(): Promise<void> {
    await this.ask((bucket) => bucket.getFiles({ prefix: this.prefix, autoPaginate: false, maxResults: 1 }));
  }

  override onApplicationShutdown(): void {
    this.connections.close();
  }

  /** Google compares the CRC32C of what has arrived with that of what was sent; the package removes what differs. */
  private async send(bucket: GcsBucket, name: string, { path, sha256 }: FinishedFile): Promise<void> {
    const silence = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), this.timeoutMs);
    };
    const hash = createHash('sha256');
    const watched = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        watch();
        hash.update(chunk);
        yield chunk;
      }
      if (sha256 !== null && hash.digest('hex') !== sha256)
        throw new DamagedFile('it was altered on its way into the bucket');
    };
    const target = bucket.file(name).createWriteStream({
      // One that the package could resume it would, too, when it has been broken off.
      resumable: false,
      validation: 'crc32c',
      metadata: { contentType: 'application/octet-stream', metadata: { sha256 } },
    });
    watch();
    try {
      await pipeline(createReadStream(path), watched, target, { signal: silence.signal });
    } catch (error) {
      throw silence.signal.aborted ? Object.assign(new Error('stalled'), { code: 'stalled' }) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  private nameOf(key: string): string {
    return this.prefix + checkedKey(key);
  }

  private async ask<T>(work: (bucket: GcsBucket) => Promise<T>): Promise<T> {
    try {
      return await this.connections.again(async () => work(await this.connections.bucket()));
    } catch (error) {
      throw bucketError(error);
    }
  }
}

const modifiedAt = ({ updated, timeCreated }: { updated?: string; timeCreated?: string }): Date =>
  new Date(updated ?? timeCreated ?? Date.now());

/** Not for a bucket that is missing, which is a 404 as well. */
function unlessMissing(error: Error & { code?: unknown }): undefined {
  if (error.code !== 404 || /bucket/i.test(error.message)) throw error;
}
