import { applyDecorators } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiServiceUnavailableResponse } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';

/** What refuses the beginning of an execution, however it is asked for. */
export const ApiBeginRefusals = (): MethodDecorator =>
  applyDecorators(
    ApiConflictResponse({
      type: ErrorBody,
      description: 'SOP_NOT_APPROVED, SOP_VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED',
    }),
    ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_NOT_FOUND' }),
    ApiServiceUnavailableResponse({
      type: ErrorBody,
      description: 'SERVICE_UNAVAILABLE: too many wait already',
    }),
  );
