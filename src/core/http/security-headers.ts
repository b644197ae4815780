import helmet from 'helmet';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The headers that helmet sets. They do not depend on the request, so helmet is asked once and its answer is kept:
 * running its dozen functions on every request costs a measurable share of a read.
 */
export function securityHeaders(): ReadonlyArray<readonly [string, string]> {
  const headers = new Map<string, string>();
  const recorder = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  };
  helmet({
    contentSecurityPolicy: {
      // Plain http://host:8000 must be able to load Swagger UI's own files.
      directives: { 'upgrade-insecure-requests': null },
    },
    crossOriginResourcePolicy: { policy: 'same-site' },
  })({ headers: {} } as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);
  return [...headers];
}
