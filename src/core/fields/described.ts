import { applyDecorators } from '@nestjs/common';
import { ApiHideProperty, ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { Column, type ColumnOptions } from 'typeorm';
import { declareField, type FieldDefinition, type FieldKind, type FieldOptions } from './field';

/** Column, validation, OpenAPI schema and list behaviour of one field, said once. */
export function field(
  kind: FieldKind,
  options: FieldOptions & { values?: readonly string[] },
  column: ColumnOptions | null,
  schema: ApiPropertyOptions,
  rules: PropertyDecorator[],
): PropertyDecorator {
  const { nullable = false, hidden, description, example, as } = options;
  return (target, key) => {
    declareField(target, { ...options, kind, name: String(key) } satisfies FieldDefinition);
    const decorators: PropertyDecorator[] = [];
    if (column) decorators.push(Column({ ...column, nullable, update: !options.generated }));
    if (hidden) decorators.push(ApiHideProperty());
    else {
      // Answers carry every field, null when empty; requests made of it by requestOf() decide what they demand.
      decorators.push(
        ApiProperty({
          ...(as ? { name: as } : {}),
          ...{ required: true, nullable, description },
          ...schema,
          ...(example === undefined ? {} : { example }),
        } as ApiPropertyOptions),
      );
    }
    decorators.push(...rules);
    if (nullable && rules.length > 0) decorators.push(ValidateIf((_, value) => value !== null));
    applyDecorators(...decorators)(target, key);
  };
}
