import { MINUTE_MS } from '../../core/time/durations';
import { type Incident, IncidentStatus } from '../../infra/incidents';
import type { Saying } from './alert-words';
import type { ReceivedAlert } from './received-alert';

/** An alert that ended goes on with its incident if it fires again so soon. */
export const REOPEN_WITHIN_MS = 15 * MINUTE_MS;

/** What is known of an alert. */
export interface KnownAlert {
  readonly starts_at: Date;
  /** Null while it fires. */
  readonly ends_at: Date | null;
  readonly heard_at: Date;
}

export const Verdict = {
  /** A new incident. */
  open: 'open',
  /** It fires still: what it says now is taken over. */
  goOn: 'go_on',
  /** It fires again: the incident was resolved too early. */
  reopen: 'reopen',
  resolve: 'resolve',
  ignore: 'ignore',
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** The alert with the beginning that it has for us: one that tells none goes on with what has not ended. */
export const datedBy = (alert: ReceivedAlert, known: KnownAlert | null): ReceivedAlert =>
  alert.isDated || !known || known.ends_at !== null ? alert : { ...alert, startsAt: known.starts_at };

/** Whether it began after what is known. A beginning ahead of our clock does not keep out what begins after we heard of it. */
export const isNewer = ({ startsAt }: Pick<ReceivedAlert, 'startsAt'>, known: KnownAlert): boolean =>
  startsAt.getTime() !== known.starts_at.getTime() && startsAt > sinceOf(known);

const sinceOf = ({ starts_at, heard_at }: KnownAlert): Date => (starts_at < heard_at ? starts_at : heard_at);

/**
 * What an alert means for its incident. `status` is the incident's, null if there is none (any more); `heardAt` is when the
 * request came in. An occurrence, told by its beginning, opens one incident at most, and none whose incident a person has
 * closed or removed comes back.
 */
export function judge(
  alert: Pick<ReceivedAlert, 'isFiring' | 'startsAt' | 'endsAt'>,
  known: KnownAlert | null,
  status: IncidentStatus | null,
  heardAt: Date,
): Verdict {
  if (!known) return alert.isFiring ? Verdict.open : Verdict.ignore;
  const { starts_at, ends_at } = known;
  if (!alert.isFiring) {
    const since = sinceOf(known);
    const isOver = ends_at !== null || (alert.startsAt < since && alert.endsAt! < since);
    return isOver ? Verdict.ignore : Verdict.resolve;
  }
  if (ends_at === null) {
    if (status === IncidentStatus.open || status === IncidentStatus.investigating) return Verdict.goOn;
    return isNewer(alert, known) ? Verdict.open : Verdict.ignore;
  }
  if (isNewer(alert, known)) {
    const isSoon = heardAt.getTime() - ends_at.getTime() <= REOPEN_WITHIN_MS;
    return isSoon && status === IncidentStatus.resolved ? Verdict.reopen : Verdict.open;
  }
  // The same once more: it had been given up too early, unless this is a request that was overtaken by its end.
  const isSame = alert.startsAt.getTime() === starts_at.getTime() && heardAt > known.heard_at;
  return isSame && status === IncidentStatus.resolved ? Verdict.reopen : Verdict.ignore;
}

const FIELDS = ['title', 'description', 'severity', 'squad', 'affected_services', 'tags'] as const;

/** Takes over what the alert says otherwise than before, except where somebody has changed the incident. */
export function retell(incident: Incident, before: Saying, now: Saying): void {
  for (const field of FIELDS) {
    const [old, fresh] = [JSON.stringify(before[field]), JSON.stringify(now[field])];
    if (old !== fresh && JSON.stringify(incident[field]) === old)
      Object.assign(incident, { [field]: now[field] });
  }
}

/** Whether a repeat says nothing that was not said before. */
export const saysTheSame = (before: Saying, now: Saying): boolean =>
  FIELDS.every((field) => JSON.stringify(before[field]) === JSON.stringify(now[field]));
