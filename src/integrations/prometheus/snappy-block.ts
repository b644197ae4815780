import { PayloadTooLarge } from '../../core/errors/domain-error';
import type { Pace } from '../../core/queueing/pace';
import { brokenRequest } from './broken-request';

/** Three bytes that copy 64 are the most that Snappy can say with so little. */
const MOST_TIMES = 22;
/** Below, a loop is faster than a call. */
const SHORT = 24;
const STEPS = 1_024;

const broken = (): Error => brokenRequest('the body is not a snappy block');

/**
 * What a Snappy block (not the framed format) holds. Its first bytes say how much that is: more than `most`, or more than so
 * small a block can hold, is refused before room is made for it. Throws InvalidRequest and PayloadTooLarge.
 */
export async function unpackSnappy(block: Buffer, most: number, pace: Pace): Promise<Buffer> {
  const { length, at } = lengthOf(block);
  if (length > block.length * MOST_TIMES) throw broken();
  if (length > most) throw new PayloadTooLarge(most);
  const unpacker = new Unpacker(block, at, Buffer.allocUnsafe(length));
  while (unpacker.goOn(STEPS)) if (pace.isDue) await pace.rest();
  return unpacker.result();
}

class Unpacker {
  private filled = 0;

  constructor(
    private readonly block: Buffer,
    private at: number,
    private readonly out: Buffer,
  ) {}

  /** Does so many steps; false at the end. */
  goOn(steps: number): boolean {
    const { block } = this;
    for (let step = 0; step < steps && this.at < block.length; step++) {
      const tag = block[this.at++];
      const kind = tag & 3;
      const size = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
      if (kind === 0) this.literal(size > 60 ? this.number(size - 60) + 1 : size);
      else if (kind === 1) this.copy(size, this.number(1) + ((tag >>> 5) << 8));
      else this.copy(size, this.number(kind === 2 ? 2 : 4));
    }
    return this.at < block.length;
  }

  /** All of it. Throws when it is less than was announced. */
  result(): Buffer {
    if (this.filled !== this.out.length) throw broken();
    return this.out;
  }

  private number(bytes: number): number {
    if (this.at + bytes > this.block.length) throw broken();
    this.at += bytes;
    return this.block.readUIntLE(this.at - bytes, bytes);
  }

  private literal(size: number): void {
    const { block, out, at, filled } = this;
    if (at + size > block.length || filled + size > out.length) throw broken();
    if (size >= SHORT) block.copy(out, filled, at, at + size);
    else for (let index = 0; index < size; index++) out[filled + index] = block[at + index];
    this.at += size;
    this.filled += size;
  }

  private copy(size: number, back: number): void {
    const { out, filled } = this;
    if (back === 0 || back > filled || filled + size > out.length) throw broken();
    const from = filled - back;
    // One that reaches into itself repeats what it has just written, so it has to go byte by byte.
    if (size >= SHORT && back >= size) out.copyWithin(filled, from, from + size);
    else for (let index = 0; index < size; index++) out[filled + index] = out[from + index];
    this.filled += size;
  }
}

function lengthOf(block: Buffer): { length: number; at: number } {
  let length = 0;
  for (let at = 0; at < 5 && at < block.length; at++) {
    length += (block[at] & 127) * 2 ** (7 * at);
    if (block[at] < 128) return { length, at: at + 1 };
  }
  throw broken();
}
