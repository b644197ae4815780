import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Pace } from '../../core/queueing/pace';
import { unpackSnappy } from './snappy-block';

const MOST = 1024 * 1024;
const unpack = (...bytes: (number | string)[]): Promise<Buffer> =>
  unpackSnappy(
    Buffer.concat(bytes.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part])))),
    MOST,
    new Pace(),
  );
const INVALID = { status: 400, code: 'INVALID_REQUEST' };

describe('a snappy block', () => {
  it('holds literals, short and long copies, and copies that reach into themselves', async () => {
    // "abcd", then four from four back, then 12 from one back.
    expect(String(await unpack(20, 12, 'abcd', 0b001, 4, (11 << 2) | 2, 1, 0))).toBe('abcdabcddddddddddddd');
    expect(String(await unpack(8, 12, 'wxyz', (3 << 2) | 3, 4, 0, 0, 0))).toBe('wxyzwxyz');
    const text = 'x'.repeat(300);
    expect(String(await unpack(0xac, 2, 61 << 2, 0x2b, 1, text))).toBe(text);
    expect(await unpack(0)).toHaveLength(0);
  });

  it.each<[string, (number | string)[]]>([
    ['nothing at all', []],
    ['a length without end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ['a length that so little cannot hold', [0x80, 0x80, 0x10]],
    ['less than it says', [5, 12, 'abcd']],
    ['more than it says', [3, 12, 'abcd']],
    ['a literal beyond its end', [9, 32, 'abcd']],
    ['a literal of 4 GiB', [9, 63 << 2, 0xff, 0xff, 0xff, 0xff, 'abcd']],
    ['a literal whose size is cut off', [9, 63 << 2, 0xff]],
    ['a copy of what is before the beginning', [8, 12, 'abcd', 0b001, 5]],
    ['a copy from nowhere', [8, 12, 'abcd', 0b001, 0]],
    ['a copy that is cut off', [8, 12, 'abcd', 0b010, 4]],
    ['a copy beyond its length', [5, 12, 'abcd', 0b001, 4]],
  ])('is refused when it has %s', async (_, bytes) => {
    await expect(unpack(...bytes)).rejects.toMatchObject(INVALID);
  });

  it('is refused by the length that it announces, before there is room for it', async () => {
    const announced = Buffer.concat([Buffer.from([0x81, 0x80, 0x40]), randomBytes(MOST)]);
    await expect(unpackSnappy(announced, MOST, new Pace())).rejects.toMatchObject({
      ...{ status: 413, code: 'PAYLOAD_TOO_LARGE', details: { max_bytes: MOST } },
    });
  });

  it('of nothing but noise is refused, whatever it is', async () => {
    for (let round = 0; round < 500; round++) {
      const noise = randomBytes(1 + (round % 60));
      const unpacked = await unpackSnappy(noise, MOST, new Pace()).catch(
        (error: { status: number }) => error,
      );
      if (!Buffer.isBuffer(unpacked)) expect([400, 413]).toContain(unpacked.status);
    }
  });
});
