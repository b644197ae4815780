import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { IncomingFile } from './incoming.engine';

/**
 * Stands behind the interceptor that receives a file: whatever becomes of the request then (refused by validation or an
 * Idempotency-Key, stored, failed), nothing of it stays in the incoming folder.
 */
@Injectable()
export class UploadCleanup implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { file } = context.switchToHttp().getRequest<{ file?: IncomingFile }>();
    if (!file) return next.handle();
    return from(lastValueFrom(next.handle()).finally(() => rm(file.path, { force: true })));
  }
}
