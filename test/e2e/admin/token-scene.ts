import { Actor, type Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { LiveClient } from '../../support/live-client';

export interface TokenBody extends Record<string, unknown> {
  readonly id: string;
  readonly token: string;
  readonly token_preview: string;
  readonly scopes: string[];
  readonly status: string;
}

export interface Minted {
  readonly body: TokenBody;
  /** Somebody who sends it as bearer. */
  readonly actor: Actor;
}

export const tokenRequest = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'Deployment pipeline',
  scopes: ['read:incidents'],
  ...more,
});

export const askForToken = (actor: Actor, more: Record<string, unknown> = {}): Promise<Answer<TokenBody>> =>
  actor.post<TokenBody>('/admin/tokens', tokenRequest(more));

/** A new token, made by whoever asks for it. */
export async function mint(maker: Actor, more: Record<string, unknown> = {}): Promise<Minted> {
  const { status, body, text } = await askForToken(maker, more);
  if (status !== 201) throw new Error(`no token: ${text}`);
  return { body, actor: new Actor(maker.url, { authorization: `Bearer ${body.token}` }) };
}

/** The same on another instance. */
export const bearing = (server: TestServer, { body }: Minted): Actor =>
  server.anonymous.with({ authorization: `Bearer ${body.token}` });

/** An open socket of the token, which listens to these channels. */
export async function listen(server: TestServer, { body }: Minted, channels: string[]): Promise<LiveClient> {
  const client = await LiveClient.open(`${server.wsUrl}?token=${body.token}`);
  await client.subscribe(channels);
  return client;
}
