import { CURRENCY } from '../../core/fields';
import { dayOf } from '../../core/time/calendar';
import {
  ChargeCategory,
  CostEnvironment,
  FIRST_YEAR,
  isAccountable,
  LAST_YEAR,
  MAX_AMOUNT,
  MAX_QUANTITY,
} from '../costs';
import { ENVIRONMENT_COLUMN, type FocusColumn, type FocusLayout, textOf } from './focus-columns';
import { environmentOf } from './focus-environment';
import { CellFault, decimalOf, momentOf, tagsOf } from './focus-values';
import { type ImportViolations, shown } from './import-violations';
import { remembered } from './remembered';

/** Bytes of what names a cost: an index of Postgres takes no more. */
const MAX_KEY_BYTES = 2_600;
const MAX_BYTES_OF_CHARACTER = 3;
const CATEGORIES: ReadonlyMap<string, ChargeCategory> = new Map(
  Object.values(ChargeCategory).map((category) => [category, category]),
);
const ENVIRONMENTS: ReadonlyMap<string, CostEnvironment> = new Map(
  Object.values(CostEnvironment).map((environment) => [environment, environment]),
);
const NEEDED = ['ChargePeriodStart', 'ServiceName', 'EffectiveCost', 'BillingCurrency'] as const;

/** One charge, as it is kept until the whole file is known to be right. Amounts are decimal text. */
export interface CostLine {
  /** The row that it comes from. */
  readonly place: number;
  readonly date: string;
  readonly environment: CostEnvironment;
  readonly service: string;
  readonly resource_id: string | null;
  readonly resource_name: string | null;
  readonly resource_type: string | null;
  readonly category: string | null;
  readonly charge_category: ChargeCategory | null;
  readonly cost: string;
  readonly billed_cost: string | null;
  readonly list_cost: string | null;
  readonly contracted_cost: string | null;
  readonly currency: string;
  readonly usage_amount: string | null;
  readonly usage_unit: string | null;
  readonly provider: string | null;
  readonly region: string | null;
  readonly account_id: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  /** JSON of [[provider, billing account, first day of the bill's month], account, currency]. */
  readonly source: string;
}

/** What is known beside the file. */
export interface FocusContext {
  readonly accountEnvironments: ReadonlyMap<string, string>;
  /** The only environment that whoever imports may write to; null for all. */
  readonly boundEnvironment: string | null;
}

/** Reads the rows of one file, one after the other. Files say the same times and tags again and again. */
export class FocusRows {
  private row = 0;
  private cells: readonly string[] = [];
  private readonly moment = remembered((text) => {
    const at = momentOf(text);
    return { at, day: dayOf(at) };
  });
  private readonly tags = remembered((text) => ({ tags: tagsOf(text) }));

  constructor(
    private readonly layout: FocusLayout,
    private readonly context: FocusContext,
    private readonly violations: ImportViolations,
  ) {}

  /** The charge that the cells of a row say, or null after adding what is wrong with it. */
  read(row: number, cells: readonly string[]): CostLine | null {
    this.row = row;
    this.cells = cells;
    const before = this.violations.count;
    for (const column of NEEDED)
      if (this.cell(column) === null) this.fail(column, 'required', 'must not be empty');
    const { date, month } = this.times();
    const currency = this.currency();
    const charge_category = this.category();
    this.checkClass();
    const provider = this.text('ProviderName', 100);
    const billingAccount = this.text('BillingAccountId', 200);
    const subAccount = this.text('SubAccountId', 200);
    const account_id = subAccount ?? billingAccount;
    const tags = this.convert('Tags', this.tags)?.tags ?? null;
    const environment = this.environment(tags, [subAccount, billingAccount]);
    const cost = this.amount('EffectiveCost');
    const consumed = this.amount('ConsumedQuantity', MAX_QUANTITY);
    const priced = this.amount('PricingQuantity', MAX_QUANTITY);
    const service = this.text('ServiceName', 200);
    const resource_id = this.text('ResourceId', 500);
    const source = JSON.stringify([[provider, billingAccount, month], account_id, currency]);
    this.checkKey(`${service}${resource_id}${source}`);
    const line: CostLine = {
      place: row,
      date,
      environment,
      service: service!,
      resource_id,
      resource_name: this.text('ResourceName', 500),
      resource_type: this.text('ResourceType', 200),
      category: this.text('ServiceCategory', 100),
      charge_category,
      cost: this.isPaidInAdvance(charge_category) ? '0' : cost!,
      billed_cost: this.amount('BilledCost'),
      list_cost: this.amount('ListCost'),
      contracted_cost: this.amount('ContractedCost'),
      currency: currency!,
      usage_amount: consumed ?? priced,
      usage_unit: this.text(consumed === null && priced !== null ? 'PricingUnit' : 'ConsumedUnit', 100),
      provider,
      region: this.text(this.cell('RegionId') === null ? 'RegionName' : 'RegionId', 100),
      account_id,
      tags,
      source,
    };
    return this.violations.count > before ? null : line;
  }

