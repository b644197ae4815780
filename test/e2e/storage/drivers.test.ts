import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readConfig } from '../../../src/config';
import type { Storage, StoredFile } from '../../../src/core/storage/storage';
import { storageOf } from '../../../src/core/storage/storage-of';
import { gcsBucket, type GcsBucket } from '../../support/buckets/gcs-bucket';
import { localBucket } from '../../support/buckets/local-bucket';
import { s3Bucket } from '../../support/buckets/s3-bucket';
import { finishedFile, type TestBucket } from '../../support/buckets/test-bucket';
import { LogTap } from '../../support/log-tap';

const MIB = 1024 * 1024;

const bytesIn = async (stream: Readable): Promise<Buffer> =>
  Buffer.concat((await stream.toArray()) as Buffer[]);
const all = async (files: AsyncIterable<StoredFile>): Promise<StoredFile[]> => {
  const found: StoredFile[] = [];
  for await (const file of files) found.push(file);
  return found;
};
const keysOf = async (files: AsyncIterable<StoredFile>): Promise<string[]> =>
  (await all(files)).map(({ key }) => key).sort();

describe.each<[string, () => Promise<TestBucket>]>([
  ['local', localBucket],
  ['s3', s3Bucket],
  ['gcs', gcsBucket],
])('the storage %s', (_, makeBucket) => {
  let folder: string;
  let bucket: TestBucket;
  let storage: Storage;
  let tap: LogTap;
  beforeAll(async () => {
    tap = new LogTap();
    folder = await mkdtemp(join(tmpdir(), 'occ-storage-'));
    bucket = await makeBucket();
    storage = storageOf(readConfig({ STORAGE_PATH: folder, ...bucket.settings }));
  }, 90_000);
  afterAll(async () => {
    tap.close();
    storage.onApplicationShutdown();
    expect((bucket as Partial<GcsBucket>).faults ?? []).toEqual([]);
    await bucket.close();
    await rm(folder, { recursive: true, force: true });
  });

  const put = async (key: string, bytes: Uint8Array) => {
    const file = await finishedFile(storage.incoming, bytes);
    await storage.put(key, file);
    return file;
  };
  const error = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'none',
      (failed: Error & { code?: string }) => failed.code ?? failed.name,
    );

  it.each([
    ['nothing', 0],
    ['a byte', 1],
    ['a few pieces', 200_000],
    ['exactly one part of an upload', 8 * MIB],
    ['parts and a rest', 17 * MIB + 3],
  ])('gives back %s as it was put in, and keeps nothing on its way', async (__, size) => {
    const bytes = randomBytes(size);
    const file = await put(`evidence/sizes/${size}`, bytes);
    expect(await readdir(storage.incoming)).toEqual([]);
    expect((await bucket.bytesOf(`evidence/sizes/${size}`)).equals(bytes)).toBe(true);
    const read = await bytesIn(await storage.open(`evidence/sizes/${size}`, file));
    expect(read.equals(bytes)).toBe(true);
    expect(createHash('sha256').update(read).digest('hex')).toBe(file.sha256);
  });

  it('has no file under a key that nobody used, whatever is asked of it', async () => {
    const expected = { size: 1, sha256: null };
    expect(await error(storage.open('evidence/none/x', expected))).toBe('FILE_NOT_FOUND');
    await storage.remove('evidence/none/x');
    await storage.setAside('evidence/none/x');
    expect(await all(storage.keys('evidence/none'))).toEqual([]);
    expect((await bucket.keys()).filter((key) => key.includes('none'))).toEqual([]);
  });

  it.each([
    '../x',
    'a/../x',
    '/etc/passwd',
    'a//b',
    '',
    '.',
    'a/..',
    'a\\b',
    'a/\0',
    'ä',
    'a b',
    `a/${'x'.repeat(500)}`,
  ])('does not go to the key %j', async (key) => {
    const file = await finishedFile(folder, Buffer.from('x'));
    const before = await bucket.keys();
    expect(await error(storage.put(key, file))).toBe('FILE_NOT_FOUND');
    expect(await error(storage.open(key, file))).toBe('FILE_NOT_FOUND');
    expect(await error(storage.remove(key))).toBe('FILE_NOT_FOUND');
    expect(await error(storage.setAside(key))).toBe('FILE_NOT_FOUND');
    expect(await error(all(storage.keys(key)))).toBe('FILE_NOT_FOUND');
    expect(await bucket.keys()).toEqual(before);
    await rm(file.path);
  });

  it('removes a file for good, and again without complaint', async () => {
    const file = await put('evidence/removed/x', Buffer.from('text'));
    await storage.remove('evidence/removed/x');
    await storage.remove('evidence/removed/x');
    expect(await error(storage.open('evidence/removed/x', file))).toBe('FILE_NOT_FOUND');
    expect(await keysOf(storage.keys('evidence/removed'))).toEqual([]);
  });

  it('sets a file aside, where no list has it, and destroys nothing', async () => {
    await put('evidence/aside/x', Buffer.from('text'));
    await storage.setAside('evidence/aside/x');
    await storage.setAside('evidence/aside/x');
    expect(await keysOf(storage.keys('evidence/aside'))).toEqual([]);
    expect(String(await bucket.bytesOf('set-aside/evidence/aside/x'))).toBe('text');
  });

  it('lists the files of a folder with their times, all of more than a thousand, and none beside it', async () => {
    const then = new Date('2026-01-02T03:04:05Z');
    const keys = Array.from(
      { length: 1_005 },
      (__, index) => `reports/many/${String(index).padStart(4, '0')}`,
    );
    for (const key of keys) await bucket.plant(key, 'x', then);
    await bucket.plant('reports/manyfold/x', 'x');
    await bucket.plant('reports/many/not ours', 'x');
    const files = await all(storage.keys('reports/many'));
    expect(files.map(({ key }) => key).sort()).toEqual(keys);
    expect(new Set(files.map(({ modified }) => modified.toISOString()))).toEqual(
      new Set([then.toISOString()]),
    );
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'one byte was altered',
      (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('?')]),
      'at its end',
    ],
    ['it was cut short', (bytes) => bytes.subarray(0, -10), 'at once'],
    ['it grew', (bytes) => Buffer.concat([bytes, bytes]), 'at once'],
  ])('fails to give a file back whole when behind its back %s', async (what, alter, when) => {
    const bytes = randomBytes(300_000);
    const key = `evidence/damaged/${what.replaceAll(' ', '-')}`;
    const file = await put(key, bytes);
    await bucket.plant(key, alter(bytes));
    const opening = storage.open(key, file);
    if (when === 'at once') {
      await expect(opening).rejects.toMatchObject({ name: 'DamagedFile' });
      return;
    }
    const received: Buffer[] = [];
    const reading = (async () => {
      for await (const chunk of (await opening) as AsyncIterable<Buffer>) received.push(chunk);
    })();
    await expect(reading).rejects.toMatchObject({ name: 'DamagedFile' });
    // Whoever was told the length sees that something is missing.
    expect(Buffer.concat(received).length).toBeLessThan(bytes.length);
  });

  it('gives back a file of which only the length is known', async () => {
    await put('evidence/old/x', Buffer.from('text'));
    expect(String(await bytesIn(await storage.open('evidence/old/x', { size: 4, sha256: null })))).toBe(
      'text',
    );
  });

  it('does not take in a file that was altered after it had arrived', async () => {
    const file = await finishedFile(storage.incoming, randomBytes(9 * MIB));
    const altered = { ...file, sha256: '0'.repeat(64) };
    const taken = await error(storage.put('evidence/tampered/x', altered));
    // A folder takes a file over without reading it, and tells when it is asked for it.
    if (bucket.settings.STORAGE_TYPE !== 'local') {
      expect([taken, (await bucket.keys()).filter((key) => key.includes('tampered'))]).toEqual([
        'DamagedFile',
        [],
      ]);
    } else
      await expect(storage.open('evidence/tampered/x', altered).then(bytesIn)).rejects.toThrow('damaged');
    await rm(file.path, { force: true });
  });

  it('says that it can be used', async () => {
    await expect(storage.check()).resolves.toBeUndefined();
  });
});

