import type { Actor } from '../../support/actor';

export type CostBody = Record<string, unknown>;

/** A record as clients send it. */
export const record = (more: CostBody = {}): CostBody => ({
  ...{ date: '2024-01-15', environment: 'production', service: 'EC2', cost: 10, currency: 'USD' },
  ...more,
});

/** Records of a resource each, so that no two have the same key. */
export const records = (count: number, more: (index: number) => CostBody = () => ({})): CostBody[] =>
  Array.from({ length: count }, (_, index) => record({ resource_id: `i-${index}`, ...more(index) }));

/** What a client reads when everything was left out that can be. */
export const BARE = {
  ...{ resource_id: null, resource_name: null, resource_type: null, category: null, charge_category: null },
  ...{ billed_cost: null, list_cost: null, contracted_cost: null, usage_amount: null, usage_unit: null },
  ...{ provider: null, region: null, account_id: null, tags: null, import_id: null },
};

/** Sends the records and expects them to be taken. */
export async function ingest(actor: Actor, batch: readonly CostBody[]): Promise<void> {
  const answer = await actor.post('/finops/costs', batch);
  if (answer.status !== 202) throw new Error(`not taken: ${answer.text.slice(0, 500)}`);
}
