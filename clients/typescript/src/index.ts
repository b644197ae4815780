import { createClient } from './generated/client/index.js';
import { OpsControlCenter } from './generated/sdk.gen.js';

export interface ApiOptions {
  /** Where the server is, without `/api/v1`. Default: the page's own origin. */
  url?: string;
  /** Session or API token, asked for at each request. Without one the browser's session cookie is used. */
  token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Default: the global one. */
  fetch?: typeof fetch;
  /** Sees every answer, e.g. for its rate-limit headers. */
  onResponse?: (response: Response) => void;
}

/** All calls of the API, by resource: `api.incidents.list({ query: { status: ['open'] } })`. */
export function createApi({ url = '', token, onResponse, ...rest }: ApiOptions = {}): OpsControlCenter {
  const client = createClient({
    ...rest,
    baseUrl: url,
    credentials: 'include',
    auth: ({ type }) => (type === 'http' ? (typeof token === 'function' ? token() : token) : undefined),
  });
  if (onResponse) {
    client.interceptors.response.use((response) => {
      onResponse(response);
      return response;
    });
  }
  return new OpsControlCenter({ client });
}

export { OpsControlCenter };
export * from './answers.js';
export { ApiError } from './errors.js';
export * from './live.js';
export * from './live-events.js';
export type * from './generated/types.gen.js';
