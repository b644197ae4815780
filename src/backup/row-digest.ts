import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

const LINE_END = 0x0a;
const LANES = 8;

/**
 * Passes the text of a COPY on, and counts and sums its rows: the SHA-256 of each is added up, so that rows in another order
 * have the same digest. In that text a line is a row, as line ends inside of values are written as `\n`.
 */
export class RowDigest extends Transform {
  rows = 0;
  private readonly lanes = new Uint32Array(LANES);
  /** Pieces of a row that has not ended yet. */
  private rest: Buffer[] = [];

  /** 64 hex digits. */
  get digest(): string {
    return Array.from(this.lanes, (lane) => lane.toString(16).padStart(8, '0')).join('');
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      const tail = chunk.subarray(from, end);
      this.add(this.rest.length === 0 ? tail : Buffer.concat([...this.rest, tail]));
      this.rest = [];
      from = end + 1;
    }
    if (from < chunk.length) this.rest.push(chunk.subarray(from));
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    if (this.rest.length > 0) done(new Error('the last row is cut off'));
    else done();
  }

  private add(row: Buffer): void {
    const hash = createHash('sha256').update(row).digest();
    // Wraps around by itself.
    for (let lane = 0; lane < LANES; lane += 1) this.lanes[lane] += hash.readUInt32BE(lane * 4);
    this.rows += 1;
  }
}
