import { describe, expect, it } from '@jest/globals';
import { FixedWindowStorage } from '../rate-limit/fixed-window.storage';
import { RedisClock } from './redis-clock';

const MINUTE = 60_000;
const TIME = 1_000 * MINUTE + 10_000;

describe('the clock of Redis', () => {
  /** An instance whose own clock is so much ahead, and how long its question was on the way. */
  const heard = (skew: number, wayMs: number, asked = TIME) => {
    const own = { now: asked + skew };
    const clock = new RedisClock(() => own.now);
    const learn = (at: number): void => {
      own.now = at + skew + wayMs;
      clock.learn(at + wayMs / 2, at + skew);
    };
    learn(asked);
    return { own, clock, learn };
  };

  it('is this machine’s own until it is heard', () => {
    expect(new RedisClock(() => TIME).now()).toBe(TIME);
  });

  it.each([0, 25_000, -25_000, 3_600_000])('is the same for an instance that is %i ms ahead', (skew) => {
    const { own, clock } = heard(skew, 4);
    expect(clock.now()).toBe(TIME + 4);
    own.now += 30_000;
    expect(clock.now()).toBe(TIME + 30_004);
  });

  it('does not tremble with the way of its answers, and follows when a clock is set', () => {
    const { own, clock, learn } = heard(25_000, 10);
    const asked = own.now;
    own.now += 100;
    const before = clock.now();
    clock.learn(before - 3, asked);
    expect(clock.now()).toBe(before);
    learn(TIME + MINUTE);
    expect(clock.now()).toBe(TIME + MINUTE + 10);
    own.now += 7_000;
    clock.learn(TIME + MINUTE + 12, own.now - 2);
    expect(clock.now()).toBe(TIME + MINUTE + 13);
  });

  it('does not begin the last window again when it goes back by a little', () => {
    const clock = { now: 1_000 * MINUTE };
    const counts = new FixedWindowStorage(() => clock.now);
    const hit = () => counts.increment('user:1', MINUTE, 10);
    hit();
    clock.now -= 5;
    expect(hit()).toMatchObject({ totalHits: 2, timeToExpire: 60 });
    clock.now += 5;
    expect(hit()).toMatchObject({ totalHits: 3 });
    clock.now -= 3 * MINUTE;
    expect(hit()).toMatchObject({ totalHits: 1 });
  });
});
