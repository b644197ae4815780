import { ApiProperty } from '@nestjs/swagger';
import { isoText } from '../../core/database/wire';

const STATUSES = ['pending', 'running', 'success', 'failed', 'skipped'];

/** A step of an execution as it leaves. */
export class StepResult {
  @ApiProperty({ description: 'Id of the step in the SOP' })
  step_id!: string;

  @ApiProperty({ enum: STATUSES, description: 'pending and running only while the execution is running' })
  status!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What the command printed; secrets are masked' })
  output!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed or was skipped' })
  error!: string | null;

  @ApiProperty({ type: 'integer', example: 1 })
  order!: number;

  @ApiProperty({ example: 'Stop writes to the primary' })
  title!: string;

  @ApiProperty({ type: String, nullable: true, description: 'As the SOP had it; null for a manual step' })
  command!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What was said of a manual step' })
  note!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who decided a manual step' })
  decided_by!: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  exit_code!: number | null;

  @ApiProperty({ type: 'integer', description: 'All that the command printed, also what was not kept' })
  output_bytes!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  started_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at!: string | null;
}

/** SQL of the steps of an execution, in their order. */
export const stepResultsSql = (row: string): string =>
  `(select coalesce(json_agg(one order by one."order"), '[]'::json) from (
     select t.step_id, t.status, t.output, t.error, t.place as "order", t.title, t.command, t.note, t.decided_by,
       t.exit_code, t.output_bytes, ${isoText('t.started_at')} as started_at, ${isoText('t.finished_at')} as finished_at
     from sop_execution_steps t where t.execution_id = ${row}.id) one)`;
