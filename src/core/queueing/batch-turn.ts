import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { CONFIG, type Config } from '../../config';
import { Turnstile } from './turnstile';

/** A batch in line is a large body in memory; at usual sizes so many are through in some seconds. */
export const MAX_WAITING_BATCHES = 64;

/** Where batches queue up: they work for long, wait for each other's rows, and must leave connections for all others. */
@Injectable()
export class BatchGate {
  readonly turnstile: Turnstile;

  constructor(@Inject(CONFIG) config: Config) {
    this.turnstile = new Turnstile(
      Math.max(1, Math.floor(config.DATABASE_POOL_SIZE / 3)),
      MAX_WAITING_BATCHES,
    );
  }
}

/** Around everything that a batch does once its sender is known: what waits holds no connection. */
@Injectable()
export class BatchTurn implements NestInterceptor {
  constructor(private readonly gate: BatchGate) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return defer(() => this.gate.turnstile.pass(() => lastValueFrom(next.handle())));
  }
}
