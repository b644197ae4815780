import type { CookieOptions } from 'express';
import type { Config } from '../config';
import type { OpsRequest } from '../core/http/request';

/** How the session cookie is set, and with the same words taken back. */
export function sessionCookie(config: Config, request: OpsRequest, expires?: Date): CookieOptions {
  const secure = config.NODE_ENV === 'production' || request.secure;
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, ...(expires ? { expires } : {}) };
}
