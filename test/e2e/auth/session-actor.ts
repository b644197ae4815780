import { sign } from 'jsonwebtoken';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { PASSWORD, type Persona, PERSONAS } from '../../support/personas';

/** The secret that test servers sign with. */
export const SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';

/** The same session, shown as a cookie in place of a bearer token. */
export const byCookie = (server: TestServer, actor: Actor): Actor =>
  server.anonymous.with({ cookie: `theme=dark; session_token=${actor.token}` });

export const byBearer = (server: TestServer, token: string): Actor =>
  server.anonymous.with({ authorization: `Bearer ${token}` });

export const login = (actor: Actor, persona: Persona, password = PASSWORD) =>
  actor.post<LoginAnswer>('/auth/login', { email: PERSONAS[persona].email, password });

export interface LoginAnswer {
  readonly user: Record<string, unknown>;
  readonly token: string;
  readonly expiresAt: string;
}

export interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

export const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as Claims;

interface Circumstances {
  readonly secret?: string;
  readonly algorithm?: 'HS256' | 'HS384' | 'HS512';
  readonly claims?: Partial<Claims>;
}

/** The claims of a good token, signed anew in other circumstances. */
export const signAgain = (
  token: string,
  { secret = SECRET, algorithm = 'HS256', claims = {} }: Circumstances = {},
): string => sign({ ...claimsOf(token), ...claims }, secret, { algorithm });

/** Asks again until the answer fits. For what the database has to tell the server first. */
export async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (fits(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
