/** No wait is longer, whatever the receiver asks for. */
const LONGEST_SECONDS = 3_600;

/**
 * Seconds to wait after the n-th failed attempt (from 1): doubling from `base`, up to half as much again by chance, so
 * that what failed together is not tried together; at least what the receiver asks for, at most an hour.
 */
export function retrySeconds(
  attempt: number,
  base: number,
  askedFor: number | null,
  random: number = Math.random(),
): number {
  const own = base * 2 ** Math.min(attempt - 1, 30) * (1 + random / 2);
  return Math.min(Math.max(own, askedFor ?? 0), LONGEST_SECONDS);
}
