import { describe, expect, it } from '@jest/globals';
import type { Series } from './series';
import { UntoldSeries } from './untold-series';

const series = (host: string): Series => ({
  ...({ metric_name: 'cpu', metric_type: 'cpu', environment: 'production', service: null } as const),
  host,
});
const hosts = (many: readonly Series[]): (string | null)[] => many.map(({ host }) => host);

describe('the series that wait to be told of', () => {
  it('come in the order in which they came up, however many new ones come after them', () => {
    const untold = new UntoldSeries();
    untold.add(['a', 'b', 'c'].map(series));
    untold.add(['a', 'd'].map(series));
    expect(hosts(untold.take(2, 0))).toEqual(['a', 'b']);
    untold.add(['e', 'a'].map(series));
    expect(hosts(untold.take(9, 0))).toEqual(['c', 'd', 'e', 'a']);
    expect(untold.size).toBe(0);
  });

  it('rest once they were told of, whether they come up before or after that', () => {
    const untold = new UntoldSeries();
    untold.add([series('a')]);
    untold.rest(series('a'), 1_000);
    untold.rest(series('b'), 1_000);
    untold.add(['b', 'c'].map(series));
    expect(hosts(untold.take(9, 999))).toEqual(['c']);
    expect(hosts(untold.take(9, 1_000))).toEqual(['a', 'b']);
    untold.add([series('b')]);
    expect(hosts(untold.take(9, 1_000))).toEqual(['b']);
  });

  it('that are postponed come behind those that wait, in their time', () => {
    const untold = new UntoldSeries();
    untold.postpone(series('a'), 500);
    untold.add([series('b')]);
    expect(hosts(untold.take(9, 499))).toEqual(['b']);
    expect(hosts(untold.take(9, 500))).toEqual(['a']);
  });

  it('keep nothing of a point but the name of its series', () => {
    const untold = new UntoldSeries();
    untold.add([{ ...series('a'), tags: { much: 'text' } } as Series]);
    expect(untold.take(1, 0)).toEqual([series('a')]);
  });

  it('are remembered up to a bound; beyond it, the table is to be asked', () => {
    const untold = new UntoldSeries();
    untold.mayBeMore = false;
    untold.add(Array.from({ length: 100_000 }, (_, index) => series(`h${index}`)));
    expect([untold.mayBeMore, untold.size]).toEqual([false, 100_000]);
    untold.add([series('one more')]);
    expect([untold.mayBeMore, untold.size]).toEqual([true, 100_000]);
  });
});
