/** Seconds that a Retry-After asks for, given as seconds or as a date; null if it is neither. */
export function retryAfterSeconds(header: unknown, now: number): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  // Date.parse takes much for a date: only one with a name of a month is meant here.
  return Number.isNaN(at) || !/[A-Za-z]{3}/.test(header) ? null : Math.max(0, (at - now) / 1_000);
}
