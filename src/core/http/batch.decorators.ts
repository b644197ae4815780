import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiExtraModels,
  ApiHeader,
  ApiProperty,
  ApiServiceUnavailableResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ErrorBody } from '../errors/error-body';
import { BatchTurn } from '../queueing/batch-turn';
import { ApiTakesJson } from './api.decorators';
import { Batch, MAX_RECORDS, readBatch } from './batch';
import { LARGE_BODY, TakesBody } from './body';
import { OncePerKey } from './idempotency';
import type { OpsRequest } from './request';

/** The answer to a batch. */
export class Accepted {
  @ApiProperty({ example: 10_000, description: 'Records that were taken: all of them' })
  accepted!: number;
}

interface BatchOptions<T extends object> {
  readonly of: Type<T>;
  /** Under which the list stands when it comes in an object. */
  readonly name: string;
}

/** The records of the request's body, each checked against its class. */
export const BatchBody = createParamDecorator(
  <T extends object>({ of, name }: BatchOptions<T>, context: ExecutionContext): Batch<T> =>
    readBatch(of, name, context.switchToHttp().getRequest<OpsRequest>().body),
);

/** A POST of 1 to 10,000 records, all or none of which are taken: 202, and once only when it carries an Idempotency-Key. */
export function TakesBatch<T extends object>({ of, name }: BatchOptions<T>): MethodDecorator {
  const record = { $ref: getSchemaPath(of) };
  const list = { type: 'array' as const, items: record, minItems: 1, maxItems: MAX_RECORDS };
  const wrapped = { type: 'object' as const, required: [name], properties: { [name]: list } };
  return applyDecorators(
    OncePerKey(),
    UseInterceptors(BatchTurn),
    HttpCode(202),
    TakesBody({ limit: LARGE_BODY }),
    ApiExtraModels(of),
    ApiBody({ schema: { oneOf: [list, wrapped, record] } }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A repeat within 24 h gives the first answer again',
    }),
    ApiAcceptedResponse({ type: Accepted }),
    ApiBadRequestResponse({
      type: ErrorBody,
      description: 'INVALID_REQUEST: nothing was taken; details name each fault by its record, e.g. 3.value',
    }),
    ApiConflictResponse({ type: ErrorBody, description: 'IDEMPOTENCY_KEY_REUSED' }),
    ApiServiceUnavailableResponse({
      type: ErrorBody,
      description: 'SERVICE_UNAVAILABLE: too many batches are waiting; see Retry-After',
    }),
    ApiTakesJson(),
  );
}
