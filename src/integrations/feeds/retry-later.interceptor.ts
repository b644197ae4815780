import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { isContention } from '../../core/errors/describe-error';
import { ServiceUnavailable } from '../../core/errors/domain-error';

/** Feeds give up what is answered with 4xx, so what only needs another try must be a 503 for them, where others get a 409. */
@Injectable()
export class RetryLater implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        throw isContention(error) ? new ServiceUnavailable('Another change got in between.') : error;
      }),
    );
  }
}
