import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../../src/config';
import { log } from '../../../src/core/logging/logger';
import type { FinishedFile, Storage } from '../../../src/core/storage/storage';
import { StorageCheck } from '../../../src/core/storage/storage-check';
import { storageOf } from '../../../src/core/storage/storage-of';
import { gcsBucket } from '../../support/buckets/gcs-bucket';
import { s3Bucket } from '../../support/buckets/s3-bucket';
import { finishedFile, type TestBucket } from '../../support/buckets/test-bucket';
import { type Mood, UnrulyProxy } from '../../support/buckets/unruly-proxy';
import { LogTap } from '../../support/log-tap';

const MIB = 1024 * 1024;
const UNAVAILABLE = { status: 503, code: 'SERVICE_UNAVAILABLE' };

const bytesIn = async (stream: Readable): Promise<Buffer> =>
  Buffer.concat((await stream.toArray()) as Buffer[]);

describe.each<[string, string, () => Promise<TestBucket & { readonly url: string }>]>([
  ['s3', 'AWS_S3_ENDPOINT', s3Bucket],
  ['gcs', 'GCS_API_ENDPOINT', gcsBucket],
])('a bucket of %s that misbehaves', (type, endpoint, makeBucket) => {
  let folder: string;
  let bucket: TestBucket & { readonly url: string };
  let proxy: UnrulyProxy;
  let storage: Storage;
  /** The same, with less patience. */
  let brisk: Storage;
  /** With so little that it is for failures alone: on a slow machine it may fail by itself. */
  let hasty: Storage;
  let tap: LogTap;
  let next = 0;
  beforeAll(async () => {
    tap = new LogTap();
    log.level = 'info';
    folder = await mkdtemp(join(tmpdir(), 'occ-unruly-'));
    bucket = await makeBucket();
    proxy = await UnrulyProxy.before(bucket.url);
    storage = storageOf(readConfig(settings()));
    brisk = storageOf(readConfig(settings({ STORAGE_TIMEOUT_SECONDS: '2' })));
    hasty = storageOf(readConfig(settings({ STORAGE_TIMEOUT_SECONDS: '1' })));
  }, 90_000);
  afterEach(() => {
    proxy.mood = () => 'calm';
    proxy.asked.length = 0;
  });
  afterAll(async () => {
    tap.close();
    storage.onApplicationShutdown();
    brisk.onApplicationShutdown();
    hasty.onApplicationShutdown();
    await proxy.close();
    await bucket.close();
    await rm(folder, { recursive: true, force: true });
  });

  const settings = (more: Record<string, string> = {}): Record<string, string> => ({
    ...{ ...bucket.settings, STORAGE_PATH: folder, [endpoint]: proxy.url, STORAGE_TIMEOUT_SECONDS: '10' },
    ...more,
  });
  const key = (): string => `evidence/unruly/${++next}`;
  const finished = (size: number): Promise<FinishedFile> => finishedFile(storage.incoming, randomBytes(size));
  const stored = async (size = 100_000): Promise<{ at: string; file: FinishedFile; bytes: Buffer }> => {
    const [at, file] = [key(), await finished(size)];
    await storage.put(at, file);
    return { at, file, bytes: await bucket.bytesOf(at) };
  };

  it.each<Mood>(['hang up', 'lose the answer'])(
    'is asked again when it should %s, and nothing is lost',
    async (mood) => {
      const [at, file] = [key(), await finished(100_000)];
      proxy.misbehave(mood, 1);
      await storage.put(at, file);
      proxy.misbehave(mood, 1);
      const content = await bytesIn(await storage.open(at, file));
      expect(content.equals(await bucket.bytesOf(at))).toBe(true);
      expect(existsSync(file.path)).toBe(false);
      proxy.misbehave(mood, 1);
      await storage.remove(at);
      expect(await bucket.keys()).not.toContain(at);
    },
  );

  it.each<Mood>(['slow down', 'be silent'])(
    'is waited for, and asked again, when it should %s',
    async (mood) => {
      const [at, file] = [key(), await finished(1_000)];
      proxy.misbehave(mood, 1);
      await (mood === 'be silent' ? brisk : storage).put(at, file);
      expect((await bucket.bytesOf(at)).length).toBe(1_000);
    },
  );

  it('is not waited for when its answers stop after their headers, be they errors or lists', async () => {
    const [kept, missing] = [await stored(), await finished(10)];
    proxy.misbehave('begin and stop');
    await Promise.all([
      expect(hasty.open(key(), missing)).rejects.toMatchObject(UNAVAILABLE),
      expect(hasty.keys('evidence')[Symbol.asyncIterator]().next()).rejects.toMatchObject(UNAVAILABLE),
      expect(hasty.check()).rejects.toMatchObject(UNAVAILABLE),
    ]);
    proxy.misbehave('calm');
    expect((await bytesIn(await storage.open(kept.at, kept.file))).equals(kept.bytes)).toBe(true);
  });

  it.each<Mood>(['hang up', 'forbid'])(
    'that does nothing but %s is a 503, and the upload stays where it was',
    async (mood) => {
      const kept = await stored();
      const [at, file] = [key(), await finished(100_000)];
      proxy.misbehave(mood);
      await expect(storage.put(at, file)).rejects.toMatchObject(UNAVAILABLE);
      await expect(storage.open(kept.at, kept.file)).rejects.toMatchObject(UNAVAILABLE);
      await expect(storage.check()).rejects.toMatchObject(UNAVAILABLE);
      expect([existsSync(file.path), (await bucket.keys()).includes(at)]).toEqual([true, false]);
      await rm(file.path);
    },
  );

  it('does not keep a file of which a byte was altered on the way up', async () => {
    const [at, file] = [key(), await finished(100_000)];
    proxy.misbehave('flip a byte up', Infinity, /^(PUT|POST)/);
    const putting = storage.put(at, file);
    await expect(putting).rejects.toMatchObject(UNAVAILABLE);
    expect(await bucket.keys()).not.toContain(at);
  });

  it.each<Mood>(['flip a byte down', 'cut off', 'fall silent'])(
    'breaks a download off rather than let it end as a wrong file: %s',
    async (mood) => {
      const { at, file, bytes } = await stored(300_000);
      proxy.misbehave(mood, Infinity, /^GET/);
      const received: Buffer[] = [];
      const reading = (async () => {
        const content = await (mood === 'fall silent' ? hasty : storage).open(at, file);
        for await (const chunk of content as AsyncIterable<Buffer>) received.push(chunk);
      })();
      await expect(reading).rejects.toBeInstanceOf(Error);
      expect(Buffer.concat(received).length).toBeLessThan(bytes.length);
    },
  );

  it('waits for somebody who reads slowly, for longer than it may pause itself', async () => {
    const { at, file, bytes } = await stored(4 * MIB);
    const content = await brisk.open(at, file);
    const read: Buffer[] = [];
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (read.length === 1) await sleep(2_300);
      read.push(chunk);
    }
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });

  it('is let go of by downloads that nobody reads to their end', async () => {
    const { at, file } = await stored(4 * MIB);
    const downloads = await Promise.all(Array.from({ length: 20 }, () => storage.open(at, file)));
    expect(await proxy.connections()).toBeGreaterThanOrEqual(20);
    await Promise.all(
      downloads.map(async (download, index) => {
        if (index % 2 === 0) for await (const _ of download) break;
        download.destroy();
      }),
    );
    // Those of before that wait for further requests.
    const deadline = Date.now() + 10_000;
    while ((await proxy.connections()) > 4 && Date.now() < deadline) await sleep(10);
    expect(await proxy.connections()).toBeLessThanOrEqual(4);
  });

  it('does not end other downloads with one that is broken off', async () => {
    const { at, file, bytes } = await stored(4 * MIB);
    const [first, second] = await Promise.all([storage.open(at, file), storage.open(at, file)]);
    for await (const _ of first) break;
    first.destroy();
    expect((await bytesIn(second)).equals(bytes)).toBe(true);
  });

  it.each<[string, Record<string, string>, string]>([
    ['is missing', { AWS_S3_BUCKET: 'nowhere', GCS_BUCKET: 'nowhere' }, 'there is no such bucket'],
    ['is forbidden', {}, 'grant them listing, reading, writing and deleting'],
    ['is not reached', { [endpoint]: 'http://127.0.0.1:9' }, 'does not answer'],
  ])('is named as the reason at the start when it %s, without its name', async (what, more, advice) => {
    const other = storageOf(readConfig(settings(more)));
    if (what === 'is forbidden') proxy.misbehave('forbid');
    tap.lines.length = 0;
    const check = new StorageCheck(other);
    check.onApplicationBootstrap();
    await check.done;
    const said = tap.lines.filter((line) => line.includes('"error"'));
    expect(said).toEqual([expect.stringContaining(advice)]);
    expect(tap.lines.join('\n')).not.toMatch(/ops-test|nowhere|127\.0\.0\.1|S3RVER|ops\/test/);
    other.onApplicationShutdown();
  });

  if (type === 's3') {
    it('is told to forget the parts of an upload that cannot be finished', async () => {
      const [at, file] = [key(), await finished(20 * MIB)];
      proxy.misbehave('forbid', Infinity, /partNumber=2/);
      await expect(storage.put(at, file)).rejects.toMatchObject(UNAVAILABLE);
      expect(proxy.asked.at(-1)).toMatch(/^DELETE .*uploadId=/);
      expect((await bucket.keys()).includes(at)).toBe(false);
      await rm(file.path);
    });

    it('gets a part again that was lost, and the file is whole', async () => {
      const [at, file] = [key(), await finished(20 * MIB)];
      proxy.misbehave('lose the answer', 1, /partNumber=2/);
      await storage.put(at, file);
      const parts = proxy.asked
        .filter((line) => /^PUT .*partNumber=/.test(line))
        .map((line) => /partNumber=(\d)/.exec(line)![1]);
      expect(parts).toEqual(['1', '2', '2', '3']);
      expect((await bytesIn(await storage.open(at, file))).length).toBe(20 * MIB);
    });
  }
});
