import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { Params } from '../../core/database/wire';
import type { CsvExport } from '../../core/http/answers';
import type { Condition } from '../../core/lists/list-query';
import { conditionSql } from '../../core/lists/list-statements';
import { Lists } from '../../core/lists/lists';
import { ENVIRONMENT_COLUMN, MANDATORY_COLUMNS } from '../imports';

/**
 * A text as a cell: what a spreadsheet would run as a formula, and what an import would take for nothing, begins with an
 * apostrophe, which an import takes away again.
 */
const cell = (sql: string): string =>
  `case when ${sql} ~* '^''*([=+\\-@\\t\\r＝＋－＠]|null$)' then '''' || ${sql} else ${sql} end`;
const column = (name: string): string => cell(`r.${name}`);
const moment = (sql: string): string => `to_char(${sql}, 'YYYY-MM-DD"T00:00:00Z"')`;
/** Of an imported cost the bill says it, else the calendar. */
const MONTH = `coalesce((r.source::jsonb #>> '{0,2}')::date, date_trunc('month', r.date)::date)`;
/** Imported costs know which account is billed and which one is charged; of others only one is known. */
const BILLED = cell(
  `coalesce(r.source::jsonb #>> '{0,1}', case when r.source is null then r.account_id end)`,
);
const CHARGED = cell(
  `case when r.source is not null and r.account_id is distinct from (r.source::jsonb #>> '{0,1}') then r.account_id end`,
);
const NOTHING = 'null::text';

/** What is not known stays empty. */
const VALUES: Readonly<Record<string, string>> = {
  BilledCost: 'r.billed_cost::text',
  BillingAccountId: BILLED,
  BillingAccountName: NOTHING,
  BillingCurrency: 'r.currency',
  BillingPeriodEnd: moment(`(${MONTH} + interval '1 month')::date`),
  BillingPeriodStart: moment(MONTH),
  ChargeCategory: 'initcap(r.charge_category)',
  ChargeClass: NOTHING,
  ChargeDescription: NOTHING,
  ChargePeriodEnd: moment('r.date + 1'),
  ChargePeriodStart: moment('r.date'),
  ContractedCost: 'r.contracted_cost::text',
  EffectiveCost: 'r.cost::text',
  InvoiceIssuerName: NOTHING,
  ListCost: 'r.list_cost::text',
  PricingQuantity: NOTHING,
  PricingUnit: NOTHING,
  ProviderName: column('provider'),
  PublisherName: NOTHING,
  ServiceCategory: column('category'),
  ServiceName: column('service'),
  ConsumedQuantity: 'r.usage_amount::text',
  ConsumedUnit: column('usage_unit'),
  RegionId: column('region'),
  ResourceId: column('resource_id'),
  ResourceName: column('resource_name'),
  ResourceType: column('resource_type'),
  SubAccountId: CHARGED,
  Tags: 'r.tags::text',
  [ENVIRONMENT_COLUMN]: 'r.environment',
};
/** The mandatory ones first. */
const COLUMNS = [...new Set<string>([...MANDATORY_COLUMNS, ...Object.keys(VALUES)])];

/** All costs that the conditions leave and the caller may see, day by day, as FOCUS 1.2 has them. */
@Injectable()
export class CostExportQueries {
  constructor(private readonly lists: Lists) {}

  focus(conditions: readonly Condition[], filename: string): Promise<CsvExport> {
    const params = new Params();
    const environment = boundEnvironment();
    const where = [
      'r.deleted_at is null',
      ...(environment === null ? [] : [`r.environment = ${params.add(environment, 'text')}`]),
      ...conditions.map((condition) => conditionSql(condition, params)),
    ];
    const values = COLUMNS.map((name) => `${VALUES[name]} as "${name}"`);
    const text = `select ${values.join(', ')} from costs r where ${where.join(' and ')} order by r.date, r.id`;
    return this.lists.stream(
      { text, values: params.values },
      { filename, columns: COLUMNS, isNeutral: true },
    );
  }
}
