import type { Actor } from '../../support/actor';

/** A credit as it leaves, its fields in the order of the product's type definitions. */
export interface CreditBody {
  readonly id: string;
  readonly provider: string;
  readonly credit_type: string;
  readonly amount: number;
  readonly currency: string;
  readonly remaining: number;
  readonly start_date: string;
  readonly expiry_date: string;
  readonly status: string;
  readonly description: string | null;
  readonly created_at: string;
  readonly burn_rate: number | null;
  readonly projected_exhaustion_date: string | null;
}

export const creditDraft = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  provider: 'aws',
  credit_type: 'promotional',
  amount: 5_000,
  currency: 'USD',
  start_date: '2027-01-01',
  expiry_date: '2027-12-31',
  ...more,
});

export async function grant(admin: Actor, more: Record<string, unknown> = {}): Promise<CreditBody> {
  const answer = await admin.post<CreditBody>('/finops/credits', creditDraft(more));
  if (answer.status !== 201) throw new Error(`not granted: ${answer.text}`);
  return answer.body;
}

export async function changeCredit(
  admin: Actor,
  { id }: CreditBody,
  change: Record<string, unknown>,
): Promise<CreditBody> {
  const answer = await admin.patch<CreditBody>(`/finops/credits/${id}`, change);
  if (answer.status !== 200) throw new Error(`not changed: ${answer.text}`);
  return answer.body;
}

/** Ids of the credits that a list gives. */
export const creditsIn = async (actor: Actor, query: string): Promise<string[]> =>
  (await actor.get<CreditBody[]>(`/finops/credits?limit=100&${query}`)).body.map(({ id }) => id);
