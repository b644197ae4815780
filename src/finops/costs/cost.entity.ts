import { Resource, Row } from '../../core/database/resource';
import {
  Currency,
  Day,
  Decimal,
  type FieldOptions,
  Internal,
  OneOf,
  Reference,
  Text,
  TextMap,
} from '../../core/fields';
import { ChargeCategory, CostEnvironment } from './cost.enums';

/** What JSON numbers hold is kept to the last digit, also what a sender has added up in floats; beyond are no amounts. */
const SCALE = 30;
/** Of one cost, and of one amount of use; imports add up several, and the table takes a thousand times as much. */
export const MAX_AMOUNT = 1e12;
export const MAX_QUANTITY = 1e15;

/** An exact amount as it leaves: all of its digits, and never fewer than the cents. */
function Amount({ most = MAX_AMOUNT, ...options }: FieldOptions & { most?: number }): PropertyDecorator {
  return (target, key) => {
    const wire = (row: string): string =>
      `round(${row}.${String(key)}, greatest(2, min_scale(${row}.${String(key)})))`;
    Decimal({ ...options, wire, min: -most, max: most, scale: SCALE })(target, key);
  };
}

/**
 * What a resource, or a service as a whole, cost on one day (UTC). The day, environment, service and resource_id name it:
 * what comes with the same ones takes its place. Negative amounts are credits and corrections.
 */
@Resource<Cost>({ name: 'cost', table: 'costs', label: 'service' })
export class Cost extends Row {
  @OneOf(CostEnvironment, { enumName: 'CostEnvironment', filter: true, sort: true, example: 'production' })
  environment!: CostEnvironment;

  @Text({ max: 200, filter: true, sort: true, example: 'EC2' })
  service!: string;

  @Text({ nullable: true, max: 500, filter: true, example: 'i-0a1b2c3d4e5f' })
  resource_id!: string | null;

  @Text({ nullable: true, max: 500, filter: true, example: 'web-1' })
  resource_name!: string | null;

  @Text({ nullable: true, max: 200, filter: true, example: 'instance' })
  resource_type!: string | null;

  @Text({ nullable: true, max: 100, filter: true, example: 'Compute', description: 'Kind of service' })
  category!: string | null;

  @OneOf(ChargeCategory, { enumName: 'ChargeCategory', nullable: true, filter: true, example: 'usage' })
  charge_category!: ChargeCategory | null;

  @Amount({ sort: true, example: 42.17, description: 'Effective cost' })
  cost!: number;

  @Amount({ nullable: true, example: 40, description: 'As invoiced' })
  billed_cost!: number | null;

  @Amount({ nullable: true, example: 60.24, description: 'At public prices' })
  list_cost!: number | null;

  @Amount({ nullable: true, example: 42.17, description: 'At negotiated prices' })
  contracted_cost!: number | null;

  @Currency()
  currency!: string;

  @Amount({ nullable: true, most: MAX_QUANTITY, example: 24 })
  usage_amount!: number | null;

  @Text({ nullable: true, max: 100, example: 'hours' })
  usage_unit!: string | null;

  @Day({ sort: true, time: true, filter: true, range: ['start_date', 'end_date'] })
  date!: string;

  @Text({ nullable: true, max: 100, filter: true, example: 'aws' })
  provider!: string | null;

  @Text({ nullable: true, max: 100, filter: true, example: 'eu-central-1' })
  region!: string | null;

  @Text({ nullable: true, max: 200, filter: true, example: '123456789012' })
  account_id!: string | null;

  @TextMap({ nullable: true, example: { team: 'payments' } })
  tags!: Record<string, string> | null;

  @Reference({ nullable: true, filter: true, description: 'The import that it came with' })
  import_id!: string | null;

  /** Whether it was used, where usage_amount cannot say: imported charges with several units have no sum. */
  @Internal('flag', { nullable: true })
  is_used!: boolean | null;

  /** Which bill an imported cost was found on; part of its key. */
  @Internal('text', { nullable: true })
  source!: string | null;
}
