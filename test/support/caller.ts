import { randomUUID } from 'node:crypto';
import type { Principal } from '../../src/core/access/principal';
import { type RequestContext, requestContext } from '../../src/core/context/request-context';
import { type Persona, PERSONAS } from './personas';

/** The persona as whoever sends an API token: with these permissions, and bound to the environment unless it is null. */
export function tokenOf(
  persona: Persona,
  permissions: readonly string[],
  environment: string | null,
): Principal {
  const { id, name, email, role } = PERSONAS[persona];
  return {
    ...{ kind: 'api_token', userId: id, userName: name, userEmail: email, role, environment },
    permissions: new Set(permissions),
    ...{ credentialId: randomUUID(), expiresAt: Number.MAX_SAFE_INTEGER },
  };
}

/** Does the work as a request of this caller does. */
export function asCaller<T>(principal: Principal, work: () => T, more: Partial<RequestContext> = {}): T {
  const context: RequestContext = {
    ...{ requestId: 'test', startedAt: 0, ip: '127.0.0.1', userAgent: null, baseUrl: 'http://localhost' },
    ...{ principal, refusal: null, credential: 'bearer', precondition: null, once: null },
    ...more,
  };
  return requestContext.run(context, work);
}
