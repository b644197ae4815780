import { parseTimestamp } from '../../core/fields';
import { fingerprintOf } from './fingerprint';

/** One alert, as it came. Texts are free of what Postgres cannot keep. */
export interface ReceivedAlert {
  readonly isFiring: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** As its sender's clock says, which may be ahead of ours; now where it says none. */
  readonly startsAt: Date;
  /** Whether it says when it began. */
  readonly isDated: boolean;
  /** When it ended, by its sender's clock as well; null while it fires. */
  readonly endsAt: Date | null;
  readonly fingerprint: string;
  readonly source: string | null;
}

/** Why an alert cannot be taken. */
export class AlertFault {
  constructor(readonly reason: string) {}
}

/** Labels of one alert, beyond which nothing can be meant. */
const MAX_LABELS = 256;
const MAX_TEXT = 20_000;
const FINGERPRINT = /^[\x21-\x7e]{1,128}$/;

/** Reads one alert of a notification or of API v2, taking from it whatever makes sense. */
export function readAlert(given: unknown, now: Date): ReceivedAlert | AlertFault {
  if (!isObject(given)) return new AlertFault('is not an object');
  const { status, generatorURL, fingerprint } = given;
  const labels = textsOf(given.labels);
  if (!labels || labels.size === 0) return new AlertFault('has no labels');
  if (labels.size > MAX_LABELS) return new AlertFault(`has more than ${MAX_LABELS} labels`);
  const startsAt = momentOf(given.startsAt);
  const endsAt = momentOf(given.endsAt);
  if (startsAt === undefined || endsAt === undefined)
    return new AlertFault('has a startsAt or endsAt that is no time');
  const isNamed = typeof fingerprint === 'string' && FINGERPRINT.test(fingerprint);
  // Who posts to API v2 says no status: an alert has ended when its end is over.
  const isFiring = status === 'firing' || (status !== 'resolved' && (endsAt === null || endsAt > now));
  return {
    ...{ isFiring, labels, annotations: textsOf(given.annotations) ?? new Map<string, string>() },
    ...{ startsAt: startsAt ?? now, isDated: startsAt !== null },
    endsAt: isFiring ? null : (endsAt ?? now),
    fingerprint: isNamed ? fingerprint : fingerprintOf(labels),
    source: typeof generatorURL === 'string' && generatorURL !== '' ? kept(generatorURL) : null,
  };
}

/** Of alerts that stand for the same, the one that says the latest. */
export const isLater = (one: ReceivedAlert, other: ReceivedAlert): boolean =>
  one.startsAt.getTime() === other.startsAt.getTime()
    ? Number(one.isFiring) <= Number(other.isFiring)
    : one.startsAt > other.startsAt;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null for none, which Go writes as the beginning of the year 1; undefined for what is no time. */
function momentOf(value: unknown): Date | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const at = parseTimestamp(value);
  return at && at.getUTCFullYear() <= 1 ? null : at;
}

function textsOf(value: unknown): Map<string, string> | null {
  if (!isObject(value)) return null;
  const texts = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new Map(texts.map(([name, text]) => [kept(name), kept(text)]));
}

/** Without NUL and broken characters, and no longer than anything that holds it. */
const kept = (text: string): string => Buffer.from(text.slice(0, MAX_TEXT).replaceAll('\0', '')).toString();
