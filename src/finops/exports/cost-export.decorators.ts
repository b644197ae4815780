import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { OpsRequest } from '../../core/http/request';
import { type ExportQuery, readExportQuery } from './export-query';

/** What the request's query asks for, checked. */
export const ExportParams = createParamDecorator((_: unknown, context: ExecutionContext): ExportQuery => {
  const { originalUrl } = context.switchToHttp().getRequest<OpsRequest>();
  const mark = originalUrl.indexOf('?');
  return readExportQuery(originalUrl, mark < 0 ? '' : originalUrl.slice(mark + 1));
});
