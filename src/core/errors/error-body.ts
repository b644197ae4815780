import { ApiProperty } from '@nestjs/swagger';

/** The inside of every error answer. */
export class ErrorDetail {
  @ApiProperty({ example: 'INVALID_REQUEST', description: 'Stable name of the error; see docs' })
  code!: string;

  @ApiProperty({ example: 'The request is not valid: see details.', description: 'For people' })
  message!: string;

  @ApiProperty({
    nullable: true,
    description: 'null, an object, or for INVALID_REQUEST a list of {field, message}',
    oneOf: [
      { type: 'array', items: { type: 'object', additionalProperties: true } },
      { type: 'object', additionalProperties: true },
    ],
    example: [{ field: 'title', message: 'title must be at least 3 characters long' }],
  })
  details!: unknown;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  timestamp!: string;

  @ApiProperty({ example: '5f0c7c1e-7a51-4f0e-8a8b-3f4bb4a1f8a2', description: 'Also in X-Request-Id' })
  request_id!: string;

  @ApiProperty({ required: false, example: 30, description: 'Seconds to wait; only on 429 and 503' })
  retry_after?: number;
}

/** Every answer with a status of 400 or more has this body. */
export class ErrorBody {
  @ApiProperty({ type: ErrorDetail })
  error!: ErrorDetail;
}
