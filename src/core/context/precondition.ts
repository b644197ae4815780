import { PreconditionFailed } from '../errors/domain-error';
import { requestContext } from './request-context';

/**
 * Holds the version of the row that a request is about to change against its If-Match. Only the first row of a request is
 * asked about: that is the one which its path names, others that change along are not meant. Throws PreconditionFailed.
 */
export function demandVersion(version: number): void {
  const context = requestContext.current();
  const wanted = context?.precondition;
  if (!context || !wanted) return;
  context.precondition = null;
  const etag = `"${version}"`;
  if (!wanted.includes('*') && !wanted.includes(etag)) throw new PreconditionFailed(etag);
}
