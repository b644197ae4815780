import { MINUTE_MS } from './durations';

/** How far the clock of a sensor, scanner or collector may be ahead of ours. */
export const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** Whether a moment lies further in the future than a clock that is ahead explains. */
export const isAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + MAX_AHEAD_MS;
