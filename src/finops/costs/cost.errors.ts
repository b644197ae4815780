import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const MIXED_CURRENCIES = errorKind({
  code: 'MIXED_CURRENCIES',
  status: 409,
  meaning: 'These costs are in several currencies, which are never added up.',
  remedy: 'Ask for one of them by the parameter currency.',
});

/** Amounts of different currencies have no sum. */
export class MixedCurrencies extends Conflict {
  constructor(currencies: readonly string[]) {
    super(
      `These costs are in several currencies (${currencies.join(', ')}), which are never added up.`,
      { currencies },
      MIXED_CURRENCIES,
    );
  }
}

/** Two costs of the same day, environment, service and resource would be counted twice. */
export class CostExists extends Conflict {
  constructor() {
    super(
      'There is already a cost of this day, environment, service and resource.',
      { fields: ['date', 'environment', 'service', 'resource_id'] },
      undefined,
      'Remove one of the two.',
    );
  }
}

/** The one currency of the amounts, or null if there is none. Throws MixedCurrencies. */
export function oneCurrency(currencies: Iterable<string>): string | null {
  const known = [...new Set(currencies)].toSorted();
  if (known.length > 1) throw new MixedCurrencies(known);
  return known[0] ?? null;
}
