/** Mandatory in FOCUS 1.0, 1.1 and 1.2 alike. */
export const MANDATORY_COLUMNS = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd'],
  ...['BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargePeriodEnd'],
  ...['ChargePeriodStart', 'ContractedCost', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost'],
  ...['PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
] as const;

/** The others that are read. */
const OPTIONAL_COLUMNS = [
  ...['CommitmentDiscountId', 'ConsumedQuantity', 'ConsumedUnit', 'RegionId', 'RegionName', 'ResourceId'],
  ...['ResourceName', 'ResourceType', 'SubAccountId', 'Tags'],
] as const;

/** A column of our own: the environment by our name, so that what was exported comes back as it was. */
export const ENVIRONMENT_COLUMN = 'x_Environment';

export type FocusColumn =
  (typeof MANDATORY_COLUMNS)[number] | (typeof OPTIONAL_COLUMNS)[number] | typeof ENVIRONMENT_COLUMN;

const READ: ReadonlySet<string> = new Set([...MANDATORY_COLUMNS, ...OPTIONAL_COLUMNS, ENVIRONMENT_COLUMN]);
/** What comes with a cell that was kept from running as a formula, or from being taken for nothing, when it was exported. */
const NEUTRALISED = /^'+(?:[=+\-@\t\r＝＋－＠]|null$)/i;

/** Where each column that is read stands in a file. */
export type FocusLayout = ReadonlyMap<string, number>;

/** What is wrong with a header. */
export interface HeaderFault {
  readonly column: string;
  readonly rule: string;
  readonly message: string;
}

/** Finds the columns; their order does not matter, and unknown ones are fine. */
export function readHeader(cells: readonly string[]): { layout: FocusLayout; faults: HeaderFault[] } {
  const layout = new Map<string, number>();
  const faults: HeaderFault[] = [];
  cells.forEach((cell, place) => {
    const name = cell.trim();
    if (!READ.has(name)) return;
    if (layout.has(name))
      faults.push({ column: name, rule: 'duplicate_column', message: `there are several columns ${name}` });
    else layout.set(name, place);
  });
  for (const name of MANDATORY_COLUMNS) {
    if (!layout.has(name))
      faults.push({ column: name, rule: 'required_column', message: `the column ${name} is missing` });
  }
  return { layout, faults };
}

/** The text of a cell; nothing, blanks and a literal NULL are all null. */
export function textOf(cell: string | undefined): string | null {
  if (cell === undefined || cell === 'NULL' || cell === 'null' || !/\S/.test(cell)) return null;
  return cell.startsWith("'") && NEUTRALISED.test(cell) ? cell.slice(1) : cell;
}
