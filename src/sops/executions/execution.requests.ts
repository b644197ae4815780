import { ApiProperty } from '@nestjs/swagger';
import {
  IsArray,
  ArrayMaxSize,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Allow,
} from 'class-validator';
import { Environment } from '../../core/fields';
import { ReadVersion } from '../procedures';
import { StepOutcome } from './execution.enums';

const environments = Object.values(Environment);
const outcomes = Object.values(StepOutcome);

class RunRequest {
  @ReadVersion()
  version?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, enum: environments, enumName: 'Environment' },
    description: 'Where; by default that of the incident or of the credentials. It fills {{environment}}',
  })
  @IsOptional()
  @IsIn(environments)
  environment?: Environment | null;

  @ApiProperty({
    selfRequired: false,
    nullable: true,
    type: 'object',
    additionalProperties: true,
    example: { service: 'checkout' },
    description: 'Texts, numbers and booleans by name; each fills its {{name}} as one argument',
  })
  @IsOptional()
  @IsObject()
  parameters?: Record<string, unknown> | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, maxLength: 64, example: 'INC-1042' },
    description: 'UUID or jira_id of the incident that this is for',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  incident_id?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, example: null },
    description: 'Ignored: it is whoever sends the request',
  })
  @Allow()
  executed_by?: unknown;
}

/** The Types' ExecuteSOPRequest. */
export class ExecuteSopRequest extends RunRequest {
  @ApiProperty({
    ...{ required: false, nullable: true, type: String, format: 'uuid', example: null },
    description: 'Decided by the path already; if given it must agree',
  })
  @IsOptional()
  @IsUUID()
  sop_id?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, isArray: true, maxItems: 1_000 },
    description: 'Ids of the manual steps that are done; the others are skipped',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  confirmed_steps?: string[] | null;
}

export class OpenExecutionRequest extends RunRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  sop_id!: string;
}

export class DecideStepRequest {
  @ApiProperty({ enum: outcomes, description: 'success confirms the step, failed ends the execution' })
  @IsIn(outcomes)
  status!: StepOutcome;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, maxLength: 5_000 },
    example: 'The replica lags by 2 s',
  })
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  note?: string | null;
}
