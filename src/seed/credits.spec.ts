import { describe, expect, it } from '@jest/globals';
import { dayOf, daysBetween } from '../core/time/calendar';
import { createCredits } from './credits';

describe('demo credits', () => {
  it.each(['2026-11-23T12:00:00Z', '2028-02-29T00:00:00Z', '2027-12-31T23:59:59Z'])(
    'as of %s there is one of each state',
    (now) => {
      const { credits } = createCredits(new Date(now));
      const [well, soon, dry, over, spent] = credits;
      const states = credits.map(({ status }) => status);
      expect(states).toEqual(['active', 'active', 'active', 'expired', 'exhausted']);
      expect(daysBetween(dayOf(new Date(now)), soon.expiry_date)).toBe(18);
      expect(dry.projected_exhaustion_date! < dry.expiry_date).toBe(true);
      for (const one of [well, soon]) expect(one.projected_exhaustion_date! > one.expiry_date).toBe(true);
      expect([over.projected_exhaustion_date, spent.projected_exhaustion_date]).toEqual([null, null]);
      expect([over.remaining > 0, spent.remaining]).toEqual([true, 0]);
    },
  );

  it('have balances that only go down and end with what is left', () => {
    const { credits, balances } = createCredits(new Date('2026-11-23T12:00:00Z'));
    for (const { id, amount, remaining, start_date, version } of credits) {
      const own = balances.filter(({ credit_id }) => credit_id === id);
      const left = own.map((balance) => Number(balance.remaining));
      expect([own[0].day, left[0], left.at(-1), own.length]).toEqual([
        start_date,
        amount,
        remaining,
        version,
      ]);
      expect(left).toEqual(left.toSorted((a, b) => b - a));
      const days = own.map(({ day }) => day);
      expect(days).toEqual([...new Set(days)].toSorted());
    }
  });

  it('are the same each time', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(createCredits(now)).toEqual(createCredits(now));
  });
});
