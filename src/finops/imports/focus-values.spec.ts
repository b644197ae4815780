import { describe, expect, it } from '@jest/globals';
import { CellFault, decimalOf, momentOf, tagsOf } from './focus-values';

const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(CellFault);
    return `${(error as CellFault).rule}: ${(error as Error).message}`;
  }
  return 'none';
};

describe('a number of a FOCUS file', () => {
  it.each(['0', '-0.00', '+1', '.5', '5.', '1e-7', '1.5E+3', '-12.345678901234567890123', '1E0', ' 7 '])(
    '%s is kept digit for digit',
    (text) => expect(decimalOf(text, 1e12)).toBe(text.trim()),
  );

  it.each([
    ...['abc', '1,000', '1_000', '0x10', '1e', '--1', 'NaN', 'Infinity', '$5', '1 000', '٣', '1e1000'],
    ...['9'.repeat(70), '1e41', '1e-41', '1000000000001', '-1e13'],
  ])('%s is refused', (text) => expect(faultOf(() => decimalOf(text, 1e12))).toMatch(/^number: must /));
});

describe('a time of a FOCUS file', () => {
  it.each([
    ['2026-01-15T10:00:00Z', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15 10:00:00', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15T10:00:00', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15 10:00:00 UTC', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15 10:00:00.123456Z', '2026-01-15T10:00:00.123Z'],
    ['2026-01-15 10:00', '2026-01-15T10:00:00.000Z'],
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15T23:30:00-02:00', '2026-01-16T01:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, moment) => expect(momentOf(text).toISOString()).toBe(moment));

  it.each([
    '15.01.2026',
    '01/15/2026',
    '2026-02-29',
    '2026-13-01',
    '2026-01-15T25:00:00Z',
    'yesterday',
    '45000',
  ])('%s is refused', (text) =>
    expect(faultOf(() => momentOf(text))).toMatch(/^timestamp: must be a time such as/),
  );
});

describe('the tags of a FOCUS row', () => {
  it.each<[string, unknown]>([
    ['{}', null],
    ['null', null],
    ['{"a":"b","n":1.5,"t":true,"f":false,"x":null}', { a: 'b', n: '1.5', t: 'true', f: 'false', x: '' }],
    ['{"Größe":"世界"}', { Größe: '世界' }],
  ])('%s are %j', (text, tags) => expect(tagsOf(text)).toEqual(tags));

  it.each([
    ['no JSON', 'env=prod', /^tags: must be a JSON object, not "env=prod"/],
    ['a list', '["a"]', /^tags: must be a JSON object/],
    [
      'an object in an object',
      '{"a":{"b":1}}',
      /^tags: must hold texts, numbers and flags only, which "a" is not/,
    ],
    ['a NUL character', '{"a":"\\u0000"}', /^tags: a must not contain NUL/],
    ['half a character', '{"a":"\\ud800"}', /^tags: a must be well-formed/],
    ['a name that reaches for a prototype', '{"__proto__":"x"}', /^tags: __proto__ is not an allowed name/],
    ['a text without end', `{"a":"${'x'.repeat(70_000)}"}`, /^tags: must not have more than 65536/],
  ])('%s is refused', (_, text, message) => expect(faultOf(() => tagsOf(text))).toMatch(message));
});
