import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

/** A password that somebody chooses: what is refused here is never kept. */
export const NewPassword = (
  options: { optional?: boolean; description?: string } = {},
): PropertyDecorator => {
  const { optional = false, description } = options;
  return applyDecorators(
    ApiProperty({
      ...{ required: !optional, description, format: 'password' },
      ...{ minLength: MIN_LENGTH, maxLength: MAX_LENGTH, example: 'correct horse battery' },
    }),
    IsString(),
    MinLength(MIN_LENGTH),
    MaxLength(MAX_LENGTH),
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
  );
};
