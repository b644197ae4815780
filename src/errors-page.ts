import type { INestApplication } from '@nestjs/common';
import { socketErrors } from './asyncapi/socket-errors';
import { declaredKinds } from './core/errors/error-kind';
import { openApiDocument } from './openapi';
import { asApiDocument } from './openapi/document';
import { errorPage } from './openapi/error-page';

/** docs/errors.md: every error that the server can answer with. */
export function errorsPage(app: INestApplication): string {
  // First, as what the routes name is declared by then.
  const document = asApiDocument(openApiDocument(app));
  const { endings, problems } = socketErrors();
  return errorPage(document, declaredKinds(), endings, problems);
}
