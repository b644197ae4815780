import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { bucketError, DamagedFile } from './storage.errors';
import type { Fingerprint } from './fingerprint';

/**
 * What comes from `source`, which is let go of when nobody reads on. Its last piece is held back until length and checksum
 * are known to be right: otherwise the stream fails, and whoever receives it sees that it is not whole. With `stallMs` it
 * fails, too, when so long nothing comes although it could be taken.
 */
export function wholeOrBroken(source: Readable, expected: Fingerprint, stallMs?: number): Readable {
  const hash = expected.sha256 === null ? undefined : createHash('sha256');
  let size = 0;
  let held: Buffer | undefined;
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    if (stallMs !== undefined) timer = setTimeout(onSilence, stallMs);
  };
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      watch();
      size += chunk.length;
      hash?.update(chunk);
      const ready = held;
      held = chunk;
      if (size > expected.size) next(new DamagedFile('it is too long'));
      else next(null, ready);
    },
    flush(next) {
      clearTimeout(timer);
      if (size !== expected.size) next(new DamagedFile(`${size} of ${expected.size} bytes`));
      else if (hash && hash.digest('hex') !== expected.sha256)
        next(new DamagedFile('its checksum is another'));
      else next(null, held);
    },
    destroy(error, done) {
      clearTimeout(timer);
      source.destroy();
      done(error);
    },
  });
  const onSilence = (): void => {
    const before = size;
    // What has come while this process was busy is looked at first. Who reads slowly is no reason to stop.
    setImmediate(() => {
      if (checked.destroyed || checked.writableFinished) return;
      if (size > before || checked.writableNeedDrain) watch();
      else checked.destroy(bucketError({ code: 'stalled' }));
    });
  };
  // Stays: a connection that breaks when nobody listens any more would end the process.
  source.on('error', (error) => {
    if (!checked.destroyed) checked.destroy(bucketError(error));
  });
  source.once('close', () => {
    if (!source.readableEnded && !checked.destroyed) checked.destroy(bucketError({ code: 'ECONNRESET' }));
  });
  // It may fail before its reader listens, who then finds it failed; without a listener that would end the process, too.
  checked.on('error', () => undefined);
  watch();
  return source.pipe(checked);
}
