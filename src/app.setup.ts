import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cors from 'cors';
import express, {
  type Application,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module';
import { serveAsyncApi } from './asyncapi';
import type { Config } from './config';
import { requestContext } from './core/context/request-context';
import { migrate } from './core/database/data-source';
import { BodyReader } from './core/http/body';
import { FrontDoor } from './core/http/front-door';
import { OpsExpressAdapter, VARY } from './core/http/ops-express.adapter';
import type { OpsRequest } from './core/http/request';
import { indexRoutes } from './core/http/route-index';
import { answerUnreadable } from './core/http/unreadable';
import { log, nestLogger } from './core/logging/logger';
import { SECOND_MS } from './core/time/durations';
import { startOwnDatabase } from './embedded';
import { OpsWsAdapter } from './gateway/ws.adapter';
import { serveDocs } from './openapi';

const HEADERS_TIMEOUT_MS = 30 * SECOND_MS;
/** How often requests that take too long to arrive are looked for; Node's own 30 s would let them stay twice as long. */
const LATE_REQUESTS_MS = 2 * SECOND_MS;
const EXPOSED_HEADERS = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'X-Total-Count',
  'X-Page-Count',
  'X-Next-Cursor',
  'Link',
  'ETag',
  'X-Request-Id',
  'Content-Disposition',
];

/** Builds the application without touching the database. */
export async function buildApp(config: Config, databaseUrl: string): Promise<NestExpressApplication> {
  log.level = config.LOG_LEVEL;
  // Otherwise /API/V1/… would be routed past everything that goes by the path: identity, rate limit, body size.
  const adapter = new OpsExpressAdapter(express().enable('case sensitive routing'));
  adapter.envelope = config.RESPONSE_ENVELOPE;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, databaseUrl), adapter, {
    bodyParser: false,
    logger: nestLogger,
    abortOnError: false,
  });
  app.set('etag', false);
  app.disable('x-powered-by');
  const server = app.getHttpServer();
  server.on('clientError', answerUnreadable);
  server.requestTimeout = config.REQUEST_TIMEOUT_SECONDS * SECOND_MS;
  server.headersTimeout = Math.min(HEADERS_TIMEOUT_MS, server.requestTimeout);
  // An option of Node's server, which is made elsewhere; it is read when it begins to listen.
  Object.assign(server, { connectionsCheckingInterval: LATE_REQUESTS_MS });
  if (config.TRUST_PROXY) app.set('trust proxy', config.TRUST_PROXY);
  const { greet, admit, admitBody } = app.get(FrontDoor);
  const { handle: readBody } = app.get(BodyReader);
  app.use(inOrder([greet, corsFor(config), admit, readBody, admitBody, enterContext] as RequestHandler[]));
  app.setGlobalPrefix('api/v1', {
    exclude: ['health', 'health/live', 'health/ready', 'api/v1/health', 'metrics'],
  });
  app.useWebSocketAdapter(new OpsWsAdapter(app, app.getHttpAdapter().getInstance(), config.WS_COMPRESSION));
  app
    .getHttpAdapter()
    .get('/', (_request: unknown, response: unknown) => (response as Response).redirect(302, '/api/docs'));
  serveAsyncApi(app);
  serveDocs(app);
  return app;
}

/**
 * Does this with the application but without serving anybody: on the migrated database, which is the server's own if no
 * other is configured.
 */
export async function withoutServing(
  config: Config,
  work: (app: NestExpressApplication) => Promise<void>,
): Promise<void> {
  const postgres = config.embedded ? await startOwnDatabase(config) : undefined;
  const app = await buildApp(config, postgres?.url ?? config.DATABASE_URL);
  const dataSource = app.get(DataSource);
  try {
    await dataSource.initialize();
    await migrate(dataSource);
    await work(app);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres?.stop();
  }
}

/** Connects, migrates and starts the parts; the result is ready to listen. */
export async function startApp(app: NestExpressApplication): Promise<void> {
  const dataSource = app.get(DataSource);
  if (!dataSource.isInitialized) await dataSource.initialize();
  await migrate(dataSource);
  await app.init();
  indexRoutes(app.getHttpAdapter().getInstance() as Application);
}

function corsFor(config: Config): RequestHandler {
  const handle = cors({
    origin: [...config.ALLOWED_ORIGINS],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
  // Without an Origin there is nothing to decide.
  return (request, response, next) => {
    response.setHeader('Vary', VARY);
    if (request.headers.origin === undefined) next();
    else handle(request, response, next);
  };
}

/** After the body has been read, so that no stream callback can lose the context. */
function enterContext(request: Request, _response: Response, next: NextFunction): void {
  requestContext.run((request as OpsRequest).context, next);
}

/** Several steps as one: each layer of Express's own costs every request a match. */
const inOrder =
  (steps: readonly RequestHandler[]): RequestHandler =>
  (request, response, next) => {
    let at = 0;
    const go = (error?: unknown): unknown =>
      error || at === steps.length ? next(error) : steps[at++](request, response, go);
    go();
  };
