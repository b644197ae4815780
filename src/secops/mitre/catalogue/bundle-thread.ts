import { Worker } from 'node:worker_threads';
import { InvalidRequest, ServiceUnavailable } from '../../../core/errors/domain-error';
import { MINUTE_MS } from '../../../core/time/durations';
import { type BundleExtract, extractBundle } from './extract-bundle';
import { plainDescription } from './plain-description';

/** The official bundle has about 45 MB. */
export const MAX_BUNDLE_BYTES = 100 * 1024 * 1024;
/**
 * Commas and opening brackets, which no value can do without; the official bundle has about a million. This is what bounds
 * the memory: a thread that meets the limit of its heap can take the whole process with it.
 */
const MAX_VALUES = 3_000_000;
const MAX_HEAP_MB = 1_024;
const MAX_MS = MINUTE_MS;

/** Not a file of its own, which would have another name before and after compilation. */
const SCRIPT = `
const { readFileSync } = require('node:fs');
const { isUtf8 } = require('node:buffer');
const { parentPort, workerData } = require('node:worker_threads');
const extractBundle = ${extractBundle.toString()};
const plainDescription = ${plainDescription.toString()};
const isFile = typeof workerData === 'string';
const what = isFile ? 'the file' : 'the body';
const refuse = (message) => ({ faults: [{ field: '', message }], objects: [] });
const read = () => {
  const bytes = isFile ? readFileSync(workerData) : Buffer.from(workerData.buffer);
  if (!isUtf8(bytes)) return refuse(what + ' is not valid UTF-8');
  let values = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) values += 1;
  }
  if (values > ${MAX_VALUES}) return refuse(what + ' must not hold more than ${MAX_VALUES} values');
  let bundle;
  try {
    bundle = JSON.parse(bytes.toString().replace(/^\\ufeff/, ''));
  } catch (error) {
    // Also what nests so deeply that it cannot be parsed.
    return refuse(what + ' is not valid JSON');
  }
  return extractBundle(bundle, plainDescription);
};
parentPort.postMessage(read());
`;

/**
 * Reads a bundle, from the file at a path or from its bytes, in a thread of its own: parsing the official one would hold up
 * everything else for half a second, and others may be made for that. Throws InvalidRequest when it takes more memory than
 * is allowed, ServiceUnavailable when it takes too long.
 */
export function extractInThread(bundle: string | Uint8Array): Promise<BundleExtract> {
  // A copy that the thread gets for good: the bytes may be part of a buffer that holds more than them.
  const workerData = typeof bundle === 'string' ? bundle : new Uint8Array(bundle);
  return new Promise((resolve, reject) => {
    const worker = new Worker(SCRIPT, {
      eval: true,
      workerData,
      transferList: typeof workerData === 'string' ? [] : [workerData.buffer],
      // Nothing of ours: neither secrets nor flags such as a test runner's.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const limit = setTimeout(() => {
      reject(
        new ServiceUnavailable(
          'Reading the bundle took too long and was stopped.',
          'Try again when the server is less busy, or import a smaller bundle.',
        ),
      );
      void worker.terminate();
    }, MAX_MS);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? InvalidRequest.field('', 'the bundle holds more than can be read: import a smaller one')
          : error,
      ),
    );
    worker.once('exit', () => {
      clearTimeout(limit);
      // Without effect when there was a message.
      reject(new ServiceUnavailable('Reading the bundle was stopped.'));
    });
  });
}
