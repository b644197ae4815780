import { parse as parseCookies } from 'cookie';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config';
import { isKnownOrigin } from '../core/access/access.guard';
import { SESSION_COOKIE } from '../core/http/front-door';

/** `?token=` of an upgrade. */
export const tokenOf = ({ url = '' }: IncomingMessage): string | null =>
  new URLSearchParams(url.split('?', 2)[1] ?? '').get('token');

/** The session's cookie, if the page that it comes from is known. */
export function cookieOf({ headers }: IncomingMessage, config: Config): string | undefined {
  const { origin, cookie, host } = headers;
  if (!cookie || !origin || !isKnownOrigin(origin, host, config)) return undefined;
  return parseCookies(cookie)[SESSION_COOKIE];
}
