import helmet, { type HelmetOptions } from 'helmet';
import type { IncomingMessage, ServerResponse } from 'node:http';

type Headers = ReadonlyArray<readonly [string, string]>;

/**
 * Of answers that browsers show as pages: Swagger UI. Plain http://host:8000 must be able to load its files, hence no
 * upgrade-insecure-requests.
 */
export const PAGE_HEADERS = headersOf({
  contentSecurityPolicy: {
    directives: {
      'upgrade-insecure-requests': null,
      'font-src': ["'self'"],
      // Swagger UI sets styles on its elements.
      'style-src': ["'self'", "'unsafe-inline'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'same-site' },
});

/** Of data: what OWASP asks of a REST API. It may load, run and frame nothing, should a browser ever show it. */
export const DATA_HEADERS = headersOf({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  crossOriginResourcePolicy: { policy: 'same-site' },
  frameguard: { action: 'deny' },
  // These say something about pages, scripts and plug-ins only.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  dnsPrefetchControl: false,
  ieNoOpen: false,
  permittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** They do not depend on the request, so helmet is asked once: its dozen functions cost every read a measurable share. */
function headersOf(options: HelmetOptions): Headers {
  const headers = new Map<string, string>();
  const recorder = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  };
  helmet(options)({ headers: {} } as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);
  return [...headers];
}
