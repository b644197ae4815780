import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { WholeNumbers } from './whole-numbers';

class Sample {
  @WholeNumbers({ min: 1, max: 9, maxItems: 3 }) steps!: number[];
}

const faultsOf = (steps: unknown): string[] =>
  validateSync(Object.assign(new Sample(), { steps })).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );

describe('a list of whole numbers', () => {
  const good: unknown[] = [[1], [9, 1, 5]];
  it.each(good.map((steps) => ({ steps })))('$steps is one', ({ steps }) => {
    expect(faultsOf(steps)).toEqual([]);
  });

  const bad: unknown[] = [
    ...[[], [1, 2, 3, 4], [0], [10], [1.5], [2, 2], ['1'], [null], [[1]]],
    ...[null, undefined, 5, '5', { 0: 1, length: 1 }],
  ];
  it.each(bad.map((steps) => ({ steps })))('$steps is none', ({ steps }) => {
    expect(faultsOf(steps)).toEqual(['steps must be a list of 1 to 3 different whole numbers from 1 to 9']);
  });
});
