import { parseTimestamp } from '../../core/fields';
import { findUnsafe } from '../../core/http/unsafe-content';
import { shown } from './import-violations';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,3}))?$/;
const MAX_NUMBER_LENGTH = 64;
const MAX_EXPONENT = 40;
const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const MAX_TAGS_LENGTH = 64 * 1024;

/** Thrown for a cell that breaks a rule. */
export class CellFault extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** An exact decimal number, as Postgres reads it: kept as text, so that no digit is lost. Throws CellFault. */
export function decimalOf(text: string, most: number): string {
  const number = text.trim();
  const match = number.length <= MAX_NUMBER_LENGTH ? NUMBER.exec(number) : null;
  if (!match) throw new CellFault('number', `must be a decimal number, not ${shown(text)}`);
  // Near enough to tell what is out of all proportion.
  if (Math.abs(Number(match[1] ?? 0)) > MAX_EXPONENT || Math.abs(Number(number)) > most)
    throw new CellFault('number', `must not be beyond ${most}: ${shown(text)}`);
  return number;
}

/** A moment; without a zone it is in UTC, as FOCUS has all of them. Throws CellFault. */
export function momentOf(text: string): Date {
  const match = MOMENT.exec(text.trim());
  const [, day, time = '00:00', zone = 'Z'] = match ?? [];
  const moment = match && parseTimestamp(`${day}T${time}${zone.toUpperCase() === 'UTC' ? 'Z' : zone}`);
  if (!moment)
    throw new CellFault('timestamp', `must be a time such as 2026-01-15T00:00:00Z, not ${shown(text)}`);
  return moment;
}

/** Tags: a JSON object of scalars, each as text. Throws CellFault. */
export function tagsOf(text: string): Record<string, string> | null {
  const fail = (message: string): CellFault => new CellFault('tags', message);
  if (text.length > MAX_TAGS_LENGTH) throw fail(`must not have more than ${MAX_TAGS_LENGTH} characters`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw fail(`must be a JSON object, not ${shown(text)}`);
  }
  if (parsed === null) return null;
  if (typeof parsed !== 'object' || Array.isArray(parsed))
    throw fail(`must be a JSON object, not ${shown(text)}`);
  const unsafe = findUnsafe(parsed).at(0);
  if (unsafe) throw fail(`${unsafe.field} ${unsafe.message}`.trim());
  const tags = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed as Record<string, unknown>)) {
    if (typeof value === 'object' && value !== null)
      throw fail(`must hold texts, numbers and flags only, which ${shown(name)} is not`);
    tags.set(name, value === null ? '' : `${value as string | number | boolean}`);
  }
  return tags.size > 0 ? Object.fromEntries(tags) : null;
}
