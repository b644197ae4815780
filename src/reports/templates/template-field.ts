import { ApiProperty } from '@nestjs/swagger';
import { TemplateFieldType } from './template.enums';

export type FieldValue = string | number | boolean;

/** One thing that a report of a template is asked with. */
export class TemplateField {
  @ApiProperty({
    pattern: '^[a-z][a-z0-9_]{0,63}$',
    description: 'Its name in parameters and in the template: {{parameters.squad}}',
    example: 'squad',
  })
  name!: string;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'Its name for people', example: 'Squad' })
  label!: string;

  @ApiProperty({ enum: Object.values(TemplateFieldType), enumName: 'TemplateFieldType', example: 'text' })
  type!: TemplateFieldType;

  @ApiProperty({ description: 'Whether a report without it is refused', example: false })
  required!: boolean;

  @ApiProperty({
    ...{ nullable: true, required: true, example: 'Payments' },
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    description: 'Used when nothing else is said; valid itself. Dates are YYYY-MM-DD',
  })
  default_value!: FieldValue | null;

  @ApiProperty({
    ...{ type: String, isArray: true, nullable: true, maxItems: 200, example: null },
    description: 'Of select only, and required there: what may be chosen',
  })
  options!: string[] | null;

  @ApiProperty({
    ...{ type: String, nullable: true, maxLength: 200, example: '^[A-Z][a-z]+$' },
    description:
      'Of text a regular expression (RE2) that the whole value must match; of number and date a range such as 1..100, 2026-01-01.. or ..50',
  })
  validation!: string | null;
}
