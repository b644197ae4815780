import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** What a file is known by. */
export interface Fingerprint {
  /** Bytes. */
  readonly size: number;
  /** In hex; null of files from before it was kept. */
  readonly sha256: string | null;
}

/** Of a file on this machine. */
export async function fingerprintOf(path: string): Promise<Fingerprint & { readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      size += chunk.length;
      hash.update(chunk);
    }
  });
  return { size, sha256: hash.digest('hex') };
}