describe('a storage folder', () => {
  let tap: LogTap;
  let bucket: TestBucket;
  let storage: Storage;
  beforeAll(async () => {
    tap = new LogTap();
    bucket = await localBucket();
    storage = storageOf(readConfig(bucket.settings));
  });
  afterAll(async () => {
    tap.close();
    await bucket.close();
  });

  it('that does not work is a 503 for whatever is done, and the upload stays where it was', async () => {
    const file = await finishedFile(storage.incoming, randomBytes(1_000));
    // Stands for a mount that is gone or takes no writes, which nobody but root can make.
    await bucket.plant('evidence/broken', 'no folder');
    const key = 'evidence/broken/of/x';
    const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', reason: 'ENOTDIR' };
    await expect(storage.put(key, file)).rejects.toMatchObject(unavailable);
    await expect(storage.open(key, file)).rejects.toMatchObject(unavailable);
    await expect(all(storage.keys('evidence/broken/of'))).rejects.toMatchObject(unavailable);
    await expect(storage.setAside(key)).rejects.toMatchObject(unavailable);
    expect(await readdir(storage.incoming)).toEqual([file.path.split('/').at(-1)]);
  });

  it('has a file on the disk, and its names, before it says that it is stored', async () => {
    const file = await finishedFile(storage.incoming, randomBytes(1_000));
    const probe = await open(file.path, 'r');
    const handles = Object.getPrototypeOf(probe) as FileHandle;
    await probe.close();
    const sync = jest.spyOn(handles, 'sync');
    try {
      await storage.put('evidence/new/folder/x', file);
      // The file, `folder`, `new`, `evidence` or the folder above what was made.
      expect(sync.mock.calls.length).toBeGreaterThanOrEqual(4);
    } finally {
      sync.mockRestore();
    }
    expect((await bytesIn(await storage.open('evidence/new/folder/x', file))).length).toBe(1_000);
  });
});
