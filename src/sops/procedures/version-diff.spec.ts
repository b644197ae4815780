import { describe, expect, it } from '@jest/globals';
import type { SopStep } from './sop-step';
import { stepDifferences } from './version-diff';

const steps = (ids: string): SopStep[] =>
  [...ids].map((id, at) => ({
    ...{ id, order: at + 1, title: id.toUpperCase(), description: '' },
    ...{ command: null, expected_result: null, warning: null, screenshot_url: null },
  }));
const moved = (before: string, after: string): string[] =>
  stepDifferences(steps(before), steps(after)).moved.map(({ id, from, to }) => `${id} ${from} ${to}`);

describe('the differences of steps', () => {
  it.each([
    ['abc', 'abc', []],
    ['abcde', 'eabcd', ['e 5 1']],
    ['abcde', 'bcdea', ['a 1 5']],
    ['abcde', 'abxcde', []],
    ['abcde', 'bde', []],
    ['ab', 'ba', ['b 2 1']],
    ['abcdef', 'fabcxe', ['f 6 1']],
    ['', 'abc', []],
  ])('from %s to %s moved are %j: those that shift with others were not', (before, after, expected) => {
    expect(moved(before, after)).toEqual(expected);
  });

  it('of a list that is turned over all but one have moved', () => {
    expect(moved('abcdefgh', 'hgfedcba')).toHaveLength(7);
  });

  it('a step that is another in its words alone is neither new nor gone', () => {
    const [before, after] = [steps('ab'), steps('ab')];
    after[1].title = 'Other';
    expect(stepDifferences(before, after)).toEqual({
      ...{ added: [], removed: [], moved: [] },
      changed: [
        { id: 'b', title: 'Other', changes: [{ field: 'title', old_value: 'B', new_value: 'Other' }] },
      ],
    });
  });
});
