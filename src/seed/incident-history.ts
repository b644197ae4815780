import type { Account } from './accounts';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import type { Random } from './random';
import type { Severity, Status } from './scenarios';

export interface FieldChange {
  readonly field: 'status' | 'assignee' | 'root_cause' | 'resolution' | 'resolved_at';
  readonly old_value: unknown;
  readonly new_value: unknown;
}

/** One change of an incident after it was opened. */
export interface Step {
  readonly at: Date;
  readonly by: Account;
  readonly changes: readonly FieldChange[];
}

export interface Course {
  readonly createdAt: Date;
  readonly now: Date;
  readonly severity: Severity;
  readonly status: Status;
  readonly reporter: Account;
  readonly assignee: Account;
  readonly root_cause: string;
  readonly resolution: string;
}

/** Until somebody takes it, and until it is solved: the shortest and longest usual time. */
const TAKEN_AFTER: Readonly<Record<Severity, readonly [number, number]>> = {
  critical: [MINUTE, 8 * MINUTE],
  high: [3 * MINUTE, 25 * MINUTE],
  medium: [15 * MINUTE, 4 * HOUR],
  low: [1 * HOUR, 20 * HOUR],
};
const SOLVED_AFTER: Readonly<Record<Severity, readonly [number, number]>> = {
  critical: [22 * MINUTE, 5 * HOUR],
  high: [45 * MINUTE, 14 * HOUR],
  medium: [4 * HOUR, 4 * DAY],
  low: [20 * HOUR, 12 * DAY],
};

/** The steps that lead an incident from open to its status; all of them lie between its creation and now. */
export function planHistory(random: Random, course: Course): Step[] {
  const { createdAt, now, severity, status, assignee, reporter } = course;
  const left = now.getTime() - createdAt.getTime();
  const fast = severity === 'critical' || severity === 'high';
  const unhurried = (after: number): number => atWork(random, createdAt, after, left);
  const solving = Math.min(random.logarithmic(...SOLVED_AFTER[severity]), left * (0.4 + 0.5 * random.next()));
  const taken = Math.min(random.logarithmic(...TAKEN_AFTER[severity]), solving * 0.4);
  const solved = fast ? solving : unhurried(solving);
  const closed = unhurried(solved + Math.min((1 + 5 * random.next()) * DAY, (left - solved) * 0.9));
  const assigned = change('assignee', null, assignee.name);

  if (status === 'open') {
    return random.chance(0.5) ? [{ at: later(createdAt, taken), by: reporter, changes: [assigned] }] : [];
  }
  const steps: Step[] = [
    {
      at: later(createdAt, taken),
      by: assignee,
      changes: [change('status', 'open', 'investigating'), assigned],
    },
  ];
  if (status === 'investigating') return steps;
  const resolvedAt = later(createdAt, solved);
  steps.push({
    at: resolvedAt,
    by: assignee,
    changes: [
      change('status', 'investigating', 'resolved'),
      change('resolved_at', null, resolvedAt),
      change('root_cause', null, course.root_cause),
      change('resolution', null, course.resolution),
    ],
  });
  if (status === 'closed') {
    const by = random.chance(0.6) ? reporter : assignee;
    steps.push({ at: later(createdAt, closed), by, changes: [change('status', 'resolved', 'closed')] });
  }
  return steps;
}

/** What would happen at night happens in the next working hours, in UTC, unless they are still to come. */
function atWork(random: Random, start: Date, after: number, left: number): number {
  const time = start.getTime() + after;
  const hour = Math.floor((time % DAY) / HOUR);
  if (hour >= 7 && hour < 19) return after;
  const midnight = time - (time % DAY) + (hour >= 19 ? DAY : 0);
  const moved = midnight + random.integer(8 * 60, 17 * 60) * MINUTE - start.getTime();
  return moved < left ? moved : after;
}

function change(field: FieldChange['field'], old_value: unknown, new_value: unknown): FieldChange {
  return { field, old_value, new_value };
}

function later(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + Math.max(SECOND, Math.floor(milliseconds / SECOND) * SECOND));
}
