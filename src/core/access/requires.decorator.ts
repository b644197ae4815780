import { applyDecorators, SetMetadata } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCookieAuth,
  ApiExtension,
  ApiForbiddenResponse,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { ErrorBody } from '../errors/error-body';

/** What a route demands of its caller. A route without a rule is closed. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed' }
  | { readonly kind: 'signed_in' }
  | { readonly kind: 'session' }
  | { readonly kind: 'permission'; readonly permission: string };

export const ACCESS_RULE = 'occ:access-rule';

const secured = (rule: AccessRule, permission: string): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, rule),
    ApiBearerAuth(),
    ApiCookieAuth(),
    ApiExtension('x-permission', permission),
    ApiUnauthorizedResponse({ type: ErrorBody, description: 'UNAUTHORIZED: no valid credentials' }),
    ApiTooManyRequestsResponse({
      type: ErrorBody,
      description: 'RATE_LIMIT_EXCEEDED: wait for Retry-After seconds',
    }),
  );

/** The caller must hold this permission (`verb:resource`). */
export const Requires = (permission: `${string}:${string}`): MethodDecorator & ClassDecorator =>
  applyDecorators(
    secured({ kind: 'permission', permission }, permission),
    ApiForbiddenResponse({ type: ErrorBody, description: `FORBIDDEN: needs the permission ${permission}` }),
  );

/** Any signed-in caller, by session or API token. */
export const SignedIn = (): MethodDecorator & ClassDecorator => secured({ kind: 'signed_in' }, 'signed-in');

/** Only a person's session: an API token may not do this. */
export const SessionOnly = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    secured({ kind: 'session' }, 'session'),
    ApiForbiddenResponse({ type: ErrorBody, description: 'FORBIDDEN: needs a session, not an API token' }),
  );

/** Open to everyone. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'public' } satisfies AccessRule),
    ApiExtension('x-permission', 'public'),
  );

/** For another system, which signs its requests: open to everyone as far as the guard goes, the route checks the signature. */
export const SignedRequest = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, { kind: 'signed' } satisfies AccessRule),
    ApiExtension('x-permission', 'signed'),
    ApiUnauthorizedResponse({ type: ErrorBody, description: 'UNAUTHORIZED: the signature is not right' }),
    ApiTooManyRequestsResponse({
      type: ErrorBody,
      description: 'RATE_LIMIT_EXCEEDED: wait for Retry-After seconds',
    }),
  );
