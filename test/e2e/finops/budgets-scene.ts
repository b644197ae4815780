import type { Actor } from '../../support/actor';

/** A budget as it leaves. */
export interface BudgetBody {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  readonly thresholds: number[];
  readonly month: string;
  readonly month_to_date: number;
  readonly projected_end_of_month: number;
  readonly percentage: number;
  readonly status: string;
  readonly other_currencies: string[];
  readonly [field: string]: unknown;
}

export async function setBudget(admin: Actor, more: Record<string, unknown> = {}): Promise<BudgetBody> {
  const draft = { name: 'Databases', amount: 3_000, currency: 'USD', ...more };
  const answer = await admin.post<BudgetBody>('/finops/budgets', draft);
  if (answer.status !== 201) throw new Error(`not set: ${answer.text}`);
  return answer.body;
}

export const readBudget = async (actor: Actor, { id }: BudgetBody): Promise<BudgetBody> =>
  (await actor.get<BudgetBody>(`/finops/budgets/${id}`)).body;

/** What matters of a budget's month. */
export const figuresOf = (budget: BudgetBody): [number, number, number, string] => [
  ...([budget.month_to_date, budget.projected_end_of_month, budget.percentage, budget.status] as const),
];

export interface Spent {
  readonly date: string;
  readonly cost: number;
  readonly service?: string;
  readonly environment?: string;
  readonly currency?: string;
  readonly resource_id?: string;
}

/** Sends costs; of production and USD unless they say otherwise. */
export async function spend(admin: Actor, service: string, ...costs: Spent[]): Promise<void> {
  const records = costs.map((cost) => ({ environment: 'production', service, currency: 'USD', ...cost }));
  const answer = await admin.post('/finops/costs', records);
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.text}`);
}

/** The same cost on each day of a month, from one to another. */
export const daily = (month: string, from: number, to: number, cost: number): Spent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    date: `${month}-${String(from + index).padStart(2, '0')}`,
    cost,
  }));
