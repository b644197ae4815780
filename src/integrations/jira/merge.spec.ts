import { describe, expect, it } from '@jest/globals';
import { decide, type FieldState } from './merge';

const NOON = new Date('2026-01-15T12:00:00Z');
const minutes = (after: number): Date => new Date(NOON.getTime() + after * 60_000);
const by = (at: Date): FieldState['theirChange'] => ({ at, author: 'Jane' });

const state = (more: Partial<FieldState>): FieldState => ({
  ...{
    ours: 'a',
    theirs: 'A',
    isSame: false,
    known: { ours: 'a', jira: 'A' },
    ourTime: NOON,
    theirChange: null,
  },
  ...more,
});

describe('a field here and in Jira', () => {
  it.each<[string, Partial<FieldState>, string, boolean]>([
    ['that nobody has changed is left alone', {}, 'nothing', false],
    ['that is the same, as is known, is left alone', { isSame: true }, 'nothing', false],
    [
      'that became the same on both sides is settled',
      { isSame: true, ours: 'b', theirs: 'B' },
      'settle',
      false,
    ],
    ['that was changed here is sent', { ours: 'b' }, 'send', false],
    ['that was changed there is taken', { theirs: 'B' }, 'take', false],
    [
      'that was changed on both sides, there last, is taken',
      { ours: 'b', theirs: 'C', theirChange: by(minutes(1)) },
      ...(['take', true] as const),
    ],
    [
      'that was changed on both sides, here last, is sent',
      { ours: 'b', theirs: 'C', theirChange: by(minutes(-1)) },
      ...(['send', true] as const),
    ],
    [
      'that was changed at the same moment is sent',
      { ours: 'b', theirs: 'C', theirChange: by(NOON) },
      ...(['send', true] as const),
    ],
    [
      'that was changed on both sides, there so long ago that Jira does not tell, is sent',
      { ours: 'b', theirs: 'C' },
      ...(['send', true] as const),
    ],
    [
      'of which it is not known how it began in Jira is left alone until somebody changes it',
      { known: { ours: 'a', jira: null } },
      ...(['nothing', false] as const),
    ],
    [
      'of which it is not known how it began in Jira is taken once it was changed there',
      { known: { ours: 'a', jira: null }, theirChange: by(NOON) },
      ...(['take', false] as const),
    ],
    ['of which nothing is known is sent', { known: undefined }, 'send', false],
  ])('%s', (_, more, act, isConflict) => {
    expect(decide(state(more))).toEqual({ act, isConflict });
  });
});
