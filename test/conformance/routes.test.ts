import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Post } from '@nestjs/common';
import { Public } from '../../src/core/access/requires.decorator';
import { startServer, type TestServer } from '../support/app';
import { declaredRoutes, nameOf, type Route, routesOf } from '../support/routes';

/** A 201 or 202 makes something, and a repeat must not make it twice. */
const withoutIdempotency = (routes: readonly Route[]): string[] =>
  routes
    .filter(
      ({ method, status, isIdempotent }) =>
        method === 'POST' && status !== 200 && status !== 204 && !isIdempotent,
    )
    .map(nameOf);

@Controller('careless')
class Careless {
  @Public()
  @Post()
  create(): string {
    return 'made again and again';
  }
}

describe('routes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('every POST that creates can be repeated safely', () => {
    const routes = declaredRoutes(server.app);
    expect(routes.length).toBeGreaterThan(130);
    expect(withoutIdempotency(routes)).toEqual([]);
    expect(withoutIdempotency(routesOf([Careless]))).toEqual(['POST /api/v1/careless']);
  });
});
