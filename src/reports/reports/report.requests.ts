import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { requestOf } from '../../core/fields';
import { Report } from './report.entity';

const moment = {
  ...{ required: false, nullable: true, maxLength: 40 },
  anyOf: [
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
  ],
};

export class GenerateReportRequest extends requestOf(Report, {
  required: ['name', 'type', 'format'],
  optional: ['parameters'],
}) {
  @ApiProperty({
    ...moment,
    example: '2026-01-01',
    description: 'A day or a moment; which default there is depends on the type',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period_start?: string | null;

  @ApiProperty({
    ...moment,
    example: '2026-01-31',
    description: 'A day, the whole of which counts, or a moment, which does not',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  period_end?: string | null;
}
