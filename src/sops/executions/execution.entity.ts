import { getSchemaPath } from '@nestjs/swagger';
import { Resource, Row } from '../../core/database/resource';
import {
  Computed,
  CreatedAt,
  Decimal,
  Environment,
  Internal,
  Json,
  OneOf,
  Reference,
  Text,
  TextList,
  Timestamp,
} from '../../core/fields';
import { ExecutionStatus } from './execution.enums';
import { StepResult, stepResultsSql } from './step-result';

/** One execution of an SOP: what was done, where, by whom, and what became of each step. */
@Resource<SopExecution>({
  name: 'sop_execution',
  table: 'sop_executions',
  label: 'sop_title',
  auditedAs: { name: 'sop', id: 'sop_id' },
})
export class SopExecution extends Row {
  @Reference({ filter: true })
  sop_id!: string;

  @OneOf(ExecutionStatus, {
    ...{ enumName: 'SopExecutionStatus', filter: true, sort: true, example: 'success' },
    description:
      'running until its last step is decided; failed if a step failed, partial if one was skipped',
  })
  status!: ExecutionStatus;

  @Text({ filter: true, sort: true, example: 'Demo Engineer' })
  executed_by!: string;

  @CreatedAt({ range: 'executed' })
  executed_at!: Date;

  @Decimal({
    scale: 3,
    sort: true,
    max: 1e9,
    description: 'Seconds until the last thing that happened',
    example: 12.5,
  })
  duration!: number;

  @Computed(
    { wire: stepResultsSql, bulky: true, description: 'In the order of the steps' },
    { type: 'array', items: { $ref: getSchemaPath(StepResult) } },
  )
  step_results!: readonly StepResult[];

  @TextList({ maxItems: 10_000, maxLength: 1_000, description: 'What happened when, a line each' })
  logs!: string[];

  @Text({ max: 200, sort: true, description: 'As it was then', example: 'Fail over the primary database' })
  sop_title!: string;

  @Text({ max: 50, example: '1.2.0' })
  sop_version!: string;

  @OneOf(Environment, { enumName: 'Environment', nullable: true, filter: true, sort: true })
  environment!: Environment | null;

  @Json({ description: 'What filled the commands; secrets are masked', example: { service: 'checkout' } })
  parameters!: Record<string, unknown>;

  @Reference({
    nullable: true,
    filter: true,
    description: 'The incident whose evidence this becomes when it ends',
  })
  incident_id!: string | null;

  @Timestamp({ nullable: true, sort: true, range: 'finished' })
  finished_at!: Date | null;

  @Internal('uuid')
  user_id!: string;

  /** Whether people decide its manual steps one by one. */
  @Internal('flag')
  is_stepwise!: boolean;

  @Internal('text', { nullable: true })
  sealed_parameters!: string | null;
}
