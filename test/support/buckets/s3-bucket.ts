import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import S3rver from 's3rver';
import { filesBelow } from './local-bucket';
import { type TestBucket, writeAged } from './test-bucket';

const BUCKET = 'ops-test';
const PREFIX = 'ops/test';
const OBJECT = '._S3rver_object';
const METADATA = '._S3rver_metadata.json';

export interface S3Bucket extends TestBucket {
  readonly url: string;
}

/** A bucket of s3rver, a server that speaks S3, with a prefix. */
export async function s3Bucket(): Promise<S3Bucket> {
  // Loading it takes seconds on a busy machine, in which nothing else happens: not while somebody waits for an answer.
  await import('@aws-sdk/client-s3');
  const folder = await mkdtemp(join(tmpdir(), 'occ-s3-'));
  const server = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, vhostBuckets: false },
    ...{ directory: folder, configureBuckets: [{ name: BUCKET }] },
  });
  answerWhenWritten(server);
  listPageByPage(server);
  const { port } = await server.run();
  const url = `http://127.0.0.1:${port}`;
  const pathOf = (key: string): string => join(folder, BUCKET, PREFIX, `${key}${OBJECT}`);
  return {
    url,
    settings: {
      ...{ STORAGE_TYPE: 's3', AWS_S3_BUCKET: BUCKET, AWS_S3_PREFIX: PREFIX, AWS_S3_ENDPOINT: url },
      ...{ AWS_S3_FORCE_PATH_STYLE: 'true', AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
    },
    keys: async () =>
      (await filesBelow(join(folder, BUCKET)))
        .filter((path) => path.endsWith(OBJECT) || path.includes('_S3rver_uploads'))
        .map((path) => path.replace(`${PREFIX}/`, '').replace(OBJECT, '')),
    plant: async (key, bytes, modified) => {
      await writeAged(pathOf(key), bytes, modified);
      // Without it a file can be read, but not copied.
      await writeFile(pathOf(key).replace(OBJECT, METADATA), '{}');
    },
    bytesOf: (key) => readFile(pathOf(key)),
    close: async () => {
      server.httpServer.closeAllConnections();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It answers as soon as it has read the body, with the last of it not yet in the file; S3 does not. */
function answerWhenWritten({ store }: S3rver): void {
  const put = store.putObject.bind(store);
  store.putObject = async (object) => {
    const stored = await put(object);
    const path = store.getResourcePath(object.bucket, object.key, 'object');
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(1)) {
      if ((await stat(path)).size >= stored.size) break;
    }
    return stored;
  };
}

/** It makes the tokens of further pages by a cipher that OpenSSL has given up: here they are the last key of the page. */
function listPageByPage({ store, middleware }: S3rver): void {
  const request = new AsyncLocalStorage<{ lastKey?: string }>();
  const list = store.listObjects.bind(store);
  store.listObjects = async (bucket, options) => {
    const listing = await list(bucket, options);
    if (listing.isTruncated) request.getStore()!.lastKey = listing.objects.at(-1)?.key;
    return { ...listing, isTruncated: false };
  };
  middleware.unshift((context, next) => {
    const asked: { lastKey?: string } = {};
    const { 'continuation-token': token, ...query } = context.query;
    if (token !== undefined)
      context.query = { ...query, 'start-after': Buffer.from(token, 'hex').toString() };
    return request.run(asked, async () => {
      await next();
      if (asked.lastKey === undefined || typeof context.body !== 'string') return;
      const further = `<NextContinuationToken>${Buffer.from(asked.lastKey).toString('hex')}</NextContinuationToken>`;
      context.body = context.body.replace(
        '<IsTruncated>false</IsTruncated>',
        `<IsTruncated>true</IsTruncated>${further}`,
      );
    });
  });
}
