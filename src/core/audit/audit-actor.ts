import { AsyncLocalStorage } from 'node:async_hooks';
import { requestContext } from '../context/request-context';

/** Who did something and from where, as audit rows keep it. */
export interface AuditActor {
  readonly user_id: string;
  readonly user_name: string;
  readonly user_email: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly metadata: string | null;
}

const SYSTEM: AuditActor = {
  user_id: 'system',
  user_name: 'System',
  user_email: null,
  ip_address: null,
  user_agent: null,
  metadata: null,
};

const substitutes = new AsyncLocalStorage<AuditActor>();

/** Does the work of a job in the name of somebody outside, of whom we only know what another system says. */
export const actAs = <T>(actor: Pick<AuditActor, 'user_id' | 'user_name' | 'metadata'>, work: () => T): T =>
  substitutes.run({ ...SYSTEM, ...actor }, work);

/** The caller of the running request; `anonymous` without credentials, `system` outside of requests. */
export function currentActor(): AuditActor {
  const context = requestContext.current();
  if (!context) return substitutes.getStore() ?? SYSTEM;
  const { principal } = context;
  return {
    user_id: principal?.userId ?? 'anonymous',
    user_name: principal?.userName ?? 'Anonymous',
    user_email: principal?.userEmail ?? null,
    ip_address: context.ip || null,
    user_agent: context.userAgent,
    metadata: JSON.stringify({
      request_id: context.requestId,
      ...(principal?.kind === 'api_token' ? { api_token_id: principal.credentialId } : {}),
    }),
  };
}
