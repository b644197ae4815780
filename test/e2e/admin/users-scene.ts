import { Client } from 'pg';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { eventually } from '../auth/session-actor';

export const GRACE = {
  name: 'Grace',
  email: 'Grace@Example.com',
  role: 'engineer',
  team: 'Platform',
  password: 'correct horse 1',
};

let number = 0;
/** Somebody new, like nobody else. */
export const somebody = (fields: Record<string, unknown> = {}): typeof GRACE => ({
  ...GRACE,
  email: `person-${(number += 1)}@example.com`,
  ...fields,
});

export interface Made {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly etag: string;
}

export async function make(admin: Actor, fields: Record<string, unknown> = {}): Promise<Made> {
  const person = somebody(fields);
  const { status, body, headers } = await admin.post<{ id: string }>('/admin/users', person);
  if (status !== 201) throw new Error(`nobody was made: ${JSON.stringify(body)}`);
  return { ...person, id: body.id, etag: headers.get('etag')! };
}

/** A new session of somebody who was made. */
export async function signIn(
  server: TestServer,
  { email, password }: Pick<Made, 'email' | 'password'>,
): Promise<Actor> {
  const { status, body } = await server.anonymous.post<{ token: string }>('/auth/login', { email, password });
  if (status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(body)}`);
  return server.anonymous.with({ authorization: `Bearer ${body.token}` });
}

/** An API token of the actor. */
export async function tokenOf(
  server: TestServer,
  actor: Actor,
  scopes: readonly string[],
  environment: string | null = null,
): Promise<Actor> {
  const wanted = { name: 'Of a test', scopes, environment };
  const { status, body } = await actor.post<{ token: string }>('/admin/tokens', wanted);
  if (status !== 201) throw new Error(`no token was made: ${JSON.stringify(body)}`);
  return server.anonymous.with({ authorization: `Bearer ${body.token}` });
}

/**
 * Holds the rows of these users, lets `act` begin, and once so many of its statements wait for them runs `meanwhile` and
 * lets go: what races for the rows does so every time.
 */
export async function atTheGate<T>(
  server: TestServer,
  ids: readonly string[],
  waiting: number,
  act: () => Promise<T>,
  meanwhile: (gate: Client) => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  const gate = new Client({ connectionString: server.databaseUrl });
  await gate.connect();
  try {
    await gate.query('begin');
    await gate.query('select 1 from users where id = any($1) order by id for update', [ids]);
    const acted = act();
    // Not by the server's own connections: those who wait may have taken all of them.
    const blocked = await eventually(
      async () => {
        await gate.query('select pg_stat_clear_snapshot()');
        const { rowCount } = await gate.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rowCount ?? 0;
      },
      (count) => count >= waiting,
    );
    if (blocked < waiting) throw new Error('nobody waits at the gate');
    await meanwhile(gate);
    await gate.query('commit');
    return await acted;
  } finally {
    await gate.end();
  }
}
