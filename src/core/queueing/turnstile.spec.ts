import { describe, expect, it } from '@jest/globals';
import { Turnstile } from './turnstile';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a turnstile', () => {
  it('lets no more through at a time than it may, in the order they came, also when one fails', async () => {
    const turnstile = new Turnstile(2);
    const begun: number[] = [];
    const ends: ((error?: Error) => void)[] = [];
    const enter = (who: number): Promise<number> =>
      turnstile.pass(() => {
        begun.push(who);
        return new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve(who))));
      });
    const [one, two, three, four] = [1, 2, 3, 4].map(enter);
    await settle();
    expect(begun).toEqual([1, 2]);
    ends[1](new Error('no connection'));
    await expect(two).rejects.toThrow('no connection');
    const five = enter(5);
    await settle();
    expect(begun).toEqual([1, 2, 3]);
    ends[0]();
    ends[2]();
    expect(await Promise.all([one, three])).toEqual([1, 3]);
    await settle();
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    ends[3]();
    ends[4]();
    expect(await Promise.all([four, five])).toEqual([4, 5]);
    expect(await turnstile.pass(() => Promise.resolve('free'))).toBe('free');
  });

  it('sends away who would wait behind too many, at once, and takes them again later', async () => {
    const turnstile = new Turnstile(1, 2);
    let end!: () => void;
    const held = turnstile.pass(() => new Promise<void>((resolve) => (end = resolve)));
    const waiting = [1, 2].map((who) => turnstile.pass(() => Promise.resolve(who)));
    await expect(turnstile.pass(() => Promise.resolve(3))).rejects.toMatchObject({
      ...{ status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: 2 },
    });
    end();
    await held;
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    expect(await turnstile.pass(() => Promise.resolve(3))).toBe(3);
  });
});
