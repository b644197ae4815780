import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../core/queueing/pace';
import { MAX_ALL_LABELS, MAX_SAMPLES, MAX_SERIES, readWriteRequest, type SentSeries } from './write-request';

/** A field of bytes: number and content of less than 128 bytes. */
const field = (number: number, ...content: (Buffer | string | number)[]): Buffer => {
  const inner = Buffer.concat(
    content.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  );
  return Buffer.concat([Buffer.from([number * 8 + 2, inner.length]), inner]);
};
const label = (name: string | Buffer, value: string): Buffer => field(1, field(1, name), field(2, value));
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(9, 9);
  bytes.writeDoubleLE(value, 1);
  return bytes;
};
const read = async (...bytes: Buffer[]): Promise<{ series: SentSeries[]; units: [string, string][] }> => {
  const series: SentSeries[] = [];
  let all: [string, string][] = [];
  await readWriteRequest(Buffer.concat(bytes), new Pace(), (one, index, units) => {
    series[index] = one;
    all = [...units];
  });
  return { series, units: all };
};
const INVALID = { status: 400, code: 'INVALID_REQUEST' };

describe('a write request', () => {
  it('gives labels, samples and units, and passes over what it does not know', async () => {
    const sample = field(2, double(1.5), 16, 0xac, 0x02);
    const unknown = Buffer.concat([Buffer.from([0x78, 1, 0x7d, 1, 2, 3, 4, 0x79, ...double(0).subarray(1)])]);
    const request = await read(
      field(1, label('__name__', 'up'), sample, field(3, 'exemplar'), unknown),
      field(3, 8, 2, field(2, 'up'), field(4, 'help'), field(5, 'bytes')),
      unknown,
    );
    expect(request.series).toEqual([
      { labels: [['__name__', 'up']], values: [1.5], times: [300], histograms: 0, isOverfull: false },
    ]);
    expect(request.units).toEqual([['up', 'bytes']]);
  });

  it('may leave out zeros, and gives negative times as long ago', async () => {
    const minusOne = Buffer.from([16, ...Array<number>(9).fill(0xff), 1]);
    const { series } = await read(field(1, field(2), field(2, minusOne)));
    expect(series[0]).toMatchObject({ values: [0, 0], times: [0, Number.MIN_SAFE_INTEGER] });
  });

  it('tells a label that is not UTF-8 from one that holds the sign for that', async () => {
    const { series } = await read(field(1, label(Buffer.from([0xff]), '\ufffd')));
    expect(series[0].labels).toEqual([[null, '\ufffd']]);
  });

  it.each<[string, number[]]>([
    ['a field that is longer than the whole', [10, 100, 1]],
    ['a field that is longer than what it stands in', [10, 4, 10, 50, 1, 1, 0, 0]],
    ['a length of 2^63', [10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a number without end', Array<number>(40).fill(0xff)],
    ['a number that is cut off', [10]],
    ['field 0', [2, 0]],
    ['groups, which nest without end', Array<number>(50).fill(0x1b)],
    ['a double that is cut off', [10, 4, 18, 2, 9, 1]],
    ['an unknown wire type', [15, 0]],
    [
      'a label of more fields than can be meant',
      [
        10,
        36,
        10,
        34,
        ...Array<number>(34)
          .fill(10)
          .map((tag, at) => (at % 2 ? 0 : tag)),
      ],
    ],
    ['more fields than can be meant', Array.from({ length: 400_002 }, (_, at) => (at % 2 ? 0 : 26))],
  ])('is refused when it has %s', async (_, bytes) => {
    await expect(read(Buffer.from(bytes))).rejects.toMatchObject(INVALID);
  });

  it('is refused beyond so many series or samples, and keeps no more labels than make sense', async () => {
    await expect(read(Buffer.alloc(2 * (MAX_SERIES + 1), field(1)))).rejects.toMatchObject(INVALID);
    const samples = Buffer.alloc(2 * (MAX_SAMPLES + 1), field(2));
    const size = Buffer.from([
      10,
      (samples.length & 127) | 128,
      ((samples.length >> 7) & 127) | 128,
      samples.length >> 14,
    ]);
    await expect(read(size, samples)).rejects.toMatchObject(INVALID);
    const labels = Buffer.alloc(2 * 5_000, field(1));
    const { series } = await read(Buffer.from([10, (labels.length & 127) | 128, labels.length >> 7]), labels);
    expect([series[0].labels.length, series[0].isOverfull]).toEqual([128, true]);
  });

  it('is refused beyond so many labels of all its series, which are not kept beyond their turn', async () => {
    const labels = 50;
    const one = field(1, ...Array.from({ length: labels }, () => field(1)));
    const most = Buffer.alloc(one.length * (MAX_ALL_LABELS / labels), one);
    let taken = 0;
    await readWriteRequest(most, new Pace(), () => (taken += 1));
    expect(taken).toBe(MAX_ALL_LABELS / labels);
    const tooMany = Buffer.concat([most, field(1, field(1))]);
    await expect(readWriteRequest(tooMany, new Pace(), () => undefined)).rejects.toMatchObject(INVALID);
  });
});
