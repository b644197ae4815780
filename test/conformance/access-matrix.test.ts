import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, type ExecutionContext, Get } from '@nestjs/common';
import { ENTITIES } from '../../src/app.module';
import { PERMISSIONS, type Role } from '../../src/auth/roles';
import { CONFIG, type Config } from '../../src/config';
import { AccessGuard } from '../../src/core/access/access.guard';
import { Public } from '../../src/core/access/requires.decorator';
import { specOf } from '../../src/core/database/resource';
import type { Violation } from '../../src/core/errors/domain-error';
import type { Actor, Answer } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PASSWORD } from '../support/personas';
import { inTurns, RouteRequests } from '../support/route-requests';
import { declaredRoutes, nameOf, recordRegistrations, type Route, routesOf } from '../support/routes';

/** All that is open to strangers. Whoever adds to it opens a door. */
const PUBLIC = [
  ...['GET /', 'GET /health', 'GET /api/v1/health', 'POST /api/v1/auth/login'],
  // These ask nobody; /metrics has a guard of its own, which lets in whoever asks from this machine.
  ...['GET /health/live', 'GET /health/ready', 'GET /metrics'],
  ...['GET /api/docs', 'GET /api/docs/', 'GET /api/docs/index.html', 'GET /api/docs/LICENSE'],
  ...['GET /api/docs/swagger-ui-init.js', 'GET /api/docs/docs/swagger-ui-init.js'],
  ...['GET /api/docs-json', 'GET /api/docs-yaml', 'GET /api/asyncapi.json', 'GET /api/docs/websocket'],
];

/** What reaches beyond any one environment, and so is no part of what credentials that are bound to one may do. */
const UNBOUND = new Set([
  'write:sops',
  'approve:sops',
  'read:audit_logs',
  'manage:users',
  'manage:templates',
]);

