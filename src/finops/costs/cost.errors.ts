import { Conflict } from '../../core/errors/domain-error';

/** Amounts of different currencies have no sum. */
export class MixedCurrencies extends Conflict {
  constructor(currencies: readonly string[]) {
    super(
      `These costs are in several currencies (${currencies.join(', ')}), which are never added up: ask for one by currency.`,
      { currencies },
      'MIXED_CURRENCIES',
    );
  }
}

/** Two costs of the same day, environment, service and resource would be counted twice. */
export class CostExists extends Conflict {
  constructor() {
    super('There is already a cost of this day, environment, service and resource: remove one of the two.', {
      fields: ['date', 'environment', 'service', 'resource_id'],
    });
  }
}

/** The one currency of the amounts, or null if there is none. Throws MixedCurrencies. */
export function oneCurrency(currencies: Iterable<string>): string | null {
  const known = [...new Set(currencies)].toSorted();
  if (known.length > 1) throw new MixedCurrencies(known);
  return known[0] ?? null;
}
