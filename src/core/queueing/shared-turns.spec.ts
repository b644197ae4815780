import { describe, expect, it } from '@jest/globals';
import { SharedTurns } from './shared-turns';
import { Turnstile } from './turnstile';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('shared turns', () => {
  const scene = (maxWaiting?: number) => {
    const turns = new SharedTurns<number>(new Turnstile(1, maxWaiting));
    const ends: ((error?: Error) => void)[] = [];
    const begun: string[] = [];
    const ask = (key: string): Promise<number> =>
      turns.take(key, () => {
        const at = begun.push(key);
        return new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve(at))));
      });
    return { ask, begun, ends };
  };

  it('of those who ask while it is under way none is given that one, and all share the next', async () => {
    const { ask, begun, ends } = scene();
    const first = ask('a');
    const later = [ask('a'), ask('a'), ask('b'), ask('a')];
    ends[0]();
    expect(await first).toBe(1);
    await settle();
    const latest = ask('a');
    ends[1]();
    await settle();
    ends[2]();
    await settle();
    ends[3]();
    expect(await Promise.all(later)).toEqual([2, 2, 3, 2]);
    expect([await latest, begun]).toEqual([4, ['a', 'a', 'b', 'a']]);
  });

  it('a failure is told to all who share it, and to nobody after them', async () => {
    const { ask, ends } = scene();
    const first = ask('a');
    const shared = [ask('a'), ask('a')];
    ends[0](new Error('first'));
    await expect(first).rejects.toThrow('first');
    await settle();
    ends[1](new Error('second'));
    for (const one of shared) await expect(one).rejects.toThrow('second');
    const next = ask('a');
    ends[2]();
    expect(await next).toBe(3);
  });

  it('who would wait behind too many is sent away, and may come again', async () => {
    const { ask, ends } = scene(1);
    const taken = [ask('a'), ask('b')];
    await expect(ask('c')).rejects.toMatchObject({ status: 503 });
    ends[0]();
    await settle();
    const again = ask('c');
    ends[1]();
    await settle();
    ends[2]();
    expect(await Promise.all([...taken, again])).toEqual([1, 2, 3]);
  });
});
