const TIMESTAMP = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/i;

/** Whether the value is a real calendar day written YYYY-MM-DD. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && !value.startsWith('0000') && date.toISOString().startsWith(value);
}

/** A moment from ISO 8601 text with a zone (a bare day is its midnight in UTC), or undefined when it is none. */
export function parseTimestamp(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !TIMESTAMP.test(value) || !isDay(value.slice(0, 10))) return undefined;
  const date = new Date(value.replace(' ', 'T').replace(',', '.'));
  // The calendar of Postgres has no year 0, and its text no year of five digits (which an offset can lead to).
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date : undefined;
}
