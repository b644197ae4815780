import { describe, expect, it } from '@jest/globals';
import { Recommendation } from './recommendation.entity';
import { RecommendationStatus } from './recommendation.enums';
import { InvalidTransition } from './recommendation.errors';

const NOON = new Date('2026-03-20T12:00:00Z');
const LATER = new Date('2026-03-21T12:00:00Z');
const { pending, in_progress, completed, dismissed } = RecommendationStatus;

const recommendation = (status: RecommendationStatus, note: string | null = null): Recommendation =>
  Object.assign(new Recommendation(), { status, note, completed_at: status === completed ? NOON : null });

describe('a recommendation', () => {
  const allowed: readonly (readonly [RecommendationStatus, RecommendationStatus])[] = [
    ...([
      [pending, in_progress],
      [pending, completed],
      [pending, dismissed],
      [in_progress, pending],
      [in_progress, completed],
      [in_progress, dismissed],
      [completed, pending],
      [completed, in_progress],
      [dismissed, pending],
      [dismissed, in_progress],
    ] as const),
  ];

  it.each(allowed)('goes from %s to %s, and completed_at with it', (from, to) => {
    const row = recommendation(from);
    row.moveTo(to, LATER);
    expect([row.status, row.completed_at]).toEqual([to, to === completed ? LATER : null]);
  });

  const all = Object.values(RecommendationStatus);
  it.each(all)('that is %s already stays as it is, and since when', (status) => {
    const row = recommendation(status);
    row.moveTo(status, LATER);
    expect([row.status, row.completed_at]).toEqual([status, status === completed ? NOON : null]);
  });

  const refused = all
    .flatMap((from) => all.map((to) => [from, to] as const))
    .filter(([from, to]) => from !== to && !allowed.some(([one, other]) => one === from && other === to));
  it('takes no other step than those', () => {
    expect(refused).toEqual([
      [completed, dismissed],
      [dismissed, completed],
    ]);
    for (const [from, to] of refused) {
      const row = recommendation(from);
      expect(() => row.moveTo(to, LATER)).toThrow(InvalidTransition);
      expect(row.status).toBe(from);
    }
  });

  it('knows since when it is dismissed, until it is taken up again', () => {
    const row = recommendation(pending);
    row.moveTo(dismissed, NOON);
    row.moveTo(dismissed, LATER);
    expect(row.dismissed_at).toEqual(NOON);
    row.moveTo(in_progress, LATER);
    expect(row.dismissed_at).toBeNull();
  });

  it('that settles by itself keeps what was noted before', () => {
    const row = recommendation(in_progress, 'Asked its owner.');
    row.settle('It is used again.', LATER);
    expect([row.status, row.completed_at, row.note]).toEqual([
      completed,
      LATER,
      'Asked its owner.\nIt is used again.',
    ]);
  });
});
