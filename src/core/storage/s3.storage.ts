import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Config } from '../../config';
import { NotFound } from '../errors/domain-error';
import { SECOND_MS } from '../time/durations';
import type { Fingerprint } from './fingerprint';
import { type S3Connection, S3Connections } from './s3-connection';
import { S3Upload } from './s3-upload';
import { type FinishedFile, Storage, type StoredFile } from './storage';
import { bucketError, DamagedFile } from './storage.errors';
import { checkedKey, isKey } from './storage-key';
import { wholeOrBroken } from './whole-or-broken';

/** Files in a bucket of S3, or of a server that speaks it. */
export class S3Storage extends Storage {
  private readonly connections: S3Connections;
  private readonly uploads: S3Upload;
  private readonly Bucket: string;
  private readonly prefix: string;

  constructor(private readonly config: Config) {
    super(config.STORAGE_PATH);
    this.connections = new S3Connections(config);
    this.Bucket = config.AWS_S3_BUCKET;
    this.prefix = config.AWS_S3_PREFIX && `${config.AWS_S3_PREFIX}/`;
    this.uploads = new S3Upload(this.Bucket);
  }

  async put(key: string, file: FinishedFile): Promise<void> {
    const Key = this.nameOf(key);
    await this.ask((connection) => this.uploads.send(connection, Key, file));
    await rm(file.path, { force: true });
  }

  async open(key: string, expected: Fingerprint): Promise<Readable> {
    const Key = this.nameOf(key);
    const { Body, ContentLength } = await this.ask(({ client, sdk }) =>
      client.send(new sdk.GetObjectCommand({ Bucket: this.Bucket, Key })).catch(unlessMissing),
    ).then(found);
    const content = Body as Readable;
    if (ContentLength !== undefined && ContentLength !== expected.size) {
      content.on('error', () => undefined).destroy();
      throw new DamagedFile(`${ContentLength} of ${expected.size} bytes`);
    }
    return wholeOrBroken(content, expected, this.config.STORAGE_TIMEOUT_SECONDS * SECOND_MS);
  }

  async remove(key: string): Promise<void> {
    const Key = this.nameOf(key);
    await this.ask(({ client, sdk }) =>
      client.send(new sdk.DeleteObjectCommand({ Bucket: this.Bucket, Key })),
    );
  }

  async *keys(folder: string): AsyncIterable<StoredFile> {
    const Prefix = `${this.nameOf(folder)}/`;
    let ContinuationToken: string | undefined;
    do {
      const page = await this.ask(({ client, sdk }) =>
        client.send(new sdk.ListObjectsV2Command({ Bucket: this.Bucket, Prefix, ContinuationToken })),
      );
      for (const { Key = '', LastModified } of page.Contents ?? []) {
        const key = Key.slice(this.prefix.length);
        if (isKey(key) && LastModified) yield { key, modified: LastModified };
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  async setAside(key: string): Promise<void> {
    const source = this.nameOf(key);
    const Key = this.nameOf(`set-aside/${key}`);
    const CopySource = encodeURI(`${this.Bucket}/${source}`);
    const copied = await this.ask(({ client, sdk }) =>
      client.send(new sdk.CopyObjectCommand({ Bucket: this.Bucket, Key, CopySource })).catch(unlessMissing),
    );
    if (copied) await this.remove(key);
  }

  /** By what chores need, too. */
  async check(): Promise<void> {
    const asked = { Bucket: this.Bucket, Prefix: this.prefix, MaxKeys: 1 };
    await this.ask(({ client, sdk }) => client.send(new sdk.ListObjectsV2Command(asked)));
  }

  override onApplicationShutdown(): void {
    this.connections.close();
  }

  private nameOf(key: string): string {
    return this.prefix + checkedKey(key);
  }

  private async ask<T>(work: (connection: S3Connection) => Promise<T>): Promise<T> {
    try {
      return await work(await this.connections.open());
    } catch (error) {
      throw bucketError(error);
    }
  }
}

/** Not for NoSuchBucket, which is a 404 as well. */
function unlessMissing(error: Error): undefined {
  if (error.name !== 'NoSuchKey') throw error;
}

function found(answer: GetObjectCommandOutput | undefined): GetObjectCommandOutput {
  if (!answer) throw new NotFound('file');
  return answer;
}
