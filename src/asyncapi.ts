import type { INestApplication } from '@nestjs/common';
import type { Response } from 'express';
import { ENTITIES } from './app.module';
import { buildAsyncApi } from './asyncapi/build';
import type { AsyncApiDocument } from './asyncapi/document';
import { heardEvents } from './asyncapi/event-list';
import { renderPage } from './asyncapi/page';
import { declaredFamilies } from './core/events/event-declaration';
import { openApiDocument } from './openapi';
import { asApiDocument } from './openapi/document';

/** The AsyncAPI document of the live events. */
export function asyncApiDocument(app: INestApplication): AsyncApiDocument {
  const payloads = declaredFamilies().map(({ payload }) => payload);
  return buildAsyncApi(heardEvents(ENTITIES), asApiDocument(openApiDocument(app, payloads)));
}

/** Serves the document at /api/asyncapi.json, and for people at /api/docs/websocket. Goes before Swagger UI's own files. */
export function serveAsyncApi(app: INestApplication): void {
  // Made when somebody asks: most starts never need it.
  let made: { readonly json: string; readonly page: string } | undefined;
  const make = (): NonNullable<typeof made> => {
    const document = asyncApiDocument(app);
    return (made ??= { json: JSON.stringify(document), page: renderPage(document) });
  };
  const serve = (path: string, type: string, form: 'json' | 'page'): void => {
    app.getHttpAdapter().get(path, (_request: unknown, response: Response) => {
      response.setHeader('Content-Type', type);
      response.end((made ?? make())[form]);
    });
  };
  serve('/api/asyncapi.json', 'application/json; charset=utf-8', 'json');
  serve('/api/docs/websocket', 'text/html; charset=utf-8', 'page');
}
