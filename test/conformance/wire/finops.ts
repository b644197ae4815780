import { expect, it } from '@jest/globals';
import {
  amount,
  day,
  faultsOf,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import { pageOf } from './page';
import type { WireScene } from './scene';

const COST_IMPORT: Shape = {
  id: uuid,
  status: oneOf('queued', 'running', 'completed', 'failed'),
  format: oneOf('focus'),
  mode: oneOf('replace', 'merge'),
  file_name: orNull(text),
  bytes: whole,
  percentage: whole,
  rows_read: whole,
  rows_total: orNull(whole),
  created_count: orNull(whole),
  replaced_count: orNull(whole),
  removed_count: orNull(whole),
  error: orNull(text),
  violation_count: whole,
  violations: listOf(object({ row: orNull(whole), column: orNull(text), rule: text, message: text })),
  imported_by: text,
  environment: orNull(oneOf('production', 'staging', 'development')),
  started_at: orNull(timestamp),
  finished_at: orNull(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
};
/** With what is computed of it beside the product's own fields. */
const CLOUD_CREDIT: Shape = {
  id: uuid,
  provider: oneOf('aws', 'gcp', 'azure', 'digitalocean', 'other'),
  credit_type: oneOf('promotional', 'support', 'commitment', 'discount'),
  amount,
  currency: like(/^[A-Z]{3}$/),
  remaining: amount,
  start_date: day,
  expiry_date: day,
  status: oneOf('active', 'expired', 'exhausted'),
  description: orNull(text),
  created_at: timestamp,
  burn_rate: orNull(amount),
  projected_exhaustion_date: orNull(day),
};
/** With what is kept beside the product's own fields: other kinds of cost, and what FOCUS tells of a resource. */
const COST_BREAKDOWN: Shape = {
  id: uuid,
  environment: oneOf('production', 'staging', 'development', 'unallocated'),
  service: text,
  resource_id: orNull(text),
  resource_name: orNull(text),
  resource_type: orNull(text),
  category: orNull(text),
  charge_category: orNull(oneOf('usage', 'purchase', 'tax', 'credit', 'adjustment')),
  cost: amount,
  billed_cost: orNull(amount),
  list_cost: orNull(amount),
  contracted_cost: orNull(amount),
  currency: like(/^[A-Z]{3}$/),
  usage_amount: orNull(amount),
  usage_unit: orNull(text),
  date: day,
  provider: orNull(text),
  region: orNull(text),
  account_id: orNull(text),
  tags: orNull(record),
  import_id: orNull(uuid),
};
const COST_GROUP: Shape = {
  key: text,
  group_by: oneOf('service', 'environment', 'date'),
  cost: amount,
  currency: like(/^[A-Z]{3}$/),
  percentage: amount,
  record_count: whole,
};
const COST_SUMMARY: Shape = {
  total_cost: amount,
  currency: like(/^[A-Z]{3}$/),
  period: oneOf('daily', 'weekly', 'monthly'),
  period_start: day,
  period_end: day,
  breakdown_by_environment: listOf(object({ environment: text, cost: amount, percentage: amount })),
  breakdown_by_service: listOf(object({ service: text, cost: amount, percentage: amount })),
  comparison: object({
    previous_period_start: day,
    previous_period_end: day,
    previous_period_cost: amount,
    change_percentage: orNull(amount),
    change_amount: amount,
  }),
};

/** Costs, credits and imports. */
export function costsOnTheWire(scene: WireScene): void {
  it('costs, with nothing but what must be said and with everything, their groups and their summary', async () => {
    const said = {
      date: '2024-01-15',
      environment: 'production',
      service: 'EC2',
      cost: 10.5,
      currency: 'USD',
    };
    const more = {
      ...{ resource_id: 'i-1', resource_name: 'web-1', resource_type: 'instance', category: 'Compute' },
      ...{
        charge_category: 'usage',
        billed_cost: 9,
        list_cost: 12.25,
        contracted_cost: 11,
        usage_amount: 24,
      },
      ...{ usage_unit: 'hours', provider: 'aws', region: 'eu-1', account_id: '1', tags: { team: 'web' } },
    };
    expect((await scene.admin.post('/finops/costs', [said, { ...said, ...more }])).body).toEqual({
      accepted: 2,
    });
    const { body } = await scene.engineer.get<Record<string, unknown>[]>('/finops/breakdown');
    expect(body.flatMap((row) => faultsOf(row, COST_BREAKDOWN))).toEqual([]);
    const [full, bare] = body.toSorted((one) => (one.resource_id === null ? 1 : -1));
    expect([full, bare]).toMatchObject([{ ...said, ...more }, said]);
    const filled = Object.keys(bare).filter((name) => bare[name] !== null);
    expect(filled.toSorted()).toEqual(['id', ...Object.keys(said)].toSorted());
    const page = await scene.engineer.get('/finops/breakdown?group_by=service&page=1');
    expect(faultsOf(page.body, pageOf(COST_GROUP))).toEqual([]);
    const summary = await scene.engineer.get('/finops/summary?date=2024-01-15');
    expect(faultsOf(summary.body, COST_SUMMARY)).toEqual([]);
    expect(summary.body).toMatchObject({ total_cost: 21, comparison: { change_percentage: null } });
  });

  it('credits, new ones and used ones, read one by one and in a list', async () => {
    const draft = { provider: 'aws', credit_type: 'support', amount: 50.5, currency: 'EUR' };
    const days = { start_date: '2024-01-01', expiry_date: '2999-12-31' };
    const fresh = await scene.admin.post('/finops/credits', { ...draft, ...days });
    const used = await scene.admin.post('/finops/credits', {
      ...draft,
      ...days,
      remaining: 1,
      description: 'x',
    });
    expect(faultsOf(fresh.body, CLOUD_CREDIT)).toEqual([]);
    expect(faultsOf(used.body, { ...CLOUD_CREDIT, burn_rate: amount, description: text })).toEqual([]);
    const list = await scene.engineer.get<unknown[]>('/finops/credits?sort_by=remaining&sort_order=asc');
    expect(list.body).toEqual([used.body, fresh.body]);
    expect((await scene.engineer.get(`/finops/credits/${String(used.body.id)}`)).body).toEqual(used.body);
  });

  it('an import, when it is queued and when it has ended', async () => {
    const queued = await scene.admin.post('/finops/costs/import', 'no,costs\n', {
      'content-type': 'text/csv',
    });
    expect(
      faultsOf(queued.body, { ...COST_IMPORT, finished_at: (at) => (at === null ? null : 'is over') }),
    ).toEqual([]);
    let { body } = queued;
    while (body.finished_at === null)
      ({ body } = await scene.engineer.get(`/finops/imports/${String(queued.body.id)}`));
    expect(
      faultsOf(body, { ...COST_IMPORT, status: oneOf('failed'), error: text, finished_at: timestamp }),
    ).toEqual([]);
    expect((await scene.engineer.get<unknown[]>('/finops/imports')).body).toEqual([body]);
  });
}
