import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type TestBucket, writeAged } from './test-bucket';

/** Every file below a folder, as paths from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** A folder of this machine. */
export async function localBucket(): Promise<TestBucket> {
  const folder = await mkdtemp(join(tmpdir(), 'occ-local-'));
  return {
    settings: { STORAGE_TYPE: 'local', STORAGE_PATH: folder },
    keys: async () => (await filesBelow(folder)).filter((path) => !path.startsWith('incoming/')),
    plant: (key, bytes, modified) => writeAged(join(folder, key), bytes, modified),
    bytesOf: (key) => readFile(join(folder, key)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
