import { type Draft, draftOf } from './finding-words';
import { RecommendationStatus } from './recommendation.enums';
import { type Finding, SavingsRule } from './savings-rules';

/** As many are added at a time, those that save most first: nobody reads more, and the rest is found again. */
export const MAX_ADDED = 500;

/** A recommendation that was found before, and what it says. */
export interface Known extends Draft {
  readonly id: string;
  readonly rule: SavingsRule;
  readonly environment: string;
  readonly service: string;
  readonly resource_id: string | null;
  readonly currency: string;
  readonly status: RecommendationStatus;
  /** When it was completed or dismissed, YYYY-MM-DD in UTC. */
  readonly closed_on: string | null;
}

/** What is to be done about what was found. */
export interface RefreshPlan {
  readonly add: readonly { readonly finding: Finding; readonly draft: Draft }[];
  /** Open ones that say something else now. */
  readonly change: readonly { readonly id: string; readonly draft: Draft }[];
  /** Dismissed, or completed in the days that the finding follows from. */
  readonly keptClosed: number;
}

/** What is news. The days in the description change every day, and are those of the figures beside them. */
const SAID: readonly (keyof Draft)[] = ['type', 'title', 'potential_savings', 'priority'];

/**
 * A cause is told once. A dismissed one stays dismissed for ever; a completed one is told anew only if all days that the
 * finding follows from lie after the day of its completion, for then it was not, or did not help. Growth that is measured
 * against days after a dismissal is not what was dismissed.
 */
export function planOf(findings: readonly Finding[], known: readonly Known[]): RefreshPlan {
  const byCause = new Map(known.map((one) => [causeOf(one), one]));
  const add: { finding: Finding; draft: Draft }[] = [];
  const change: { id: string; draft: Draft }[] = [];
  let keptClosed = 0;
  for (const finding of findings) {
    const draft = draftOf(finding);
    const before = byCause.get(causeOf(finding));
    if (!before) add.push({ finding, draft });
    else if (isClosed(before)) {
      if (isOver(before, finding)) add.push({ finding, draft });
      else keptClosed += 1;
    } else if (SAID.some((name) => before[name] !== draft[name])) change.push({ id: before.id, draft });
  }
  const bySavings = add.toSorted(
    (one, other) => Number(other.draft.potential_savings) - Number(one.draft.potential_savings),
  );
  return { add: bySavings.slice(0, MAX_ADDED), change, keptClosed };
}

const isClosed = ({ status }: Known): boolean =>
  status === RecommendationStatus.dismissed || status === RecommendationStatus.completed;

/** Whether what was closed has nothing to do with what was found later. */
function isOver({ status, closed_on }: Known, { rule, first_day }: Finding): boolean {
  const canReturn = status === RecommendationStatus.completed || rule === SavingsRule.cost_growth;
  return canReturn && closed_on !== null && closed_on < first_day;
}

interface Cause {
  readonly rule: string;
  readonly environment: string;
  readonly service: string;
  readonly resource_id: string | null;
  readonly currency: string;
}

const causeOf = ({ rule, environment, service, resource_id, currency }: Cause): string =>
  JSON.stringify([rule, environment, service, resource_id, currency]);
