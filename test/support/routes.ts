import { jest } from '@jest/globals';
import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { AbstractHttpAdapter, DiscoveryService } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from '../../src/core/access/requires.decorator';
import { ONCE_PER_KEY } from '../../src/core/http/idempotency';

/** A route as its controller declares it. */
export interface Route {
  /** e.g. `PATCH` */
  readonly method: string;
  /** As the OpenAPI document writes it, e.g. `/api/v1/infra/incidents/{id}`. */
  readonly path: string;
  readonly rule: AccessRule | undefined;
  readonly handler: (...args: unknown[]) => unknown;
  readonly controller: Type;
  /** Success status when nothing goes wrong. */
  readonly status: number;
  readonly isIdempotent: boolean;
}

const UNPREFIXED = new Set(['/health', '/health/live', '/health/ready', '/api/v1/health', '/metrics']);

const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value ?? '']).map(String);

/** Every route of these controllers. */
export function routesOf(controllers: readonly Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, Route['handler']>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (verb === undefined) return [];
      const method = RequestMethod[verb];
      const own = <T>(key: string): T | undefined =>
        (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
      return list(Reflect.getMetadata(PATH_METADATA, controller)).flatMap((base) =>
        list(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
          method,
          path: documentPath(base, path),
          rule: own<AccessRule>(ACCESS_RULE),
          handler,
          controller,
          status: own<number>(HTTP_CODE_METADATA) ?? (method === 'POST' ? 201 : 200),
          isIdempotent: own<boolean>(ONCE_PER_KEY) === true,
        })),
      );
    });
  });
}

/** Every route that the application's modules declare. */
export const declaredRoutes = (app: INestApplication): Route[] =>
  routesOf(
    app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .map(({ metatype }) => metatype as Type)
      .filter(Boolean),
  );

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

function documentPath(...parts: string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter(Boolean);
  const path = `/${segments.map((part) => part.replace(/^:(.+)$/, '{$1}')).join('/')}`;
  return UNPREFIXED.has(path) ? path : `/api/v1${path}`;
}

/** Writes down, from now on, every route that an application registers with its HTTP server, in the same form. */
export function recordRegistrations(): string[] {
  const recorded: string[] = [];
  const adapter = AbstractHttpAdapter.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const verb of ['get', 'post', 'put', 'patch', 'delete', 'all']) {
    const register = adapter[verb];
    jest.spyOn(adapter, verb).mockImplementation(function (this: unknown, ...args: unknown[]) {
      recorded.push(`${verb.toUpperCase()} ${String(args[0]).replace(/:([A-Za-z0-9_]+)/g, '{$1}')}`);
      return register.apply(this, args);
    });
  }
  return recorded;
}
