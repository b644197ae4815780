import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { changedFields, SopStep, STEP_FIELDS } from './sop-step';
import { differingFields, type SopSnapshot, VERSIONED } from './sop-snapshot';

const anyValue: ApiPropertyOptions = {
  description: 'Of the type of the field',
  nullable: true,
  oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'array', items: { type: 'string' } }],
};

export class FieldDifference {
  @ApiProperty({ enum: [...new Set([...VERSIONED, ...STEP_FIELDS])].filter((name) => name !== 'steps') })
  field!: string;

  @ApiProperty({ ...anyValue, example: 'Restart the gateway' })
  old_value!: unknown;

  @ApiProperty({ ...anyValue, example: 'Restart the payment gateway' })
  new_value!: unknown;
}

export class ChangedStep {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'In the newer version' })
  title!: string;

  @ApiProperty({ type: FieldDifference, isArray: true })
  changes!: FieldDifference[];
}

export class MovedStep {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'In the newer version' })
  title!: string;

  @ApiProperty({ type: 'integer', description: 'Its order in the older version' })
  from!: number;

  @ApiProperty({ type: 'integer', description: 'Its order in the newer version' })
  to!: number;
}

export class StepDifferences {
  @ApiProperty({ type: SopStep, isArray: true })
  added!: SopStep[];

  @ApiProperty({ type: SopStep, isArray: true })
  removed!: SopStep[];

  @ApiProperty({ type: ChangedStep, isArray: true })
  changed!: ChangedStep[];

  @ApiProperty({
    type: MovedStep,
    isArray: true,
    description: 'The fewest steps that must be moved to come from one order to the other',
  })
  moved!: MovedStep[];
}

/** What differs between two versions. */
export class VersionDiff {
  @ApiProperty({ example: '1.0.0' })
  from!: string;

  @ApiProperty({ example: '1.1.0' })
  to!: string;

  @ApiProperty({ type: FieldDifference, isArray: true, description: 'Of the SOP itself' })
  fields!: FieldDifference[];

  @ApiProperty({ type: StepDifferences })
  steps!: StepDifferences;
}

export function fieldDifferences(before: SopSnapshot, after: SopSnapshot): FieldDifference[] {
  return differingFields(before, after)
    .filter((field) => field !== 'steps')
    .map((field) => ({ field, old_value: before[field], new_value: after[field] }));
}

/** Steps are told apart by their ids, so that one that was moved or reworded is still the same. */
export function stepDifferences(before: readonly SopStep[], after: readonly SopStep[]): StepDifferences {
  const [older, newer] = [byId(before), byId(after)];
  const common = after.flatMap((step) => {
    const was = older.get(step.id);
    return was ? [{ was, step }] : [];
  });
  const inPlace = longestRise(common.map(({ was }) => was.order));
  return {
    added: after.filter(({ id }) => !older.has(id)),
    removed: before.filter(({ id }) => !newer.has(id)),
    changed: common.flatMap(({ was, step }) => {
      const changes = changedFields(was, step).map((field) => ({
        ...{ field, old_value: was[field], new_value: step[field] },
      }));
      return changes.length > 0 ? [{ id: step.id, title: step.title, changes }] : [];
    }),
    moved: common
      .filter((_, at) => !inPlace.has(at))
      .map(({ was, step }) => ({ id: step.id, title: step.title, from: was.order, to: step.order })),
  };
}

const byId = (steps: readonly SopStep[]): ReadonlyMap<string, SopStep> =>
  new Map(steps.map((step) => [step.id, step]));

/** Indexes of a longest part of the list that only rises: what is not in it was moved. */
function longestRise(values: readonly number[]): ReadonlySet<number> {
  const before: number[] = [];
  /** For each length the index at which a rise of that length ends lowest. */
  const ends: number[] = [];
  values.forEach((value, at) => {
    let length = ends.findIndex((end) => values[end] >= value);
    if (length < 0) length = ends.length;
    before[at] = length > 0 ? ends[length - 1] : -1;
    ends[length] = at;
  });
  const rise = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]) rise.add(at);
  return rise;
}