/** Paths whose ids are of things that belong to no environment. */
const EVERYBODYS = /^\/api\/v1\/(sops\/\{|admin\/report-templates\/|infra\/metrics\/)/;

const ROLES: readonly Role[] = ['viewer', 'engineer', 'admin'];
const CALLERS = [
  ...(['anonymous', ...ROLES] as const),
  ...([
    'token of every scope',
    'token without the scope',
    'token of staging',
    "admin's cookie on a foreign page",
  ] as const),
];
type Caller = (typeof CALLERS)[number];
const FOREIGN_PAGE = 'https://evil.example.com';

/** What becomes of a request. */
type Outcome = string;
const LET_IN = 'let in';
const STRANGER = '401 UNAUTHORIZED';
const NOT_BY_TOKEN = '403 session';
const FOREIGN_ORIGIN = '403 origin';
const OTHER_ENVIRONMENT = '403 environment';
const HIDDEN = '404 hidden';
const lacks = (permission: string): Outcome => `403 ${permission}`;
const names = (field: string): Outcome => `400 ${field}`;

/** Lets somebody in for good, which no token may, whatever its scopes. The example of the change has an address. */
const FOR_PEOPLE: readonly string[] = ['POST /api/v1/admin/users', 'PATCH /api/v1/admin/users/{id}'];

/** Writes that name no environment, and so are about the token's own, or name a row of another one, which it cannot see. */
const WRITES_OF_STAGING: Readonly<Record<string, Outcome>> = {
  'POST /api/v1/finops/recommendations/refresh': LET_IN,
  'POST /api/v1/finops/costs/import': LET_IN,
  'POST /api/v1/admin/notifications/retry': LET_IN,
  'POST /api/v1/secops/vulnerabilities': names('asset_id'),
  'POST /api/v1/secops/mitre/detections': names('asset_id'),
  'POST /api/v1/sops/executions': names('incident_id'),
  'POST /api/v1/sops/{id}/execute': names('incident_id'),
};

function outcomeOf({ status, body, text }: Answer<unknown>): Outcome {
  const { code = '', details } =
    (body as { error?: { code?: string; details?: unknown } } | null)?.error ?? {};
  const told = { missing_permission: '', required: '', origin: '', environment: '', ...(details as object) };
  // Of many records each is refused by itself.
  if (text.includes('these credentials are bound to the environment staging')) return OTHER_ENVIRONMENT;
  if (status === 401) return `401 ${code}`;
  if (status === 403 && code === 'FORBIDDEN') {
    if (told.missing_permission) return lacks(told.missing_permission);
    if (told.required === 'session') return NOT_BY_TOKEN;
    if (told.origin === FOREIGN_PAGE) return FOREIGN_ORIGIN;
    if (told.environment === 'staging') return OTHER_ENVIRONMENT;
  }
  if (status === 404 && code !== 'NOT_FOUND') return HIDDEN;
  if (status === 400 && Array.isArray(details)) return names((details as Violation[])[0].field);
  return String(status);
}

const isSafe = ({ method }: Route): boolean => method === 'GET';

/** What must become of it, by the rule of the route and what roles may do. */
function expected({ route, caller }: Cell): Outcome {
  const { rule, path } = route;
  if (!rule) return 'no rule';
  if (rule.kind === 'public') return LET_IN;
  // Whoever it is: it is the signature that counts.
  if (rule.kind === 'signed') return STRANGER;
  if (caller === 'anonymous') return STRANGER;
  if (caller === "admin's cookie on a foreign page") return isSafe(route) ? LET_IN : FOREIGN_ORIGIN;
  const isToken = caller.startsWith('token ');
  if (rule.kind === 'session') return isToken ? NOT_BY_TOKEN : LET_IN;
  if (rule.kind === 'signed_in') return LET_IN;
  const { permission } = rule;
  if (caller === 'token without the scope') return lacks(permission);
  if (caller === 'token of every scope') return FOR_PEOPLE.includes(nameOf(route)) ? NOT_BY_TOKEN : LET_IN;
  if (caller !== 'token of staging')
    return PERMISSIONS[caller].includes(permission) ? LET_IN : lacks(permission);
  if (UNBOUND.has(permission)) return lacks(permission);
  if (path.includes('{') && !EVERYBODYS.test(path)) return HIDDEN;
  return isSafe(route) ? LET_IN : (WRITES_OF_STAGING[nameOf(route)] ?? OTHER_ENVIRONMENT);
}

interface Cell {
  readonly route: Route;
  readonly caller: Caller;
}

@Controller('left-open')
class LeftOpen {
  @Get()
  read(): string {
    return 'anybody reads this';
  }

  @Public()
  @Get('on-purpose')
  open(): string {
    return 'so it says';
  }
}

const withoutRule = (routes: readonly Route[]): string[] =>
  routes.filter(({ rule }) => rule === undefined).map(nameOf);

describe('who may do what', () => {
  let server: TestServer;
  let registered: string[];
  let routes: Route[];
  let requests: RouteRequests;
  let actors: Record<string, Actor>;
  /** Of the administrator, with all that it may do but this permission. */
  const without = new Map<string, Actor>();
  beforeAll(async () => {
    registered = recordRegistrations();
    server = await startServer();
    jest.restoreAllMocks();
    routes = declaredRoutes(server.app);
    requests = await RouteRequests.on(server);
    const admin = await server.as('admin');
    const token = async (scopes: readonly string[], environment: string | null): Promise<Actor> => {
      const { body } = await admin.post<{ token: string }>('/admin/tokens', {
        name: 'T',
        scopes,
        environment,
      });
      return server.anonymous.with({ authorization: `Bearer ${body.token}` });
    };
    for (const scope of PERMISSIONS.admin)
      without.set(
        scope,
        await token(
          PERMISSIONS.admin.filter((other) => other !== scope),
          null,
        ),
      );
    actors = {
      anonymous: server.anonymous,
      'token of every scope': await token(PERMISSIONS.admin, null),
      'token of staging': await token(PERMISSIONS.admin, 'staging'),
      "admin's cookie on a foreign page": server.anonymous.with({
        cookie: `session_token=${admin.token}`,
        origin: FOREIGN_PAGE,
      }),
    };
    for (const role of ROLES) actors[role] = await server.as(role);
  });
  afterAll(() => server.close());

  const actorOf = ({ route: { rule }, caller }: Cell): Actor =>
    caller === 'token without the scope'
      ? without.get(rule?.kind === 'permission' ? rule.permission : 'read:incidents')!
      : actors[caller];

  /** Somebody new of the role, with a session that may be ended. */
  async function somebody(role: Role): Promise<Actor> {
    const admin = await server.as('admin');
    const email = `${Math.random()}@example.com`;
    await admin.post('/admin/users', { name: 'Somebody', email, role, team: 'Ops', password: PASSWORD });
    const { body } = await server.anonymous.post<{ token: string }>('/auth/login', {
      email,
      password: PASSWORD,
    });
    return server.anonymous.with({ authorization: `Bearer ${body.token}` });
  }

  async function ask(cell: Cell, fresh: boolean): Promise<Answer<unknown>> {
    const { route, caller } = cell;
    const isOfSession = fresh && route.path.startsWith('/api/v1/auth/') && !isSafe(route);
    const actor =
      isOfSession && (ROLES as string[]).includes(caller) ? await somebody(caller as Role) : actorOf(cell);
    const { method, path, body, headers } = await requests.of(
      route,
      fresh ? actor : await server.as('admin'),
      fresh,
    );
    return actor.send(method, path, body, headers);
  }

  const cells = (): Cell[] => routes.flatMap((route) => CALLERS.map((caller) => ({ route, caller })));
  const told = ({ route, caller }: Cell): string => `${nameOf(route)} by ${caller}`;

  it('what is served is what controllers declare, and what is open is on the list of what is public', () => {
    const beside = registered.filter((name) => !routes.some((route) => nameOf(route) === name));
    const open = routes.filter(({ rule }) => rule?.kind === 'public').map(nameOf);
    expect([...new Set([...beside, ...open])].sort()).toEqual(PUBLIC.toSorted());
    expect(routes.filter((route) => !registered.includes(nameOf(route))).map(nameOf)).toEqual([]);
  });

  it('every route says who may call it', () => {
    expect(routes.length).toBeGreaterThan(130);
    expect(withoutRule(routes)).toEqual([]);
    expect(withoutRule(routesOf([LeftOpen]))).toEqual(['GET /api/v1/left-open']);
  });

  it('no write asks for a permission to read, and only what is about oneself asks for none', () => {
    const readers = routes.filter(
      (route) => !isSafe(route) && route.rule?.kind === 'permission' && /^read:/.test(route.rule.permission),
    );
    expect(readers.map(nameOf)).toEqual([]);
    const without = routes.filter(({ rule }) => rule?.kind === 'signed_in' || rule?.kind === 'session');
    expect(without.map(nameOf).filter((name) => !/ \/api\/v1\/auth\//.test(name))).toEqual([]);
  });

  it('every permission that a route asks for is held by a role, and every one that is held opens a route', () => {
    const asked = routes.flatMap(({ rule }) => (rule?.kind === 'permission' ? [rule.permission] : []));
    expect([...new Set(asked)].sort()).toEqual([...new Set(Object.values(PERMISSIONS).flat())].sort());
  });

  it('a route that says nothing is closed, even to an administrator', () => {
    const guard = new AccessGuard(server.app.get<Config>(CONFIG));
    const call = (method: 'read' | 'open') => () =>
      guard.canActivate({
        getType: () => 'http',
        getHandler: () => Reflect.get(LeftOpen.prototype, method) as unknown,
        getClass: () => LeftOpen,
        switchToHttp: () => ({
          getRequest: () => ({ method: 'GET', context: { principal: { role: 'admin' } } }),
        }),
      } as unknown as ExecutionContext);
    expect(call('read')).toThrow(expect.objectContaining({ status: 403, code: 'FORBIDDEN' }));
    expect(call('open')()).toBe(true);
  });

  it('whoever is refused is refused for the right reason, whatever rows there are, and changes nothing', async () => {
    const admin = await server.as('admin');
    await inTurns(routes, (route) => requests.of(route, admin, false));
    const before = await rows();
    const refused = cells().filter((cell) => expected(cell) !== LET_IN);
    const wrong: string[] = [];
    await inTurns(refused, async (cell) => {
      const answer = await ask(cell, false);
      if (outcomeOf(answer) !== expected(cell)) wrong.push(`${told(cell)}: ${answer.status} ${answer.text}`);
    });
    expect(wrong).toEqual([]);
    expect(await rows()).toEqual(before);
    // Of 138 routes; fewer would mean that the matrix has holes.
    expect(refused.length).toBeGreaterThan(500);
  }, 60_000);

  it('whoever is let in gets what the route is there for', async () => {
    const production = await server.sql<{ id: string }>(
      `select id from incidents where environment = 'production' union select id from assets where environment = 'production'`,
    );
    const wrong: string[] = [];
    const succeeded = new Set<string>();
    await inTurns(routes, async (route) => {
      for (const cell of CALLERS.map((caller) => ({ route, caller }))) {
        if (expected(cell) !== LET_IN) continue;
        const answer = await ask(cell, !isSafe(route));
        if (answer.status < 300) succeeded.add(told(cell));
        else wrong.push(`${told(cell)}: ${answer.status} ${answer.text}`);
        if (cell.caller === 'token of staging' && production.some(({ id }) => answer.text.includes(id)))
          wrong.push(`${told(cell)} sees production`);
      }
    });
    expect(wrong).toEqual([]);
    for (const route of routes.filter(({ rule }) => rule?.kind !== 'signed'))
      expect(succeeded).toContain(told({ route, caller: 'admin' }));
    expect(succeeded.size).toBeGreaterThan(380);
  }, 60_000);

  it('a guard that lets everybody in would be noticed at every read', async () => {
    const spy = jest.spyOn(AccessGuard.prototype, 'canActivate').mockReturnValue(true);
    const reads = routes
      .filter((route) => isSafe(route) && route.rule?.kind === 'permission')
      .map((route): Cell => ({ route, caller: 'anonymous' }));
    const unnoticed: string[] = [];
    await inTurns(reads, async (cell) => {
      if (outcomeOf(await ask(cell, false)) === expected(cell)) unnoticed.push(told(cell));
    });
    spy.mockRestore();
    expect(reads.length).toBeGreaterThan(50);
    expect(unnoticed).toEqual([]);
  });

  it('strangers get nowhere by another spelling of a path, or another method', async () => {
    const admin = await server.as('admin');
    const closed = routes.filter(({ rule }) => rule?.kind !== 'public');
    const spellings: ((path: string) => string)[] = [
      ...[(path: string) => `${path}/`, (path: string) => path.toUpperCase(), (path: string) => `/${path}`],
      ...[(path: string) => path.replace('/v1', '//v1'), (path: string) => path.replace('api', '%61pi')],
      ...[(path: string) => `${path};a=b`, (path: string) => `${path}?_method=GET&format=csv`],
    ];
    const passed: string[] = [];
    await inTurns(closed, async (route) => {
      const { path } = await requests.of(route, admin, false);
      const ways = spellings.map((spell): [string, string] => [route.method, spell(`/api/v1${path}`)]);
      for (const [method, spelt] of [...ways, ['HEAD', `/api/v1${path}`] as const]) {
        const headers = { 'x-http-method-override': 'GET', 'x-original-url': '/health' };
        const { status, text } = await server.anonymous.send(method, `/${spelt}`, undefined, headers);
        if (![401, 404].includes(status)) passed.push(`${method} ${spelt}: ${status} ${text.slice(0, 200)}`);
      }
    });
    expect(passed).toEqual([]);
  });

  /** Which rows there are, and how often each has changed. The audit log grows by what is refused. */
  async function rows(): Promise<unknown[]> {
    const tables = ENTITIES.map((entity) => specOf<unknown>(entity).table).filter(
      (table) => table !== 'audit_logs',
    );
    const all = await Promise.all(
      [...new Set(tables)].map((table) =>
        server.sql(
          `select '${table}' as name, id, to_jsonb(r) ->> 'version' as version, to_jsonb(r) ->> 'deleted_at' as deleted_at
             from ${table} r order by id`,
        ),
      ),
    );
    return all.flat();
  }
});
