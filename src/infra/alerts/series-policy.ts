import { MINUTE_MS } from '../../core/time/durations';
import type { Point } from '../metrics';
import { crosses, type Rule } from '../thresholds';

/** How far a series has been looked at by a rule. */
export interface SeriesState {
  /** Newest moment up to which it has been evaluated. */
  readonly evaluated_at: Date | null;
  /** When the rule last raised an alert for it, by the server's clock. */
  readonly fired_at: Date | null;
}

/** What a batch means for one series under one rule. */
export interface Verdict {
  readonly state: SeriesState;
  /** What resolves the alert that was open before. */
  readonly resolving: Point | null;
  /** What opens a new alert, and what resolves that one again within the same batch. */
  readonly opening: { readonly by: Point; readonly resolving: Point | null } | null;
}

type Reading = Pick<Rule, 'operator' | 'threshold_value' | 'cooldown_minutes'>;

/**
 * Takes the points of a series in the order of their times, those of the same moment as they came. A late one, older than
 * what has been evaluated, changes nothing; one from the future counts, but only up to now, so that it does not make everything after it late. The batch
 * is one moment of the server's clock: it opens one alert at most, even without a cooldown.
 */
export function judge(
  rule: Reading,
  before: SeriesState,
  isOpen: boolean,
  points: readonly Point[],
  now: Date,
): Verdict {
  // Written by a clock that was ahead of ours: kept as they are, they would silence the series until we get there.
  let evaluated = earlier(before.evaluated_at, now);
  let fired = earlier(before.fired_at, now);
  let resolving: Point | null = null;
  let opening: { by: Point; resolving: Point | null } | null = null;
  let open = isOpen;
  for (const point of points.toSorted((a, b) => a.timestamp.getTime() - b.timestamp.getTime())) {
    if (evaluated !== null && point.timestamp < evaluated) continue;
    evaluated = earlier(point.timestamp, now);
    const isBeyond = crosses(rule.operator, point.value, rule.threshold_value);
    if (isBeyond === open) continue;
    if (!isBeyond) {
      if (opening) opening.resolving = point;
      else resolving = point;
      open = false;
    } else if (hasCooled(fired, rule.cooldown_minutes, now)) {
      // Beyond again: the alert of this batch just goes on.
      if (opening) opening.resolving = null;
      else opening = { by: point, resolving: null };
      fired = now;
      open = true;
    }
  }
  return { state: { evaluated_at: evaluated, fired_at: fired }, resolving, opening };
}

/** Whether so many minutes have gone by since the rule last fired. */
export const hasCooled = (fired: Date | null, minutes: number, now: Date): boolean =>
  fired === null || now.getTime() - fired.getTime() >= minutes * MINUTE_MS;

function earlier(at: Date, now: Date): Date;
function earlier(at: Date | null, now: Date): Date | null;
function earlier(at: Date | null, now: Date): Date | null {
  return at !== null && at > now ? now : at;
}
