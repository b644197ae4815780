import { ApiProperty } from '@nestjs/swagger';

/** For the OpenAPI document: what is read of a bundle is checked by itself. */
export class StixBundle {
  @ApiProperty({ enum: ['bundle'] })
  type!: string;

  @ApiProperty({ required: false, example: 'bundle--f3d179d2-99bd-4a78-a925-77d90312acc4' })
  id?: string;

  @ApiProperty({
    type: 'array',
    minItems: 1,
    items: { type: 'object', additionalProperties: true },
    description: 'x-mitre-tactic, x-mitre-matrix and attack-pattern are read, others are left alone',
  })
  objects!: Record<string, unknown>[];
}

/** The same as a form with a file. */
export class StixBundleForm {
  @ApiProperty({ type: 'string', format: 'binary', description: 'e.g. enterprise-attack.json' })
  file!: unknown;
}
