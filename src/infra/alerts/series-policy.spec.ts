import { describe, expect, it } from '@jest/globals';
import type { Point } from '../metrics';
import { hasCooled, judge, type SeriesState, type Verdict } from './series-policy';

const NOON = Date.parse('2026-11-02T12:00:00Z');
const MINUTE = 60_000;
/** So many minutes after noon. */
const at = (minutes: number): Date => new Date(NOON + minutes * MINUTE);

const point = (minutes: number, value: number): Point => ({
  ...{ id: `${minutes}`, metric_name: 'cpu_usage', metric_type: 'cpu', value, unit: '%' },
  ...{ environment: 'production', service: null, host: 'web-1', timestamp: at(minutes), tags: null },
});

const RULE = { operator: '>', threshold_value: 90, cooldown_minutes: 15 } as const;
const FRESH: SeriesState = { evaluated_at: null, fired_at: null };

/** Judges points given as [minutes, value]. */
const decide = (
  points: readonly (readonly [minutes: number, value: number])[],
  {
    state = FRESH,
    open = false,
    now = at(60),
    cooldown = 15,
  }: { state?: SeriesState; open?: boolean; now?: Date; cooldown?: number } = {},
): Verdict =>
  judge(
    { ...RULE, cooldown_minutes: cooldown },
    state,
    open,
    points.map((each) => point(...each)),
    now,
  );

/** Minutes of the points that opened and resolved. */
const steps = ({ resolving, opening }: Verdict): (string | null)[] => [
  resolving?.id ?? null,
  opening?.by.id ?? null,
  opening?.resolving?.id ?? null,
];
const NOTHING = [null, null, null];

describe('a series under a rule', () => {
  it('opens an alert when it crosses, and not before', () => {
    expect(steps(decide([[1, 90]]))).toEqual(NOTHING);
    const verdict = decide([
      [1, 90],
      [2, 91],
      [3, 92],
    ]);
    expect(steps(verdict)).toEqual([null, '2', null]);
    expect(verdict.state).toEqual({ evaluated_at: at(3), fired_at: at(60) });
  });

  it('keeps the open alert while it stays beyond, and resolves it with the first value that is back', () => {
    expect(steps(decide([[1, 95]], { open: true }))).toEqual(NOTHING);
    expect(
      steps(
        decide(
          [
            [1, 95],
            [2, 90],
            [3, 10],
          ],
          { open: true },
        ),
      ),
    ).toEqual(['2', null, null]);
  });

  it('takes the points of a batch in the order of their times, however they came', () => {
    expect(
      steps(
        decide([
          [3, 10],
          [1, 95],
          [2, 96],
        ]),
      ),
    ).toEqual([null, '1', '3']);
  });

  it('takes points of the same moment as they came, within a batch and after it', () => {
    const [rises, falls] = [
      [
        [1, 10],
        [1, 99],
      ],
      [
        [1, 99],
        [1, 10],
      ],
    ] as const;
    expect(decide(rises).opening).toMatchObject({ by: { value: 99 }, resolving: null });
    expect(decide(falls).opening).toMatchObject({ by: { value: 99 }, resolving: { value: 10 } });
    const { state } = decide([[1, 10]]);
    const next = decide([[1, 99]], { state });
    expect([steps(next), next.state.evaluated_at]).toEqual([[null, '1', null], at(1)]);
    expect(steps(decide([[1, 10]], { state: next.state, open: true }))).toEqual(['1', null, null]);
  });

  it('leaves late points alone', () => {
    const state = { evaluated_at: at(10), fired_at: null };
    for (const minutes of [9.999, 9, -1000]) {
      const verdict = decide([[minutes, 99]], { state });
      expect(steps(verdict)).toEqual(NOTHING);
      expect(verdict.state).toEqual(state);
      expect(steps(decide([[minutes, 1]], { state, open: true }))).toEqual(NOTHING);
    }
    expect(steps(decide([[10.001, 99]], { state }))).toEqual([null, '10.001', null]);
  });

  it('a point from the future counts, and those of the present after it still do', () => {
    const first = decide([[1e6, 99]]);
    expect(steps(first)).toEqual([null, '1000000', null]);
    expect(first.state.evaluated_at).toEqual(at(60));
    const second = decide([[61, 50]], { state: first.state, open: true, now: at(62) });
    expect(steps(second)).toEqual(['61', null, null]);
  });

  it('points from the future are taken in their order, too', () => {
    expect(
      steps(
        decide([
          [120, 50],
          [119, 99],
        ]),
      ),
    ).toEqual([null, '119', '120']);
  });

  it('does not fire again until the cooldown is over, and then at the first value beyond', () => {
    const state = { evaluated_at: at(0), fired_at: at(0) };
    expect(steps(decide([[10, 99]], { state, now: new Date(+at(15) - 1) }))).toEqual(NOTHING);
    const later = decide([[11, 99]], { state, now: at(15) });
    expect(steps(later)).toEqual([null, '11', null]);
    expect(later.state.fired_at).toEqual(at(15));
  });

  it('that fires, is back and fires within one batch has one alert, resolved, as the cooldown has begun', () => {
    const verdict = decide([
      [1, 99],
      [2, 10],
      [3, 99],
    ]);
    expect(steps(verdict)).toEqual([null, '1', '2']);
  });

  it('without a cooldown that alert goes on instead, so that a batch opens one alert at most', () => {
    const flaps = Array.from({ length: 999 }, (_, index) => [index / 100, index % 2 ? 10 : 99] as const);
    expect(steps(decide(flaps, { cooldown: 0 }))).toEqual([null, '0', null]);
    expect(steps(decide([...flaps, [20, 10]], { cooldown: 0 }))).toEqual([null, '0', '20']);
    expect(steps(decide([[-1, 10], ...flaps], { cooldown: 0, open: true }))).toEqual(['-1', '0', null]);
  });

  it('holds a clock that has gone back against nobody for longer than one cooldown', () => {
    // Fired at a time that is a year ahead of what the clock says now.
    const state = { evaluated_at: at(525_600), fired_at: at(525_600) };
    const first = decide([[5, 99]], { state, now: at(5) });
    expect(steps(first)).toEqual(NOTHING);
    expect(first.state).toEqual({ evaluated_at: at(5), fired_at: at(5) });
    expect(steps(decide([[19, 99]], { state: first.state, now: at(19) }))).toEqual(NOTHING);
    expect(steps(decide([[20, 99]], { state: first.state, now: at(20) }))).toEqual([null, '20', null]);
  });

  it('resolves after the clock has gone back as well', () => {
    const state = { evaluated_at: at(525_600), fired_at: at(525_600) };
    const { state: next } = decide([[4, 10]], { state, open: true, now: at(5) });
    expect(steps(decide([[6, 10]], { state: next, open: true, now: at(6) }))).toEqual(['6', null, null]);
  });

  it('is not beyond for what is no number', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(steps(decide([[1, value]]))).toEqual(NOTHING);
  });
});

describe('a cooldown', () => {
  it.each([
    ['never fired', null, 15, at(0), true],
    ['fired just now', at(0), 15, at(0), false],
    ['a moment before its end', at(0), 15, new Date(+at(15) - 1), false],
    ['at its end', at(0), 15, at(15), true],
    ['none, at once', at(0), 0, at(0), true],
    ['a week, on the last minute', at(0), 10_080, at(10_079), false],
    ['a week, over', at(0), 10_080, at(10_080), true],
  ])('%s', (_, fired, minutes, now, expected) => {
    expect(hasCooled(fired, minutes, now)).toBe(expected);
  });
});
