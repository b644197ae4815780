import { describe, expect, it } from '@jest/globals';
import type { Violation } from '../../core/errors/domain-error';
import { rate, type Rating } from './rating';

const CRITICAL = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const HIGH = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';

const rating = (cvss_vector: string | null, cvss_score: number | null, severity: string): Rating =>
  ({ cvss_vector, cvss_score, severity }) as Rating;
const rated = (given: object, before: Rating | null = null): [Rating, string[]] => {
  const faults: Violation[] = [];
  return [rate(given, before, faults), faults.map(({ field }) => field)];
};

describe('a new rating', () => {
  it.each([
    [{ cvss_vector: CRITICAL }, rating(CRITICAL, 9.8, 'critical')],
    [{ cvss_vector: CRITICAL, cvss_score: 9.8 }, rating(CRITICAL, 9.8, 'critical')],
    [{ cvss_vector: CRITICAL, cvss_score: null }, rating(CRITICAL, 9.8, 'critical')],
    [{ cvss_vector: CRITICAL, severity: 'low' }, rating(CRITICAL, 9.8, 'low')],
    [{ cvss_score: 4 }, rating(null, 4, 'medium')],
    [{ cvss_score: 0 }, rating(null, 0, 'info')],
    [{ severity: 'high' }, rating(null, null, 'high')],
    [{ severity: 'high', cvss_score: null, cvss_vector: null }, rating(null, null, 'high')],
  ])('from %p', (given, expected) => {
    expect(rated(given)).toEqual([expected, []]);
  });

  it('without anything to go by is refused', () => {
    expect(rated({})[1]).toEqual(['severity']);
    expect(rated({ cvss_score: null })[1]).toEqual(['severity']);
  });

  it('whose score is not that of its vector is refused', () => {
    expect(rated({ cvss_vector: CRITICAL, cvss_score: 9.7 })[1]).toEqual(['cvss_score']);
  });
});

describe('a rating that changes', () => {
  const scored = rating(null, 5, 'medium');
  const vectored = rating(HIGH, 7.5, 'high');

  it.each([
    ['nothing', {}, vectored, vectored],
    ['the vector', { cvss_vector: CRITICAL }, vectored, rating(CRITICAL, 9.8, 'critical')],
    [
      'the vector and the severity',
      { cvss_vector: CRITICAL, severity: 'low' },
      vectored,
      rating(CRITICAL, 9.8, 'low'),
    ],
    ['the severity', { severity: 'low' }, vectored, rating(HIGH, 7.5, 'low')],
    ['the score', { cvss_score: 9 }, scored, rating(null, 9, 'critical')],
    ['the score to none', { cvss_score: null }, scored, rating(null, null, 'medium')],
    ['the vector to none', { cvss_vector: null }, vectored, rating(null, 7.5, 'high')],
    [
      'vector and score to none',
      { cvss_vector: null, cvss_score: null },
      vectored,
      rating(null, null, 'high'),
    ],
    [
      'the vector to none and the score',
      { cvss_vector: null, cvss_score: 2 },
      vectored,
      rating(null, 2, 'low'),
    ],
    ['the score to what it is', { cvss_score: 7.5 }, vectored, vectored],
  ])('in %s', (_, given, before, after) => {
    expect(rated(given, before)).toEqual([after, []]);
  });

  it('keeps a severity that somebody decided until the score is another', () => {
    const decided = rating(HIGH, 7.5, 'low');
    expect(rated({ cvss_vector: HIGH, cvss_score: 7.5 }, decided)).toEqual([decided, []]);
    expect(rated({ cvss_vector: CRITICAL }, decided)[0].severity).toBe('critical');
  });

  it.each([
    ['another score beside the vector', { cvss_score: 5 }],
    ['no score beside the vector', { cvss_score: null }],
    ['a score that is not that of the new vector', { cvss_vector: CRITICAL, cvss_score: 7.5 }],
  ])('to %s is refused', (_, given) => {
    expect(rated(given, vectored)[1]).toEqual(['cvss_score']);
  });
});
