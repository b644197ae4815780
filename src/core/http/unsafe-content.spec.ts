import { describe, expect, it } from '@jest/globals';
import { findUnsafe } from './unsafe-content';

const fieldsOf = (body: unknown): string[] => findUnsafe(body).map(({ field }) => field);
const nested = (levels: number): unknown => {
  let value: unknown = 'leaf';
  for (let i = 0; i < levels; i += 1) value = { a: value };
  return value;
};

describe('unsafe content', () => {
  it('is not found in ordinary bodies', () => {
    const body = {
      text: 'a\n\t"é" 🔥',
      list: [1, null, true, { 'any key': -0.5 }],
      empty: {},
      proto: 'constructor',
    };
    for (const value of [body, undefined, null, '', 0, [], new Date()]) expect(findUnsafe(value)).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'is a key %s, at any depth',
    (key) => {
      expect(fieldsOf(JSON.parse(`{"${key}": 1}`))).toEqual([key]);
      expect(fieldsOf(JSON.parse(`{"a": [{"b": {"${key}": {}}}]}`))).toEqual([`a.0.b.${key}`]);
    },
  );

  it('is also found on objects without a prototype, as forms are read into', () => {
    const form = Object.create(null) as Record<string, unknown>;
    form.__proto__ = 'x';
    expect(fieldsOf(form)).toEqual(['__proto__']);
  });

  it('is a NUL character, in values and in names', () => {
    expect(fieldsOf({ a: 'x\0' })).toEqual(['a']);
    expect(fieldsOf({ a: ['ok', '\0'] })).toEqual(['a.1']);
    expect(fieldsOf({ a: { 'b\0': 1 } })).toEqual(['a']);
    expect(fieldsOf('\0')).toEqual(['']);
  });

  it('is half of a surrogate pair, in values and in names', () => {
    expect(fieldsOf({ a: '\ud83d' })).toEqual(['a']);
    expect(fieldsOf({ a: '\ude00\ud83d' })).toEqual(['a']);
    expect(fieldsOf({ '\ud83d': 1 })).toEqual(['']);
    expect(fieldsOf({ a: '\ud83d\ude00' })).toEqual([]);
  });

  it('is all reported at once', () => {
    expect(fieldsOf(JSON.parse('{"a": "\\u0000", "constructor": 1, "b": {"c": "\\ud800"}}'))).toEqual([
      'a',
      'constructor',
      'b.c',
    ]);
  });

  it('is an object of more than 1,000 names, which is reported alone', () => {
    const named = (count: number): unknown =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, '\0']));
    expect(fieldsOf({ a: named(1_001) })).toEqual(['a']);
    expect(fieldsOf({ b: '\0', a: named(1_001), c: '\0' })).toEqual(['a']);
    expect(findUnsafe({ a: named(1_000) })[0].message).toBe('must not contain NUL characters');
  });

  it('is more than 250,000 values, wherever they are, but not a batch of 10,000 points', () => {
    const point = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10 };
    expect(findUnsafe({ points: Array(10_000).fill(point) })).toEqual([]);
    const all = [{ field: '', message: 'the body must not hold more than 250000 values' }];
    expect(findUnsafe({ points: Array(1_000_000).fill(0) })).toEqual(all);
    expect(findUnsafe({ points: Array(25_000).fill(point) })).toEqual(all);
    expect(findUnsafe({ points: Array(249_999).fill(0) })).toEqual([]);
  });

  it('is reported a hundred times at most', () => {
    expect(findUnsafe({ a: Array(5_000).fill('\0') })).toHaveLength(100);
  });

  it('is nesting deeper than 32 levels below the body, and looking for it does not overflow the stack', () => {
    expect(findUnsafe(nested(33))).toEqual([]);
    expect(fieldsOf(nested(34))).toEqual([Array(33).fill('a').join('.')]);
    expect(findUnsafe(nested(200_000))).toHaveLength(1);
  });
});
