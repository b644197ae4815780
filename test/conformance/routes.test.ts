import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, type ExecutionContext, Get, Post } from '@nestjs/common';
import { PERMISSIONS } from '../../src/auth/roles';
import { AccessGuard } from '../../src/core/access/access.guard';
import { Public } from '../../src/core/access/requires.decorator';
import { CONFIG, type Config } from '../../src/config';
import { startServer, type TestServer } from '../support/app';
import { declaredRoutes, nameOf, recordRegistrations, type Route, routesOf } from '../support/routes';

/** What is served beside controllers: the way to the documentation, and the documentation. */
const BESIDE = /^GET \/($|api\/docs)/;

const withoutRule = (routes: readonly Route[]): string[] =>
  routes.filter(({ rule }) => rule === undefined).map(nameOf);

/** A 201 or 202 makes something, and a repeat must not make it twice. */
const withoutIdempotency = (routes: readonly Route[]): string[] =>
  routes
    .filter(
      ({ method, status, isIdempotent }) =>
        method === 'POST' && status !== 200 && status !== 204 && !isIdempotent,
    )
    .map(nameOf);

@Controller('left-open')
class LeftOpen {
  @Get()
  read(): string {
    return 'anybody reads this';
  }

  @Public()
  @Post()
  create(): string {
    return 'made again and again';
  }
}

describe('routes', () => {
  let server: TestServer;
  let routes: Route[];
  let registered: string[];
  beforeAll(async () => {
    registered = recordRegistrations();
    server = await startServer();
    jest.restoreAllMocks();
    routes = declaredRoutes(server.app);
  });
  afterAll(() => server.close());

  it('what Express is given to serve is what the controllers declare, and beside it only the documentation', () => {
    const served = registered.filter((route) => !BESIDE.test(route));
    expect(routes.length).toBeGreaterThan(15);
    expect(served.toSorted()).toEqual(routes.map(nameOf).toSorted());
  });

  it('every route says who may call it', () => {
    expect(withoutRule(routes)).toEqual([]);
    expect(withoutRule(routesOf([LeftOpen]))).toEqual(['GET /api/v1/left-open']);
  });

  it('every permission that a route asks for is held by a role', () => {
    const granted = new Set(Object.values(PERMISSIONS).flat());
    const asked = routes.flatMap(({ rule }) => (rule?.kind === 'permission' ? [rule.permission] : []));
    expect(asked.filter((permission) => !granted.has(permission))).toEqual([]);
  });

  it('a route that says nothing is closed, even to an admin', () => {
    const guard = new AccessGuard(server.app.get<Config>(CONFIG));
    const call = (method: 'read' | 'create') => () =>
      guard.canActivate({
        getType: () => 'http',
        getHandler: () => Reflect.get(LeftOpen.prototype, method) as unknown,
        getClass: () => LeftOpen,
        switchToHttp: () => ({
          getRequest: () => ({ method: 'GET', context: { principal: { role: 'admin' } } }),
        }),
      } as unknown as ExecutionContext);
    expect(call('read')).toThrow(expect.objectContaining({ status: 403, code: 'FORBIDDEN' }));
    expect(call('create')()).toBe(true);
  });

  it('every POST that creates can be repeated safely', () => {
    expect(withoutIdempotency(routes)).toEqual([]);
    expect(withoutIdempotency(routesOf([LeftOpen]))).toEqual(['POST /api/v1/left-open']);
  });

  it('without credentials every route but the public ones answers 401 in the envelope', async () => {
    const closed = routes.filter(({ rule }) => rule?.kind !== 'public');
    const answers = await Promise.all(
      closed.map(async (route) => {
        const path = route.path
          .replace(/^\/api\/v1/, '')
          .replace(/\{\w+\}/g, '00000000-0000-4000-8000-0000000000ff');
        const { status, body } = await server.anonymous.send<{ error: { code: string } }>(route.method, path);
        return [nameOf(route), status, body.error.code];
      }),
    );
    expect(answers).toEqual(closed.map((route) => [nameOf(route), 401, 'UNAUTHORIZED']));
  });

  it('a viewer who changes anything is told which permission is missing', async () => {
    const viewer = await server.as('viewer');
    for (const { method, path, rule } of routes) {
      if (rule?.kind !== 'permission' || rule.permission.startsWith('read:')) continue;
      const id = '00000000-0000-4000-8000-0000000000ff';
      const answer = await viewer.send(method, path.replace(/^\/api\/v1/, '').replace(/\{\w+\}/g, id));
      expect([method, path, answer.status, answer.body]).toEqual([
        method,
        path,
        403,
        {
          error: expect.objectContaining({
            code: 'FORBIDDEN',
            details: { missing_permission: rule.permission },
          }),
        },
      ]);
    }
  });
});
