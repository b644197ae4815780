import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from './core/http/front-door';

const DESCRIPTION = `
One API over InfraOps, SecOps, FinOps, reports, SOPs and administration.

**Try it out:** open *Auth → Sign in*, press *Try it out* and *Execute*. The answer sets a cookie, so every other call
here works at once; or copy \`token\` into *Authorize*.

* Lists take \`limit\`, \`offset\`, \`page\` or \`cursor\`, \`sort_by\`, field filters, \`filter\` and \`search\`, and give CSV for \`Accept: text/csv\`.
* Single resources carry an \`ETag\`; send it back as \`If-Match\` to change only what you have seen.
* POSTs that create take an \`Idempotency-Key\`.
* Every error has the body \`{"error": {code, message, details, timestamp, request_id}}\`.
* With \`X-Response-Envelope: success\` JSON answers come as \`{success, data, timestamp}\`.
* Live events are served over WebSocket at \`/ws\`.
`;

/** The OpenAPI document of the application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Ops Control Center')
    .setDescription(DESCRIPTION.trim())
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addCookieAuth(SESSION_COOKIE)
    .addServer('/', 'This server');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  giveErrorExamples(document);
  return document;
}

/** Descriptions of error answers begin with their code; the example then shows that code and what it comes with. */
function giveErrorExamples(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      for (const [status, response] of Object.entries(operation?.responses ?? {})) {
        if (!response || '$ref' in response || Number(status) < 400) continue;
        const content = response.content?.['application/json'];
        const code = /^[A-Z_]+/.exec(response.description)?.[0];
        if (content && code) content.example = errorExample(code, response.description, Number(status));
      }
    }
  }
}

function errorExample(code: string, description: string, status: number): unknown {
  const message = description.slice(code.length).replace(/^[:,]\s*/, '');
  const details = status === 400 ? [{ field: 'title', message: 'title must be a string' }] : null;
  const retry = status === 429 ? { retry_after: 30 } : {};
  const [timestamp, request_id] = ['2026-01-15T10:30:00.000Z', '5f0c7c1e-7a51-4f0e-8a8b-3f4bb4a1f8a2'];
  return { error: { code, message: message || code, details, timestamp, request_id, ...retry } };
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
    },
  });
}
