import { describe, expect, it } from '@jest/globals';
import { fit, studentQuantile90 } from './least-squares';

describe('least squares', () => {
  it('finds the line through points that lie on one, and no deviation', () => {
    const line = fit(
      [0, 1, 2, 3].map((x) => [1, x]),
      [5, 7, 9, 11],
    );
    expect(line.predict([1, 10])).toBeCloseTo(25, 10);
    expect(line.deviation).toBeCloseTo(0, 10);
    expect(line.freedom).toBe(2);
  });

  it('finds the line of the text books, its deviation and its leverage', () => {
    // x 1..5, y 2 4 5 4 5: slope 0.6, intercept 2.2, squares 2.4 with 3 degrees of freedom; (x − 3)² add up to 10.
    const line = fit(
      [1, 2, 3, 4, 5].map((x) => [1, x]),
      [2, 4, 5, 4, 5],
    );
    expect([line.predict([1, 0]), line.predict([1, 1])].map((y) => Number(y.toFixed(10)))).toEqual([
      2.2, 2.8,
    ]);
    expect(line.deviation).toBeCloseTo(Math.sqrt(0.8), 10);
    expect(line.leverage([1, 3])).toBeCloseTo(1 / 5, 10);
    expect(line.leverage([1, 6])).toBeCloseTo(1 / 5 + 9 / 10, 10);
  });

  it('changes places of columns where the first does not tell', () => {
    const plane = fit(
      [
        [0, 1],
        [0, 1],
        [1, 0],
      ],
      [3, 5, 7],
    );
    expect(plane.predict([1, 1])).toBeCloseTo(11, 10);
  });

  it('says so when the points do not tell which line it is', () => {
    const same = [1, 1, 1].map((x) => [1, x]);
    expect(() => fit(same, [1, 2, 3])).toThrow(RangeError);
  });

  it.each([
    [6, 1.4398],
    [10, 1.3722],
    [20, 1.3253],
    [48, 1.2994],
  ])('with %p degrees of freedom, 80 %% lie within %p deviations, as in the tables', (freedom, expected) => {
    expect(Math.abs(studentQuantile90(freedom) - expected)).toBeLessThan(0.0001);
  });
});
