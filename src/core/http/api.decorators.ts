import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiExtension,
  ApiHeader,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiPreconditionFailedResponse,
  ApiResponse,
} from '@nestjs/swagger';
import { ErrorBody } from '../errors/error-body';
import { OncePerKey } from './idempotency';

const etag = {
  ETag: {
    description: 'Version of the resource, for If-Match and If-None-Match',
    required: true,
    schema: { type: 'string' as const },
  },
};

const notFound = (...resources: string[]): MethodDecorator =>
  ApiNotFoundResponse({
    type: ErrorBody,
    description: resources.map((resource) => `${resource.toUpperCase()}_NOT_FOUND`).join('; '),
  });

const invalid = ApiBadRequestResponse({
  type: ErrorBody,
  description: 'INVALID_REQUEST: details name every field that is wrong',
});

/** What any route that takes a body can answer to one it will not read. */
export const ApiTakesJson = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 413, type: ErrorBody, description: 'PAYLOAD_TOO_LARGE' }),
    ApiResponse({ status: 415, type: ErrorBody, description: 'UNSUPPORTED_MEDIA_TYPE' }),
  );

/** What the document shows as a request body, where the examples of its fields do not go together. */
export const ShownAs = (example: object): ClassDecorator =>
  ApiExtension('x-example', example) as ClassDecorator;

/** A request in somebody else's format: more may stand in it than is read. */
export const OpenFormat = (): ClassDecorator => ApiExtension('x-open', true) as ClassDecorator;

/** A route that reads one resource. */
export const ApiReads = (entity: Type, resource: string): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'An ETag that you hold: 304 if it is still good',
    }),
    ApiOkResponse({ type: entity, headers: etag }),
    ApiResponse({ status: 304, description: 'Not modified' }),
    notFound(resource),
  );

/** A POST that creates: 201, and once only when it carries an Idempotency-Key. */
export const Creates = (entity: Type): MethodDecorator =>
  applyDecorators(
    OncePerKey(),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'A repeat within 24 h gives the first answer again',
    }),
    ApiCreatedResponse({ type: entity, headers: etag }),
    invalid,
    ApiConflictResponse({
      type: ErrorBody,
      description: 'IDEMPOTENCY_KEY_REUSED; CONFLICT: another row stands against it',
    }),
    ApiTakesJson(),
  );

const ifMatch = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'An ETag: 412 if the resource has changed since',
});
const stale = ApiPreconditionFailedResponse({
  type: ErrorBody,
  description: 'PRECONDITION_FAILED: read it again',
});

/** A PATCH or PUT that gives the changed resource. */
export const ApiChanges = (entity: Type, resource: string): MethodDecorator =>
  applyDecorators(
    ifMatch,
    ApiOkResponse({ type: entity, headers: etag }),
    invalid,
    notFound(resource),
    stale,
    ApiTakesJson(),
  );

/** A DELETE: 204. The path may name what the resource belongs to, which can be missing as well. */
export const Removes = (resource: string, ...parents: string[]): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    ifMatch,
    ApiNoContentResponse({ description: 'Removed' }),
    notFound(resource, ...parents),
    stale,
  );
