import { ApiProperty } from '@nestjs/swagger';

/** The Types' SOPStep as it is stored and as it leaves. Fields that are empty are null. */
export class SopStep {
  @ApiProperty({ description: 'Stays the same however the step is changed or moved', maxLength: 64 })
  id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Its place in the list', example: 1 })
  order!: number;

  @ApiProperty({ example: 'Stop writes to the primary' })
  title!: string;

  @ApiProperty({ description: 'Markdown', example: 'Put {{service}} into maintenance first.' })
  description!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'One line; {{name}} stands for a parameter. Null: done by hand',
    example: 'kubectl --namespace {{namespace}} scale deployment/{{service}} --replicas=0',
  })
  command!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'No pod is left' })
  expected_result!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Customers see the maintenance page from here on' })
  warning!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uri', example: null })
  screenshot_url!: string | null;
}

/** What can be said of a step, beside its id and its place, in the order in which it is told. */
export const STEP_FIELDS = [
  'title',
  'description',
  'command',
  'expected_result',
  'warning',
  'screenshot_url',
] as const;
export type StepField = (typeof STEP_FIELDS)[number];

/** Whatever the order in which their fields are stored. */
export const sameSteps = (before: readonly SopStep[], after: readonly SopStep[]): boolean =>
  before.length === after.length &&
  before.every((step, at) => step.id === after[at].id && changedFields(step, after[at]).length === 0);

export const changedFields = (before: SopStep, after: SopStep): StepField[] =>
  STEP_FIELDS.filter((field) => before[field] !== after[field]);
