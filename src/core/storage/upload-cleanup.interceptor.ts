import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { SecondLook } from '../http/second-look';
import type { IncomingFile } from './incoming.engine';

/**
 * Stands behind the interceptor that receives a file: whatever becomes of the request then (refused by validation, an
 * Idempotency-Key or because access has ended while the file came, stored, failed), nothing of it stays in the incoming folder.
 */
@Injectable()
export class UploadCleanup implements NestInterceptor {
  constructor(private readonly secondLook: SecondLook) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { file } = context.switchToHttp().getRequest<{ file?: IncomingFile }>();
    if (!file) return next.handle();
    const served = this.secondLook.take(context).then(() => lastValueFrom(next.handle()));
    return from(served.finally(() => rm(file.path, { force: true })));
  }
}
