import { describe, expect, it } from '@jest/globals';
import { draftOf } from './finding-words';
import { type Known, MAX_ADDED, planOf } from './refresh-plan';
import { type Finding, type IdleResource, SavingsRule } from './savings-rules';

const idle = (more: Partial<IdleResource> = {}): IdleResource => ({
  ...{ rule: SavingsRule.idle_resource, environment: 'production', service: 'EC2', resource_id: 'i-1' },
  ...{ resource_name: null, resource_type: null, currency: 'USD', cost: '140.00', savings: '300.00' },
  ...{ first_day: '2026-03-06', last_day: '2026-03-19' },
  ...more,
});
const known = (finding: Finding, more: Partial<Known> = {}): Known => {
  const { rule, environment, service, resource_id, currency } = finding;
  return {
    ...draftOf(finding),
    ...{ rule, environment, service, resource_id, currency },
    ...{ id: 'known', status: 'pending', closed_on: null },
    ...more,
  };
};
const resources = (plan: ReturnType<typeof planOf>) => plan.add.map(({ finding }) => finding.resource_id);

describe('what is done about what was found', () => {
  it('is to add what is new, in all of its parts', () => {
    const findings = [
      idle(),
      idle({ environment: 'staging' }),
      idle({ service: 'RDS' }),
      idle({ currency: 'EUR' }),
      idle({ resource_id: 'i-2' }),
    ];
    const plan = planOf(findings.slice(1), [known(findings[0])]);
    expect(plan.add).toHaveLength(4);
    expect([plan.change, plan.keptClosed]).toEqual([[], 0]);
  });

  it('is nothing for an open one that says the same, and a change for one that does not', () => {
    expect(planOf([idle()], [known(idle())])).toEqual({ add: [], change: [], keptClosed: 0 });
    for (const status of ['pending', 'in_progress'] as const) {
      const plan = planOf([idle({ savings: '300.01' })], [known(idle(), { status })]);
      expect(plan).toMatchObject({ add: [], keptClosed: 0, change: [{ id: 'known' }] });
      expect(plan.change[0].draft.potential_savings).toBe('300.01');
    }
  });

  it('is nothing for a dismissed one, whatever was found', () => {
    const dismissed = known(idle(), { status: 'dismissed', closed_on: '2026-01-01' });
    const plan = planOf([idle({ savings: '9999.00' })], [dismissed]);
    expect(plan).toEqual({ add: [], change: [], keptClosed: 1 });
  });

  it.each([
    ['2026-03-05', 1],
    ['2026-03-06', 0],
    ['2026-03-20', 0],
  ])('for one completed on %s and found from 2026-03-06 on, %i are added', (closed_on, count) => {
    const plan = planOf([idle()], [known(idle(), { status: 'completed', closed_on })]);
    expect([plan.add.length, plan.change, plan.keptClosed]).toEqual([count, [], 1 - count]);
  });

  it.each([
    ['2026-03-05', 1],
    ['2026-03-06', 0],
    [null, 0],
  ])('for a growth dismissed on %s and measured from 2026-03-06 on, %i are added', (closed_on, count) => {
    const growth: Finding = {
      ...{ rule: SavingsRule.cost_growth, environment: 'production', service: 'EC2', resource_id: null },
      ...{ currency: 'USD', cost: '140.00', baseline: '70.00', exact_baseline: '70', percentage: '100.0' },
      ...{ difference: '70.00', savings: '300.00', reckoned_savings: '300.00', month_cost: '900.00' },
      ...{ first_day: '2026-03-06', baseline_end: '2026-03-12', last_day: '2026-03-19' },
    };
    const plan = planOf([growth], [known(growth, { status: 'dismissed', closed_on })]);
    expect([plan.add.length, plan.change, plan.keptClosed]).toEqual([count, [], 1 - count]);
  });

  it('is nothing for an open one of which only the days have changed', () => {
    const later = idle({ first_day: '2026-03-07', last_day: '2026-03-20' });
    expect(planOf([later], [known(idle())])).toEqual({ add: [], change: [], keptClosed: 0 });
  });

  it('is to add those first that save most, and not more at a time than people read', () => {
    const many = Array.from({ length: MAX_ADDED + 5 }, (_, place) =>
      idle({ resource_id: `i-${place}`, savings: `${place}.50` }),
    );
    const added = resources(planOf(many, []));
    expect(added).toHaveLength(MAX_ADDED);
    expect([added[0], added.at(-1)]).toEqual([`i-${MAX_ADDED + 4}`, 'i-5']);
  });
});