  private fail(column: FocusColumn | null, rule: string, message: string): void {
    this.violations.add(this.row, column, rule, message);
  }

  private cell(column: FocusColumn): string | null {
    const place = this.layout.get(column);
    return place === undefined ? null : textOf(this.cells[place]);
  }

  private text(column: FocusColumn, most: number): string | null {
    const value = this.cell(column);
    // By characters, as requests count them, of which some are two code units.
    if (value !== null && value.length > most && [...value].length > most)
      this.fail(column, 'length', `must not have more than ${most} characters`);
    return value;
  }

  /** Null, and a violation, for what cannot be converted. */
  private convert<T>(column: FocusColumn, work: (text: string) => T): T | null {
    const value = this.cell(column);
    if (value === null) return null;
    try {
      return work(value);
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      this.fail(column, error.rule, error.message);
      return null;
    }
  }

  private amount(column: FocusColumn, most = MAX_AMOUNT): string | null {
    return this.convert(column, (text) => decimalOf(text, most));
  }

  /** The day of the charge, and the first day of the month of its bill. */
  private times(): { date: string; month: string } {
    const start = this.convert('ChargePeriodStart', this.moment);
    const end = this.convert('ChargePeriodEnd', this.moment);
    const billed = this.convert('BillingPeriodStart', this.moment);
    this.convert('BillingPeriodEnd', this.moment);
    const date = start?.day ?? '';
    if (start && !isAccountable(date))
      this.fail('ChargePeriodStart', 'date_range', `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}`);
    if (billed && !isAccountable(billed.day))
      this.fail('BillingPeriodStart', 'date_range', `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}`);
    if (start && end && end.at < start.at)
      this.fail('ChargePeriodEnd', 'period', 'must not be before ChargePeriodStart');
    return { date, month: `${(billed?.day ?? date).slice(0, 7)}-01` };
  }

  private currency(): string | null {
    const currency = this.cell('BillingCurrency');
    if (currency !== null && !CURRENCY.test(currency))
      this.fail(
        'BillingCurrency',
        'currency',
        `must be an ISO 4217 code such as USD, not ${shown(currency)}`,
      );
    return currency;
  }

  private category(): ChargeCategory | null {
    const text = this.cell('ChargeCategory');
    const category = text === null ? null : (CATEGORIES.get(text.toLowerCase()) ?? null);
    if (text !== null && category === null) {
      const message = `must be Usage, Purchase, Tax, Credit or Adjustment, not ${shown(text)}`;
      this.fail('ChargeCategory', 'charge_category', message);
    }
    return category;
  }

  private checkClass(): void {
    const text = this.cell('ChargeClass');
    if (text !== null && text !== 'Correction')
      this.fail('ChargeClass', 'charge_class', `must be Correction or empty, not ${shown(text)}`);
  }

  /**
   * What is paid for a commitment comes back in the effective cost of all that it covers (and of what is left unused), so
   * here it is worth nothing; FOCUS says so too, but not every file keeps to it.
   */
  private isPaidInAdvance(category: ChargeCategory | null): boolean {
    return category === ChargeCategory.purchase && this.cell('CommitmentDiscountId') !== null;
  }

  private environment(
    tags: Readonly<Record<string, string>> | null,
    accounts: readonly (string | null)[],
  ): CostEnvironment {
    const { accountEnvironments, boundEnvironment: bound } = this.context;
    const named = this.cell(ENVIRONMENT_COLUMN);
    if (named !== null && !ENVIRONMENTS.has(named)) {
      const message = `must be one of ${[...ENVIRONMENTS.keys()].join(', ')}, not ${shown(named)}`;
      this.fail(ENVIRONMENT_COLUMN, 'environment', message);
    }
    const environment =
      (named === null ? undefined : ENVIRONMENTS.get(named)) ??
      environmentOf(tags, accounts, accountEnvironments);
    if (bound !== null && environment !== bound) {
      const message = `is a cost of ${environment}: these credentials are bound to the environment ${bound}`;
      this.fail(named === null ? 'Tags' : ENVIRONMENT_COLUMN, 'environment', message);
    }
    return environment;
  }

  private checkKey(key: string): void {
    if (key.length * MAX_BYTES_OF_CHARACTER > MAX_KEY_BYTES && Buffer.byteLength(key) > MAX_KEY_BYTES)
      this.fail(null, 'length', 'service, resource, provider and accounts are too long together');
  }
}
