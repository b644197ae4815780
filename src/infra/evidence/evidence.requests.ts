import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsUUID } from 'class-validator';
import { requestOf } from '../../core/fields';
import { findUnsafe } from '../../core/http/unsafe-content';
import { Evidence } from './evidence.entity';
import { EvidenceType } from './evidence.enums';

const types = Object.values(EvidenceType);

/** JSON, or the text parts of a multipart form. */
export class UploadEvidenceRequest extends requestOf(Evidence, {
  required: ['title'],
  optional: ['type', 'content'],
}) {
  @ApiProperty({
    ...{ required: false, nullable: true, type: String, format: 'uuid', example: null },
    description: 'Decided by the path already; if given it must agree',
  })
  @IsOptional()
  @IsUUID()
  incident_id?: string | null;

  @ApiProperty({ required: false, enum: types, description: 'Another name of `type`' })
  @IsOptional()
  @IsIn(types)
  evidence_type?: EvidenceType;

  // A form can carry text only, so there it is JSON text.
  @ApiProperty({
    selfRequired: false,
    nullable: true,
    type: 'object',
    additionalProperties: true,
    example: { host: 'gw-3' },
  })
  @Transform(({ value }) => parseObject(value), { toClassOnly: true })
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown> | null;
}

/** For the OpenAPI document: the same as a form with a file. */
export class UploadEvidenceForm extends requestOf(Evidence, {
  required: ['title'],
  optional: ['type', 'content'],
}) {
  @ApiProperty({ required: false, enum: types, description: 'Another name of `type`' })
  evidence_type?: EvidenceType;

  @ApiProperty({ required: false, description: 'JSON text', example: '{"host":"gw-3"}' })
  metadata?: string;

  @ApiProperty({
    required: false,
    type: 'string',
    format: 'binary',
    description: 'png jpg jpeg gif webp pdf txt log json csv md zip gz',
  })
  file?: unknown;
}

function parseObject(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  try {
    const parsed: unknown = JSON.parse(value);
    // The check of the body saw one text only. Left as it is, the text is refused for not being an object.
    return findUnsafe(parsed).length > 0 ? value : parsed;
  } catch {
    return value;
  }
}
