import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { requestOf } from '../../core/fields';
import { ONE_LINE } from '../../core/text/control-characters';
import { ReadVersion } from './read-version';
import { Sop } from './sop.entity';

export const MAX_STEPS = 200;
const oneLine = { message: '$property must be one line without control characters' };

const Trimmed = (): PropertyDecorator =>
  Transform(({ value }): unknown => (typeof value === 'string' ? value.trim() : value), {
    toClassOnly: true,
  });

export class StepRequest {
  @ApiProperty({
    ...{ required: false, nullable: true, type: String, pattern: '^[A-Za-z0-9_-]{1,64}$' },
    description: 'Of a step that is there already; a step without one is new. A new SOP may bring its own',
    example: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, {
    message: '$property must be made of 1 to 64 letters, digits, _ and -',
  })
  id?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: 'integer', example: 1 },
    description: 'Ignored: the place in the list decides',
  })
  @IsOptional()
  @IsInt()
  order?: number | null;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Stop writes to the primary' })
  @Trimmed()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(ONE_LINE, oneLine)
  title!: string;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, maxLength: 5_000, default: '' },
    ...{ description: 'Markdown', example: 'Put {{service}} into maintenance first.' },
  })
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  description?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    maxLength: 2_000,
    description: 'One line; {{name}} stands for a parameter. Null: done by hand',
    example: 'kubectl scale deployment/{{service}} --replicas=0',
  })
  @Trimmed()
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  @Matches(ONE_LINE, oneLine)
  command?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, maxLength: 2_000 },
    example: 'No pod is left',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  expected_result?: string | null;

  @ApiProperty({
    ...{ required: false, nullable: true, type: String, maxLength: 2_000 },
    example: 'Customers see the maintenance page from here on',
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  warning?: string | null;

  @ApiProperty({ required: false, nullable: true, type: String, format: 'uri', maxLength: 2_000 })
  @ValidateIf((_, value) => value !== undefined && value !== null && value !== '')
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: '$property must be an http or https URL' },
  )
  @MaxLength(2_000)
  screenshot_url?: string | null;
}

const TEXTS = ['title', 'category', 'description', 'content'] as const;
const MORE = ['owner', 'reviewers', 'tags', 'prerequisites', 'estimated_duration'] as const;

const Steps = (): PropertyDecorator => (target, key) => {
  for (const rule of [
    ApiProperty({ required: false, type: StepRequest, isArray: true, maxItems: MAX_STEPS }),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(MAX_STEPS, { message: `$property must have at most ${MAX_STEPS} steps` }),
    ValidateNested({ each: true }),
    Type(() => StepRequest),
  ])
    rule(target, key);
};

/** A new SOP, or all of one that is replaced. */
export class SopRequest extends requestOf(Sop, { required: TEXTS, optional: MORE }) {
  @Steps()
  steps?: StepRequest[];
}

export class UpdateSopRequest extends requestOf(Sop, { optional: [...TEXTS, ...MORE] }) {
  @Steps()
  steps?: StepRequest[];
}

/** Moves an SOP to the next state. */
export class LifeCycleRequest {
  @ReadVersion()
  version?: string | null;
}
