import type { CompletedPart } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { log } from '../logging/logger';
import { Turnstile } from '../queueing/turnstile';
import type { S3Connection } from './s3-connection';
import type { FinishedFile } from './storage';
import { DamagedFile } from './storage.errors';

/** S3 takes parts from 5 MiB, and 10,000 of them. */
const PART_BYTES = 8 * 1024 * 1024;
/** Parts that an instance holds in memory at a time, of all uploads together. */
const MAX_PARTS = 6;

interface Part {
  readonly Body: Buffer;
  readonly ContentMD5: string;
}

/**
 * Brings files into a bucket. Each part is in memory while it is sent, so that it can be sent again; its MD5 goes with it and
 * its SHA-256 is in the signature, so that S3 refuses what arrives otherwise.
 */
export class S3Upload {
  private readonly places = new Turnstile(MAX_PARTS);

  constructor(private readonly bucket: string) {}

  async send(connection: S3Connection, Key: string, file: FinishedFile): Promise<void> {
    const target = { Bucket: this.bucket, Key };
    const described = file.sha256 === null ? target : { ...target, Metadata: { sha256: file.sha256 } };
    const parts = new PartReader(file);
    const { client, sdk } = connection;
    if (file.size > PART_BYTES) return this.sendParts(connection, target, described, parts);
    await this.places.pass(async () => {
      const part = await parts.read(0);
      parts.finish();
      return client.send(new sdk.PutObjectCommand({ ...described, ...part }));
    });
  }

  private async sendParts(
    { client, sdk }: S3Connection,
    target: { readonly Bucket: string; readonly Key: string },
    described: typeof target,
    parts: PartReader,
  ): Promise<void> {
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(described));
    const upload = { ...target, UploadId };
    try {
      const Parts: CompletedPart[] = [];
      for (let PartNumber = 1; PartNumber <= parts.count; PartNumber += 1) {
        const { ETag } = await this.places.pass(async () =>
          client.send(
            new sdk.UploadPartCommand({ ...upload, PartNumber, ...(await parts.read(PartNumber - 1)) }),
          ),
        );
        Parts.push({ ETag, PartNumber });
      }
      parts.finish();
      await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (error) {
      await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch((failed: unknown) => {
        log.warn({ reason: (failed as Error).name }, 'parts of a file stay behind in the bucket');
      });
      throw error;
    }
  }
}

/** Reads a file part by part, in order, and looks whether it is what came in. */
class PartReader {
  readonly count: number;
  private readonly hash = createHash('sha256');

  constructor(private readonly file: FinishedFile) {
    this.count = Math.ceil(file.size / PART_BYTES);
  }

  async read(index: number): Promise<Part> {
    const start = index * PART_BYTES;
    const Body = Buffer.allocUnsafeSlow(Math.min(PART_BYTES, this.file.size - start));
    const handle = await open(this.file.path, 'r');
    try {
      for (let at = 0; at < Body.length;) {
        const { bytesRead } = await handle.read(Body, at, Body.length - at, start + at);
        if (bytesRead === 0) throw new DamagedFile('it became shorter on its way into the bucket');
        at += bytesRead;
      }
    } finally {
      await handle.close();
    }
    this.hash.update(Body);
    return { Body, ContentMD5: createHash('md5').update(Body).digest('base64') };
  }

  /** Throws DamagedFile. To be called once, after the last part. */
  finish(): void {
    const { sha256 } = this.file;
    if (sha256 !== null && this.hash.digest('hex') !== sha256)
      throw new DamagedFile('it was altered on its way into the bucket');
  }
}
