import { randomUUID } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fingerprintOf } from '../../../src/core/storage/fingerprint';
import type { FinishedFile } from '../../../src/core/storage/storage';

/** Where a driver keeps its files, seen from behind. */
export interface TestBucket {
  /** The variables that lead a server to it. */
  readonly settings: Record<string, string>;
  /** Of all that is stored, in order; parts of uploads that were not finished included. */
  keys(): Promise<string[]>;
  /** Puts something there behind the driver's back. */
  plant(key: string, bytes: Uint8Array | string, modified?: Date): Promise<void>;
  bytesOf(key: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** Writes a file with its time. */
export async function writeAged(path: string, bytes: Uint8Array | string, modified?: Date): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  if (modified) await utimes(path, modified, modified);
}

/** A finished upload in this folder. */
export async function finishedFile(folder: string, bytes: Uint8Array): Promise<FinishedFile> {
  const path = join(folder, randomUUID());
  await writeAged(path, bytes);
  return { path, ...(await fingerprintOf(path)) };
}
