import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from './core/http/front-door';
import type { OpsExpressAdapter } from './core/http/ops-express.adapter';
import { completeDocument } from './openapi/index';

const DESCRIPTION = `
One API over InfraOps, SecOps, FinOps, reports, SOPs and administration.

**Try it out:** open *[Auth → Sign in](#/Auth/Auth_login)* and press *Execute*. The answer sets a cookie, so every other call
here works at once. To act as somebody else, or with an API token, put that token into *Authorize*: it is remembered by this browser
and wins over the cookie, until you press *Logout* there.

* Lists take \`limit\`, \`offset\`, \`page\` or \`cursor\`, \`sort_by\`, field filters, \`filter\` and \`search\`, and give CSV for \`Accept: text/csv\`.
* Single resources carry an \`ETag\`; send it back as \`If-Match\` to change only what you have seen.
* POSTs that create take an \`Idempotency-Key\`.
* Every error has the body \`{"error": {code, message, details, timestamp, request_id}}\`; \`message\` says what to do next. Each operation
  lists the codes that it can answer with.
* With \`X-Response-Envelope: success\` in the request, every JSON answer below 300 comes as \`{"success": true, "data": …, "timestamp": …}\`,
  where \`data\` is what is documented here; of a page, \`pagination\` stands beside it.
* Live events are served over WebSocket at \`/ws\`: [how to listen](/api/docs/websocket), [as AsyncAPI](/api/asyncapi.json).
`;

/** The OpenAPI document of the application; with models that no route speaks of, too, if asked. */
export function openApiDocument(app: INestApplication, extraModels: Type[] = []): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Ops Control Center')
    .setDescription(DESCRIPTION.trim())
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addCookieAuth(SESSION_COOKIE)
    .addServer('/', 'This server');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  completeDocument(document, (app.getHttpAdapter() as OpsExpressAdapter).envelope);
  return document;
}

/** Serves Swagger UI and the document itself under /api/docs. */
export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
    customSiteTitle: 'Ops Control Center API',
    swaggerOptions: {
      persistAuthorization: true,
      deepLinking: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      docExpansion: 'list',
      filter: true,
      defaultModelsExpandDepth: 0,
    },
  });
}
