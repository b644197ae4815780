import { DAY, HOUR, SECOND } from './durations';
import type { Random } from './random';

const SPAN = 84 * DAY;

/** How busy each hour of a working day is, in UTC. */
const HOURS = [2, 2, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 9, 11, 12, 11, 10, 8, 5, 4, 4, 3, 3, 2];
const BUSIEST = Math.max(...HOURS);
const WEEKEND = 0.3;

/** Times of the twelve weeks before `now`, sorted, most of them in working hours and slightly more of them recent. */
export function creationTimes(random: Random, count: number, now: Date): Date[] {
  const times: Date[] = [];
  while (times.length < count) {
    const age = 5 * 60 * SECOND + random.next() ** 1.15 * (SPAN - HOUR);
    const time = new Date(Math.floor((now.getTime() - age) / SECOND) * SECOND);
    if (random.chance(business(time))) times.push(time);
  }
  return times.sort((a, b) => a.getTime() - b.getTime());
}

/** How likely anything is to happen at that time, up to 1. */
export function business(time: Date): number {
  const hour = HOURS[time.getUTCHours()] / BUSIEST;
  const weekday = time.getUTCDay();
  return weekday === 0 || weekday === 6 ? hour * WEEKEND : hour;
}
