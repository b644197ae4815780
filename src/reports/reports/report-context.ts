import type { RequestContext } from '../../core/context/request-context';
import type { BegunReport } from './report.queries';

/**
 * On whose behalf a report is made, and what they may read: domain services then show what its author may see, and nothing of
 * other environments.
 */
export const contextOf = (
  { id, user_id, generated_by, environment }: BegunReport,
  permissions: ReadonlySet<string>,
): RequestContext => ({
  requestId: `report-${id}`,
  startedAt: performance.now(),
  ...{
    ip: '',
    userAgent: null,
    baseUrl: '',
    refusal: null,
    credential: 'none',
    precondition: null,
    once: null,
  },
  principal: {
    ...{ kind: 'session', userId: user_id, userName: generated_by, userEmail: '', role: '' },
    ...{ permissions, environment, credentialId: '', expiresAt: Infinity },
  },
});
