import { describe, expect, it } from '@jest/globals';
import type { KeyFigure } from '../figures/report-content';
import { changesSince } from './report-changes';

const figure = (name: string, value: number | null, kind: KeyFigure['kind'] = 'integer'): KeyFigure => ({
  ...{ name, label: name.toUpperCase(), value, kind },
  ...(kind === 'money' ? { unit: 'USD' } : {}),
});

describe('what has changed since the version before', () => {
  it.each([
    ['a count', [figure('a', 3)], [figure('a', 1)], 'A: 3 → 1 (−2)'],
    ['money', [figure('a', 3, 'money')], [figure('a', 4.5, 'money')], 'A: 3.00 USD → 4.50 USD'],
    ['what was not known', [figure('a', null, 'duration')], [figure('a', 2, 'duration')], 'A: – → 2 h'],
    ['what is new', [], [figure('a', 1)], 'A: 1 (new)'],
    ['what is gone', [figure('a', 1)], [], 'A: no longer there'],
    ['nothing', [figure('a', 1)], [figure('a', 1)], 'No key figure has changed.'],
  ])('%s is said', (_, before, now, words) => {
    expect(changesSince(before, now)).toBe(words);
  });

  it('is not told at any length', () => {
    const figures = (value: number): KeyFigure[] =>
      Array.from({ length: 15 }, (_, n) => figure(`f${n}`, value));
    const words = changesSince(figures(1), figures(2)).split('; ');
    expect([words.length, words[12]]).toEqual([13, 'and 3 more']);
  });
});
