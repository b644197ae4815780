import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';

/** The columns that FOCUS 1.0 to 1.2 demand. */
export const COLUMNS = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd'],
  ...['BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd'],
  ...['ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost'],
  ...['PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
  ...['ConsumedQuantity', 'ConsumedUnit', 'RegionId', 'ResourceId', 'ResourceName', 'ResourceType'],
  ...['SubAccountId', 'CommitmentDiscountId', 'Tags'],
];

export type FocusRow = Readonly<Record<string, string | undefined>>;

/** A charge of one hour. */
export const CHARGE: Readonly<Record<string, string>> = {
  ...{ BilledCost: '1.50', BillingAccountId: '1000', BillingAccountName: 'Acme', BillingCurrency: 'USD' },
  ...{ BillingPeriodStart: '2026-01-01T00:00:00Z', BillingPeriodEnd: '2026-02-01T00:00:00Z' },
  ...{ ChargeCategory: 'Usage', ChargeClass: '', ChargeDescription: 'Linux, on demand' },
  ...{ ChargePeriodStart: '2026-01-15T10:00:00Z', ChargePeriodEnd: '2026-01-15T11:00:00Z' },
  ...{ ContractedCost: '1.60', EffectiveCost: '1.25', InvoiceIssuerName: 'AWS', ListCost: '2.00' },
  ...{ PricingQuantity: '1', PricingUnit: 'Hours', ProviderName: 'AWS', PublisherName: 'AWS' },
  ...{ ServiceCategory: 'Compute', ServiceName: 'Amazon EC2', ConsumedQuantity: '1', ConsumedUnit: 'Hours' },
  ...{ RegionId: 'eu-central-1', ResourceId: 'i-1', ResourceName: 'web-1', ResourceType: 'Instance' },
  ...{ SubAccountId: '1001', CommitmentDiscountId: '', Tags: '{"environment":"prod","team":"web"}' },
};

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const csvLine = (cells: readonly string[]): string => cells.map(quote).join(',');

/** A CSV file of charges that differ from CHARGE in what is given. */
export const focusFile = (rows: readonly FocusRow[], columns: readonly string[] = COLUMNS): string =>
  [columns, ...rows.map((row) => columns.map((name) => (({ ...CHARGE, ...row }) as FocusRow)[name] ?? ''))]
    .map((cells) => `${csvLine(cells)}\n`)
    .join('');

export interface ImportBody {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
  readonly violation_count: number;
  readonly violations: { row: number | null; column: string | null; rule: string; message: string }[];
}

/** Hands the file in as the body. */
export const handIn = (
  actor: Actor,
  file: string | Uint8Array,
  headers: Record<string, string> = {},
  query = '',
): Promise<Answer<ImportBody>> =>
  actor.send('POST', `/finops/costs/import${query}`, file, { 'content-type': 'text/csv', ...headers });

/** Waits until the import has ended. */
export async function ended(actor: Actor, id: string, lookMs = 40, waitMs = 20_000): Promise<ImportBody> {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline;) {
    const { body } = await actor.get<ImportBody>(`/finops/imports/${id}`);
    if (body.status === 'completed' || body.status === 'failed') return body;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error(`the import ${id} has not ended`);
}

/** Hands the file in and waits for what becomes of it. */
export async function imported(
  actor: Actor,
  file: string | Uint8Array,
  headers: Record<string, string> = {},
  query = '',
): Promise<ImportBody> {
  const answer = await handIn(actor, file, headers, query);
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.text}`);
  return ended(actor, answer.body.id);
}

/** What is stored, without what differs from import to import. */
export const storedCosts = (server: TestServer): Promise<Record<string, unknown>[]> =>
  server.sql(
    `select to_char(date, 'YYYY-MM-DD') as date, environment, service, resource_id, resource_name, resource_type, category,
       charge_category, cost::text, billed_cost::text, list_cost::text, contracted_cost::text, currency, usage_amount::text,
       usage_unit, provider, region, account_id, tags
     from costs where deleted_at is null
     order by date, environment, service, resource_id, currency, provider, account_id, source`,
  );
