import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { log } from '../../src/core/logging/logger';
import { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { sharedKey } from '../support/audit-scene';
import { LiveClient } from '../support/live-client';
import { LogTap } from '../support/log-tap';
import { PASSWORD, type Persona, PERSONAS } from '../support/personas';
import { inTurns, RouteRequests } from '../support/route-requests';
import { declaredRoutes } from '../support/routes';
import { type Find, formsOf, type Secret, SecretSearch } from '../support/secrets';
import { Mailbox } from '../e2e/notifications/mailbox';
import { Receiver } from '../e2e/notifications/receiver';

/** What one answer consisted of, and the secrets that it was there to give out. */
interface Heard {
  readonly of: string;
  readonly text: string;
  readonly gives: readonly string[];
}

/** What must be looked for, in all that a run leaves behind. */
class Secrets {
  readonly all: Secret[] = [];

  add(name: string, value: string, more: Partial<Secret> = {}): string {
    if (!this.all.some((known) => known.value === value)) this.all.push({ name, value, ...more });
    return value;
  }

  /** Something that a person may have thought up, with signs that are written differently everywhere. */
  password(name: string): string {
    const core = `pw7${randomBytes(9).toString('hex')}`;
    this.add(`the inside of ${name}`, core);
    return this.add(name, `ä"<${core}&+ %`, { guessable: true });
  }

  random(name: string): string {
    return this.add(name, `cfg7${randomBytes(12).toString('hex')}`);
  }
}

describe('secrets', () => {
  const secrets = new Secrets();
  const answers: Heard[] = [];
  let tap: LogTap;
  let receiver: Receiver;
  let mailbox: Mailbox;
  let server: TestServer;
  let stranger: Actor;
  let admin: Actor;
  const sessions = new Map<Persona, Actor>();
  const passwords = {
    admin: secrets.password('the password of the admin'),
    engineer: secrets.password('that of the engineer'),
  };

  beforeAll(async () => {
    tap = new LogTap();
    // Both say back all that they were told.
    receiver = await Receiver.open((response, { path, headers, text }) =>
      response.writeHead(500).end(`no: ${path} ${JSON.stringify(headers)} ${text}`),
    );
    mailbox = await Mailbox.open({
      onAuth: ({ username, password }, _session, done) => done(new Error(`not ${username} ${password}`)),
      allowInsecureAuth: true,
    });
    const { AUDIT_SIGNING_KEY } = sharedKey();
    const pem = Buffer.from(AUDIT_SIGNING_KEY, 'base64').toString();
    secrets.add('the key that signs the audit log', pem.split('\n')[1]);
    const signing = randomBytes(32).toString('base64');
    secrets.add('the key that signs webhooks', signing);
    server = await startServer({
      ...{ LOG_LEVEL: 'trace', LOG_REQUESTS: 'all', SOP_ALLOWED_COMMANDS: 'echo', AUDIT_SIGNING_KEY },
      ...{ JWT_SECRET: secrets.add('the JWT secret', randomBytes(36).toString('base64url')) },
      ...{ NOTIFY_ALLOW_PRIVATE: 'true', NOTIFY_RETRY_SECONDS: '0.01', NOTIFY_MAX_ATTEMPTS: '2' },
      SLACK_WEBHOOK_URL: `${receiver.url}/services/${secrets.random('the Slack URL')}`,
      NOTIFY_WEBHOOK_URL: `${receiver.url}/hook?key=${secrets.random('the key of the webhook')}`,
      NOTIFY_WEBHOOK_SECRET: `whsec_${signing}`,
      PAGERDUTY_EVENTS_URL: `${receiver.url}/pagerduty`,
      PAGERDUTY_ROUTING_KEY: secrets.random('the PagerDuty key'),
      SMTP_URL: `smtp://ops:${encodeURIComponent(secrets.password('the password of the mail server'))}@127.0.0.1:${mailbox.port}?requireTLS=false`,
      NOTIFY_EMAIL_FROM: 'Ops <ops@example.com>',
      NOTIFY_EMAIL_TO: 'one@example.com',
    });
    stranger = new Actor(server.url, {}, (asked, { status, headers, text, body }) => {
      const { token } = (body ?? {}) as { token?: string };
      if (token) secrets.add(`a token of ${asked.path}`, token);
      // Whoever has the signature and a user's id has the token.
      const signature = token?.split('.')[2];
      if (signature) secrets.add(`the signature of a token of ${asked.path}`, signature);
      const gives = [token ?? '', signature ?? ''].filter(Boolean);
      const head = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      answers.push({ of: `${asked.method} ${asked.path} ${status}`, text: `${head}\n\n${text}`, gives });
    });
    const first = await signIn(PERSONAS.admin.email, PASSWORD);
    for (const role of ['admin', 'engineer'] as const) {
      const email = `${role}-2@example.com`;
      const person = { name: role, email, role, team: 'Ops', password: passwords[role] };
      expect((await first.post('/admin/users', person)).status).toBe(201);
      sessions.set(role, await signIn(email, passwords[role]));
    }
    admin = sessions.get('admin')!;
  });
  afterAll(async () => {
    tap.close();
    await server.close();
    await receiver.close();
    await mailbox.close();
  });

  async function signIn(email: string, password: string): Promise<Actor> {
    const { status, body } = await stranger.post<{ token: string }>('/auth/login', { email, password });
    expect(status).toBe(200);
    return stranger.with({ authorization: `Bearer ${body.token}` });
  }

  const statusOf = async (answer: Promise<{ status: number }>): Promise<number> => (await answer).status;

  it('are used: people sign in, mistype, change their password and leave', async () => {
    const email = 'admin-2@example.com';
    const typo = secrets.password('a password that was mistyped');
    expect(await statusOf(stranger.post('/auth/login', { email, password: typo }))).toBe(401);
    expect(await statusOf(stranger.post('/auth/login', { email: 'no@example.com', password: typo }))).toBe(
      401,
    );
    // Typed into the wrong field, as happens.
    for (const name of [typo, `p@${typo}`])
      expect(await statusOf(stranger.post('/auth/login', { email: name, password: 'x' }))).toBe(401);
    for (const broken of [
      `{"email":"${email}","password":${JSON.stringify(typo)}`,
      `{"email":"${email}","password":${typo}}`,
      JSON.stringify({ email, password: { nested: typo } }),
      JSON.stringify({ email, password: [typo] }),
      JSON.stringify({ email, password: typo, passwort: typo }),
      JSON.stringify({ email, password: typo.repeat(10) }),
      JSON.stringify(typo),
    ])
      expect(await statusOf(stranger.post('/auth/login', broken))).toBe(400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await statusOf(stranger.post('/auth/login', `password=${encodeURIComponent(typo)}`, form))).toBe(
      415,
    );
    const basic = `Basic ${Buffer.from(`${email}:${typo}`).toString('base64')}`;
    expect(await statusOf(stranger.get('/auth/me', { authorization: basic }))).toBe(401);
    expect(await statusOf(stranger.get(`/auth/me?password=${encodeURIComponent(typo)}`))).toBe(401);

    const somebody = await signIn(email, passwords.admin);
    const byCookie = stranger.with({ cookie: `session_token=${somebody.token}` });
    expect(await statusOf(byCookie.get('/auth/me'))).toBe(200);
    expect(await statusOf(byCookie.post('/auth/refresh'))).toBe(200);
    const next = secrets.password('a new password');
    const change = (current_password: string, new_password: string): Promise<number> =>
      statusOf(somebody.post('/auth/password', { current_password, new_password }));
    expect(await change(typo, next)).toBe(400);
    expect(await change(passwords.admin, typo.slice(0, 4))).toBe(400);
    expect(await change(passwords.admin, next)).toBe(204);
    expect(await statusOf(somebody.post('/auth/logout'))).toBe(200);
    expect(await statusOf(somebody.get('/auth/me'))).toBe(401);
    admin = await signIn(email, next);
    sessions.set('admin', admin);
  });

  it('are used: accounts and API tokens are made, also twice with one key', async () => {
    const key = { 'idempotency-key': 'once' };
    const person = {
      ...{ name: 'New', email: 'new@example.com', role: 'viewer', team: 'Ops' },
      password: secrets.password('the password of a new account'),
    };
    for (const expected of [201, 201])
      expect(await statusOf(admin.post('/admin/users', person, key))).toBe(expected);
    const other = { ...person, password: secrets.password('another one with the same key') };
    expect(await statusOf(admin.post('/admin/users', other, key))).toBe(409);
    expect(await statusOf(admin.post('/admin/users', other))).toBe(409);
    const wanted = { name: 'Robot', scopes: ['read:incidents'] };
    const again = { 'idempotency-key': 'twice' };
    const made = await admin.post<{ token: string }>('/admin/tokens', wanted, again);
    expect((await admin.post('/admin/tokens', wanted, again)).body).toMatchObject({ token: null });
    const robot = stranger.with({ authorization: `Bearer ${made.body.token}` });
    expect(await statusOf(robot.get('/infra/incidents'))).toBe(200);
    expect(await statusOf(robot.post('/infra/incidents', {}))).toBe(403);
    expect(
      await statusOf(robot.with({ authorization: `Bearer ${made.body.token}x` }).get('/infra/tasks')),
    ).toBe(401);

    for (const token of [made.body.token, admin.token]) {
      for (const path of ['/ws', '/api/ws', '/elsewhere'])
        await hearing(await LiveClient.open(`${server.url.replace('http', 'ws')}${path}?token=${token}`));
      await hearing(await LiveClient.open(server.wsUrl), { type: 'auth', token });
      await hearing(await LiveClient.open(server.wsUrl), `{"type":"auth","token":"${token}"`);
      await hearing(await LiveClient.open(server.wsUrl), { type: token, token: { token } });
      expect(await statusOf(stranger.get(`//ws?token=${token}`))).toBe(404);
      // In place of an id, as happens to whoever wants to end a token.
      expect(await statusOf(admin.delete(`/admin/tokens/${token}`))).toBe(404);
      expect(await statusOf(stranger.delete(`/admin/tokens/${token}`))).toBe(401);
      expect(await statusOf(stranger.post(`/infra/incidents?token=${token}`, {}))).toBe(401);
      expect(await statusOf(admin.post(`/infra/incidents?token=${token}`, {}))).toBe(400);
    }
  });

  /** Says it, listens for a moment, and leaves. */
  async function hearing(client: LiveClient, message?: unknown): Promise<void> {
    if (message !== undefined && client.closed === null) client.send(message);
    if (client.closed === null) client.send({ type: 'subscribe', channels: ['incidents', 'notifications'] });
    await client.until(() => client.messages.length > 0 || client.closed !== null, 'an answer');
    answers.push({ of: 'a socket', text: JSON.stringify([client.messages, client.closed]), gives: [] });
    client.end();
  }

  it('are used: every route is asked, in the right way and in wrong ones', async () => {
    const watched: TestServer = {
      ...server,
      anonymous: stranger,
      as: (persona) => Promise.resolve(sessions.get(persona)!),
    };
    const requests = await RouteRequests.on(watched);
    const misplaced = secrets.password('one in the wrong place');
    let succeeded = 0;
    await inTurns(declaredRoutes(server.app), async (route) => {
      const { method, path, body, headers } = await requests.of(route, admin, route.method !== 'GET');
      // Sessions and passwords have had their turn.
      if (route.path.startsWith('/api/v1/auth/') && method !== 'GET') return;
      if ((await admin.send(method, path, body, headers)).status < 300) succeeded += 1;
      if (method === 'GET' || method === 'DELETE') return;
      for (const broken of [
        `{"password":${JSON.stringify(misplaced)},`,
        JSON.stringify({ password: misplaced, secret: { token: misplaced } }),
      ])
        expect(await statusOf(admin.send(method, path, broken))).toBeGreaterThanOrEqual(200);
    });
    expect(succeeded).toBeGreaterThan(110);
  }, 60_000);

  it('are used: procedures run with them, and notifications fail with them', async () => {
    const steps = [{ title: 'Tell', command: 'echo {{db_password}}' }, { title: 'Decide' }];
    const engineer = sessions.get('engineer')!;
    const draft = {
      title: 'Rotate the key',
      category: 'security',
      description: 'How.',
      content: 'How.',
      steps,
    };
    const { body: sop } = await engineer.post<{ id: string }>('/sops', draft);
    for (const step of ['submit', 'approve']) await admin.post(`/sops/${sop.id}/${step}`, {});
    const db_password = secrets.password('a parameter of a procedure');
    const url = `postgres://ops:${secrets.random('a password in a URL')}@db/ops`;
    const run = { sop_id: sop.id, parameters: { db_password, url } };
    expect((await engineer.post(`/sops/${sop.id}/execute`, { parameters: run.parameters })).text).toContain(
      'masked',
    );
    expect(await statusOf(engineer.post('/sops/executions', run))).toBe(201);
    const refused = { parameters: { db_password: `-${db_password}`, 'no name': db_password } };
    expect(await statusOf(engineer.post(`/sops/${sop.id}/execute`, refused))).toBe(400);

    const channels = ['email', 'slack', 'webhook', 'pagerduty'];
    const rule = {
      metric_name: 'leaks',
      metric_type: 'security',
      operator: '>',
      threshold_value: 1,
      severity: 'low',
    };
    const scoped = { environment: 'production' };
    await admin.post('/admin/thresholds', { ...rule, ...scoped, notification_channels: channels });
    const point = { metric_name: 'leaks', metric_type: 'cpu', value: 2, unit: '%', ...scoped };
    expect(await statusOf(admin.post('/infra/metrics', point))).toBe(202);
    const [{ id }] = (await admin.get<{ id: string }[]>('/infra/alerts?metric_name=leaks')).body;
    const dead = `/admin/notifications?alert_id=${id}&status=dead`;
    for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
      if ((await admin.get<unknown[]>(dead)).body.length === channels.length) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect((await admin.get<unknown[]>(dead)).body).toHaveLength(channels.length);
    expect(receiver.heard.length).toBeGreaterThanOrEqual(6);
  });

  it('are used: the server fails in the midst of it', async () => {
    const login = { email: 'engineer-2@example.com', password: passwords.engineer };
    const person = {
      ...{ name: 'Broken', email: 'broken@example.com', role: 'viewer', team: 'Ops' },
      password: secrets.password('the password of an account that could not be made'),
    };
    const failures: number[] = [];
    const without = async (away: string, back: string): Promise<void> => {
      await server.sql(away);
      try {
        failures.push(
          await statusOf(stranger.post('/auth/login', login)),
          await statusOf(admin.post('/admin/users', person)),
          await statusOf(admin.post('/admin/tokens', { name: 'Broken', scopes: ['read:incidents'] })),
        );
      } finally {
        await server.sql(back);
      }
    };
    for (const table of ['users', 'sessions', 'session_tokens', 'audit_logs', 'api_tokens'])
      await without(`alter table ${table} rename to away`, `alter table away rename to ${table}`);
    await without(
      `alter table users add constraint broken check (name <> 'Broken') not valid`,
      'alter table users drop constraint broken',
    );
    expect(failures.filter((status) => status >= 500).length).toBeGreaterThan(5);
    expect(await statusOf(stranger.post('/auth/login', login))).toBe(200);
  });

  /** Every row of every table, as text. */
  async function dump(): Promise<string[]> {
    const tables = await server.sql<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) =>
        server.sql<{ row: string }>(`select '${name} ' || t::text as row from ${name} t`),
      ),
    );
    return rows.flat().map(({ row }) => row);
  }

  async function files(): Promise<{ path: string; content: Buffer }[]> {
    const entries = await readdir(dirname(server.storagePath), { recursive: true, withFileTypes: true });
    return Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async (entry) => {
          const path = join(entry.parentPath, entry.name);
          return { path, content: await readFile(path) };
        }),
    );
  }

  /** Hashes of passwords and tokens: at home in their columns, and nowhere else. */
  async function hashes(): Promise<Secret[]> {
    const found = await server.sql<{ hash: string }>(
      'select password_hash as hash from users union select token_hash from api_tokens',
    );
    return found.map(({ hash }, at) => ({ name: `hash ${at}`, value: hash.slice(-40) }));
  }

  it('are nowhere in the database', async () => {
    const rows = await dump();
    const text = rows.join('\n');
    for (const known of [
      'public.users ',
      'public.audit_logs ',
      'pgboss.',
      PERSONAS.admin.email,
      'Rotate the key',
    ])
      expect([known, text.includes(known)]).toEqual([known, true]);
    expect(new SecretSearch(secrets.all).in(text)).toEqual([]);
  });

  it('are in no line of the log', async () => {
    const text = tap.lines.join('\n');
    for (const known of ['"level":"debug"', '/api/v1/auth/login', 'request failed'])
      expect([known, text.includes(known)]).toEqual([known, true]);
    expect(new SecretSearch([...secrets.all, ...(await hashes())]).in(text)).toEqual([]);
  });

  it('are in no answer but the one that gives them out', async () => {
    const search = new SecretSearch([...secrets.all, ...(await hashes())]);
    const finds: Find[] = [];
    const given = new Set<string>();
    for (const { of, text, gives } of answers) {
      const isFirst = (secret: Secret): boolean => gives.includes(secret.value) && !given.has(secret.value);
      finds.push(...search.in(text, isFirst).map((find) => `${of}: ${find}`));
      for (const one of gives) given.add(one);
    }
    expect(given.size).toBeGreaterThan(15);
    expect(answers.length).toBeGreaterThan(400);
    expect(finds).toEqual([]);
  });

  it('are in no file', async () => {
    const search = new SecretSearch([...secrets.all, ...(await hashes())]);
    const all = await files();
    expect(all.length).toBeGreaterThan(2);
    expect(all.flatMap(({ path, content }) => search.in(content).map((find) => `${path}: ${find}`))).toEqual(
      [],
    );
  });

  it('would be found in any of these places, in any form', async () => {
    const planted = new Secrets();
    const password = planted.password('planted');
    const search = new SecretSearch(planted.all);
    const isFound = (text: string | Buffer): boolean => search.in(text).length > 0;
    const forms = planted.all.flatMap((secret) => [...formsOf(secret).values()]);
    expect(forms.length).toBeGreaterThan(30);
    await server.sql('create table planted (form text, words tsvector, bytes bytea)');
    for (const form of forms) {
      expect([form, isFound(`before ${form} behind`)]).toEqual([form, true]);
      expect([form, isFound(Buffer.concat([Buffer.of(0xff, 0), Buffer.from(form)]))]).toEqual([form, true]);
      await server.sql('insert into planted (form) values ($1)', [form]);
    }
    await server.sql(`insert into planted (words) values (to_tsvector('english', $1))`, [password]);
    await server.sql('insert into planted (bytes) values ($1)', [Buffer.from(password)]);
    const rows = (await dump()).filter((row) => row.startsWith('public.planted '));
    expect(rows).toHaveLength(forms.length + 2);
    expect(rows.filter((row) => !isFound(row))).toEqual([]);

    const already = tap.lines.length;
    log.trace({ err: new Error(password) }, 'planted');
    expect(isFound(tap.lines.slice(already).join('\n'))).toBe(true);
    const path = join(server.storagePath, 'planted');
    await writeFile(path, password);
    expect(isFound((await files()).find((file) => file.path === path)!.content)).toBe(true);
    expect(isFound('nothing of the kind')).toBe(false);
  });
});
