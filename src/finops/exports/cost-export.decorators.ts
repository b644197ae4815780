import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { queryStringOf } from '../../core/http/query-string-of';
import type { OpsRequest } from '../../core/http/request';
import { type ExportQuery, readExportQuery } from './export-query';

/** What the request's query asks for, checked. */
export const ExportParams = createParamDecorator((_: unknown, context: ExecutionContext): ExportQuery => {
  const { originalUrl } = context.switchToHttp().getRequest<OpsRequest>();
  return readExportQuery(originalUrl, queryStringOf(context));
});
