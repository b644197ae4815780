import type { ExecutionContext } from '@nestjs/common';
import type { OpsRequest } from './request';

/** The query of the request's URL as it was sent, without the question mark; empty if there is none. */
export function queryStringOf(context: ExecutionContext): string {
  const { originalUrl } = context.switchToHttp().getRequest<OpsRequest>();
  // At the first question mark only: further ones are part of the query.
  const mark = originalUrl.indexOf('?');
  return mark < 0 ? '' : originalUrl.slice(mark + 1);
}
