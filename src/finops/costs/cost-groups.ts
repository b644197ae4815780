import { ApiProperty } from '@nestjs/swagger';
import { ExactNumber } from '../../core/http/exact-json';
import type { CostSum } from './cost.queries';
import { oneCurrency } from './cost.errors';
import { CostGrouping } from './cost.enums';
import { centsOf, compareRounded, percentagesOf } from './largest-remainder';

/** What all records of a service, an environment or a day cost together. */
export class CostGroup {
  @ApiProperty({ example: 'EC2', description: 'The service, the environment, or the day' })
  key!: string;

  @ApiProperty({ enum: CostGrouping, enumName: 'CostGrouping', example: 'service' })
  group_by!: CostGrouping;

  @ApiProperty({
    ...{ type: Number, example: 1204.17 },
    description: 'In whole cents, apportioned so that all groups together are the rounded sum of all records',
  })
  cost!: ExactNumber;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ example: 38.4, description: 'All groups together are exactly 100; 0 where the sum is 0' })
  percentage!: number;

  @ApiProperty({ example: 90, description: 'Records that have this kind of cost' })
  record_count!: number;
}

/** How groups are sorted. */
export interface GroupOrder {
  readonly by: 'cost' | 'key';
  readonly descending: boolean;
}

/** Days in their order; services and environments by their cost, the highest first. */
export const usualOrder = (grouping: CostGrouping): GroupOrder =>
  grouping === CostGrouping.date ? { by: 'key', descending: false } : { by: 'cost', descending: true };

/** The groups of these sums. Throws MixedCurrencies. */
export function groupsOf(
  grouping: CostGrouping,
  sums: readonly CostSum[],
  { by, descending }: GroupOrder,
): CostGroup[] {
  const currency = oneCurrency(sums.map((sum) => sum.currency)) ?? '';
  // In the order of their keys, which decides of equal remainders: the same whatever Postgres read first.
  const inOrder = sums.toSorted((one, other) => compare(one.key, other.key));
  const amounts = inOrder.map(({ sum }) => sum);
  const [cents, percentages] = [centsOf(amounts), percentagesOf(amounts)];
  const groups = inOrder.map(({ key, record_count }, place): CostGroup => ({
    ...{ key, group_by: grouping, cost: new ExactNumber(cents[place]), currency },
    ...{ percentage: Number(percentages[place]), record_count },
  }));
  const sign = descending ? -1 : 1;
  if (by === 'key') return descending ? groups.reverse() : groups;
  return groups.sort((one, other) => sign * compareRounded(one.cost.text, other.cost.text));
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
