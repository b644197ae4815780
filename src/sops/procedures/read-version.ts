import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { SEMANTIC_VERSION } from './semantic-version';

/** A field for the version that whoever sends the request has read: 409 if it is not the present one any more. */
export const ReadVersion = (): PropertyDecorator => (target, key) => {
  for (const rule of [
    ApiProperty({
      ...{ required: false, nullable: true, type: String, example: '1.2.0' },
      description: 'The version that you have read: SOP_VERSION_CONFLICT if it is not the present one',
    }),
    IsOptional(),
    Matches(SEMANTIC_VERSION, { message: '$property must be a version such as 1.2.0' }),
  ])
    rule(target, key);
};
