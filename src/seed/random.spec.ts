import { describe, expect, it } from '@jest/globals';
import { UUID_V4 } from '../../test/support/demo-times';
import { Deck, Random } from './random';

describe('Random', () => {
  it('gives the same numbers for the same name and others for another', () => {
    const numbers = (name: string): number[] => {
      const random = new Random(name);
      return Array.from({ length: 20 }, () => random.integer(1, 1_000_000));
    };
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });

  it('gives distinct version 4 UUIDs', () => {
    const random = new Random('uuid');
    const ids = Array.from({ length: 20_000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !UUID_V4.test(id))).toEqual([]);
  });

  it('keeps to ranges and weights', () => {
    const random = new Random('ranges');
    const numbers = Array.from({ length: 5000 }, () => random.integer(3, 7));
    expect([...new Set(numbers)].sort()).toEqual([3, 4, 5, 6, 7]);
    const heavy = Array.from({ length: 5000 }, () =>
      random.weighted([
        ['a', 3],
        ['b', 1],
        ['c', 0],
      ]),
    );
    expect(heavy.filter((item) => item === 'a').length / 5000).toBeCloseTo(0.75, 1);
    expect(heavy).not.toContain('c');
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('Deck', () => {
  it('brings up each item in its share and keeps what did not fit', () => {
    const deck = new Deck(new Random('deck'), ['a', 'b', 'c'], ['first']);
    expect(deck.draw()).toBe('first');
    expect(deck.draw((item) => item === 'b')).toBe('b');
    expect([deck.draw(), deck.draw()].sort()).toEqual(['a', 'c']);
  });
});
