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

  it.each(['__proto__', 'constructor', 'prototype'])('is a key %s, at any depth', (key) => {
    expect(fieldsOf(JSON.parse(`{"${key}": 1}`))).toEqual([key]);
    expect(fieldsOf(JSON.parse(`{"a": [{"b": {"${key}": {}}}]}`))).toEqual([`a.0.b.${key}`]);
  });

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

  it('is nesting deeper than 32 levels below the body, and looking for it does not overflow the stack', () => {
    expect(findUnsafe(nested(33))).toEqual([]);
    expect(fieldsOf(nested(34))).toEqual([Array(33).fill('a').join('.')]);
    expect(findUnsafe(nested(200_000))).toHaveLength(1);
  });
});
