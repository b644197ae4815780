import type { Environment } from '../fields';
import { requestContext } from './request-context';

/**
 * The environment that the caller's credentials are bound to: to them nothing else exists. Null for callers who may see all,
 * and in jobs, seeds and timers.
 */
export const boundEnvironment = (): Environment | null =>
  (requestContext.current()?.principal?.environment ?? null) as Environment | null;
