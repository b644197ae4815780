import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import {
  ApiError,
  connectLive,
  createApi,
  type LiveConnection,
  type LiveEvent,
  type LiveOptions,
  type LiveState,
  ok,
  type OpsControlCenter,
  page,
} from '../../clients/typescript/src/index';
import { PROBLEMS } from '../../src/gateway/refusals';
import { patchList } from '../../examples/react/src/patch-list';
import { startServer, type TestServer } from '../support/app';
import { PASSWORD, PERSONAS } from '../support/personas';
import { cloneDatabase } from '../support/template-database';

const INCIDENT = {
  ...{ title: 'Checkout fails', description: 'One in five payments answers 502.' },
  ...({ severity: 'high', squad: 'Payments', environment: 'production' } as const),
};

describe('the TypeScript client', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let server: TestServer;
  let api: OpsControlCenter;
  let token: string;
  const connections: LiveConnection[] = [];
  const answers: number[] = [];

  /** A client of the server that runs at the time. */
  const clientOf = ({ url }: TestServer): OpsControlCenter =>
    createApi({ url, token: () => token, onResponse: ({ status }) => answers.push(status) });

  beforeAll(async () => {
    database = await cloneDatabase();
    server = await startServer({}, database.url);
    const credentials = { email: PERSONAS.engineer.email, password: PASSWORD };
    ({ token } = await ok(createApi({ url: server.url }).auth.login({ body: credentials })));
    api = clientOf(server);
  });
  afterAll(async () => {
    for (const connection of connections) connection.close();
    await server.close();
    await database.drop();
  });

  it('creates, reads, changes, lists and pages as its types say', async () => {
    const made = [];
    for (const title of ['First of three', 'Second of three', 'Third of three'])
      made.push(await ok(api.incidents.open({ body: { ...INCIDENT, title } })));
    const path = { id: made[0].jira_id };
    const changed = await ok(api.incidents.update({ path, body: { status: 'investigating' } }));
    expect(changed.status).toBe('investigating');
    expect(await ok(api.incidents.read({ path }))).toEqual(changed);

    const query = { search: '"of three"', limit: 2, status: ['open', 'investigating'] as const };
    const list = (more: { cursor?: string; page?: number } = {}) =>
      page(api.incidents.list({ query: { ...query, status: [...query.status], ...more } }));
    const first = await list();
    expect([first.rows.map(({ title }) => title), first.total]).toEqual([
      ['Third of three', 'Second of three'],
      3,
    ]);
    const second = await list({ cursor: first.nextCursor! });
    expect([second.rows, second.nextCursor]).toEqual([[changed], null]);
    expect(await list({ page: 2 })).toEqual(second);
    await ok(api.incidents.remove({ path }));
    await expect(ok(api.incidents.read({ path }))).rejects.toMatchObject({ code: 'INCIDENT_NOT_FOUND' });
    expect(answers).toEqual([201, 201, 201, 200, 200, 200, 200, 200, 204, 404]);
  });

  it('throws what the server refused, with what is wrong in each field', async () => {
    const refused = ok(api.incidents.open({ body: { ...INCIDENT, title: '', severity: 'none' as 'low' } }));
    const error = await refused.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: 'INVALID_REQUEST', name: 'ApiError' });
    expect(Object.keys((error as ApiError).fields).sort()).toEqual(['severity', 'title']);
    const nobody = createApi({ url: server.url, token: 'wrong' });
    await expect(ok(nobody.tasks.list())).rejects.toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
    const nowhere = createApi({ url: 'http://127.0.0.1:1', token });
    await expect(ok(nowhere.tasks.list())).rejects.toMatchObject({ name: 'TypeError' });
  });

  /** Follows whichever server runs at the time, as one that restarts does at its address. */
  class FollowingSocket extends WebSocket {
    constructor() {
      super(server.wsUrl);
    }
  }
  it('keeps the list of the React example, with its total, as the server would answer it', () => {
    const row = (id: number, updated = id): { id: string; created_at: string; updated_at: string } => ({
      ...{ id: `${id}`, created_at: `2026-01-0${id}`, updated_at: `2026-01-0${updated}` },
    });
    const full = { rows: [row(5), row(4), row(3)], total: 7 };
    const short = { rows: [row(5), row(4)], total: 2 };
    const after = (
      list: typeof full,
      action: 'created' | 'updated' | 'deleted',
      { id, fits = true, updated = 9 }: { id: number; fits?: boolean; updated?: number },
    ): string | undefined => {
      const next = patchList(list, 3, { row: row(id, updated), action, fits });
      return next && `${next.rows.map(({ id: name }) => name).join()} of ${next.total}`;
    };
    expect([
      [after(full, 'created', { id: 6 }), after(short, 'created', { id: 6 })],
      [after(full, 'created', { id: 5 }), after(full, 'created', { id: 6, fits: false })],
      [after(full, 'updated', { id: 4 }), after(short, 'updated', { id: 4, fits: false })],
      [after(full, 'deleted', { id: 1 }), after(full, 'deleted', { id: 1, fits: false })],
      [after(short, 'deleted', { id: 4 }), after(short, 'updated', { id: 4, fits: false, updated: 1 })],
      [after(short, 'updated', { id: 1, fits: false }), after({ rows: [], total: 0 }, 'created', { id: 1 })],
    ]).toEqual([
      ['6,5,4 of 8', '6,5,4 of 3'],
      ['5,4,3 of 7', '5,4,3 of 7'],
      ['5,4,3 of 7', '5 of 1'],
      ['5,4,3 of 6', '5,4,3 of 7'],
      ['5 of 1', '5,4 of 2'],
      ['5,4 of 2', '1 of 1'],
    ]);
    // Which row comes up from the next page, or whether one there was counted before, only the server knows.
    expect([
      after(full, 'deleted', { id: 4 }),
      after(full, 'updated', { id: 4, fits: false }),
      after(full, 'updated', { id: 1 }),
      after(full, 'updated', { id: 1, fits: false }),
      after(full, 'created', { id: 1 }),
      after(short, 'updated', { id: 3 }),
    ]).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  /** Says what the test says. */
  class ScriptedSocket {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose = null;
    onerror = null;
    send(): void {}
    close(): void {}
  }
  const connect = (options: Partial<LiveOptions>): LiveConnection => {
    const connection = connectLive({
      ...{ url: server.wsUrl, token: () => token, channels: ['incidents'] as const, firstDelayMs: 20 },
      ...{ WebSocket: FollowingSocket, onEvent: () => undefined, longestDelayMs: 100, ...options },
    });
    connections.push(connection);
    return connection;
  };
  const until = async (condition: () => boolean, what: string): Promise<void> => {
    for (const deadline = Date.now() + 20_000; !condition();) {
      if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('hears everything once and in order, over a restart of the server', async () => {
    const heard: LiveEvent[] = [];
    const states: LiveState[] = [];
    let rereads = 0;
    const connection = connect({
      onEvent: (event) => heard.push(event),
      onState: (state) => states.push(state),
      onResync: () => (rereads += 1),
    });
    await until(() => connection.state === 'live', 'the connection');
    const expected: string[] = [];
    const open = async (client: OpsControlCenter): Promise<void> => {
      expected.push((await ok(client.incidents.open({ body: INCIDENT }))).id);
    };
    await open(api);
    await until(() => heard.length === 1, 'the first event');

    const before = server;
    await before.close();
    await until(() => states.includes('offline'), 'the loss to be noticed');
    const after = await startServer({}, database.url);
    for (let index = 0; index < 3; index += 1) await open(clientOf(after));
    server = after;
    api = clientOf(after);
    await until(() => heard.length === 4, 'what was missed');
    await open(api);
    await until(() => heard.length === 5, 'what came after');
    expect(heard.map(({ type, action, data }) => [type, action, (data as { id: string }).id])).toEqual(
      expected.map((id) => ['incident', 'created', id]),
    );
    expect([states.at(-1), rereads]).toEqual(['live', 1]);
  });

  it('resumes on more channels than a message takes, past one that does not exist', async () => {
    const heard: number[] = [];
    const first = connect({ onEvent: ({ id }) => heard.push(id) });
    await until(() => first.state === 'live', 'the connection');
    const squads = ['Payments', 'Search', 'Payments', 'Search'];
    for (const squad of squads) await ok(api.incidents.open({ body: { ...INCIDENT, squad } }));
    await until(() => heard.length === squads.length, 'the events');

    const again: number[] = [];
    const errors: string[] = [];
    const others = Array.from({ length: 105 }, (_, index) => `squad:Team ${index}` as const);
    const many = connect({
      channels: ['squad:Search', 'nonsense' as 'tasks', ...others, 'squad:Payments'],
      since: heard[0] - 1,
      onEvent: ({ id }) => again.push(id),
      onError: (message) => errors.push(message),
    });
    await until(() => again.length >= squads.length, 'what was missed');
    expect([again, errors, many.state]).toEqual([
      heard,
      [expect.stringMatching(/^There is no channel "nonsense"\./)],
      'live',
    ]);
  });

  it('knows the errors that pass', async () => {
    for (const problem of [PROBLEMS.unavailable(), PROBLEMS.tooMany()]) {
      const socket = new ScriptedSocket();
      const connection = connect({
        token: undefined,
        WebSocket: function () {
          return socket;
        } as never,
      });
      await Promise.resolve();
      socket.onopen?.();
      socket.onmessage?.({ data: JSON.stringify({ type: 'error', message: problem }) });
      expect(connection.state).toBe('offline');
      connection.close();
    }
  });

  it('reads anew where it cannot resume, and stays away where it is refused', async () => {
    let rereads = 0;
    const lost = connect({ since: 999_999_999, onResync: () => (rereads += 1) });
    await until(() => lost.state === 'live', 'the connection');
    expect(rereads).toBe(1);
    const refused = connect({ token: 'wrong' });
    await until(() => refused.state === 'unauthorized', 'the refusal');
  });
});
