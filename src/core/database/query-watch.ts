import { Injectable } from '@nestjs/common';
import { Metrics } from '../telemetry/metrics';
import { currentTrace } from '../telemetry/trace';
import { Tracing } from '../telemetry/tracing';
import type { Statement } from './database';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

type Observe = (seconds: number) => void;

/** How long statements take, and whoever waits for a connection to begin a transaction. */
@Injectable()
export class QueryWatch {
  private readonly done: Observe;
  private readonly failed: Observe;
  private readonly waited: Observe;

  constructor(
    metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    const queries = metrics.histogram(
      'ops_database_query_duration_seconds',
      'Time from a statement to its result, the wait for a connection included if it is in no transaction.',
      ['result'],
      BUCKETS,
    );
    const waits = metrics.histogram(
      'ops_database_transaction_wait_seconds',
      'Time that beginning transactions waited for a connection.',
      [],
      BUCKETS,
    );
    // Looked up once: that costs more than to count.
    const [ok, error] = [queries.labels('ok'), queries.labels('error')];
    this.done = (seconds) => ok.observe(seconds);
    this.failed = (seconds) => error.observe(seconds);
    this.waited = (seconds) => waits.observe(seconds);
  }

  async query<T>(statement: Statement, run: () => Promise<T>): Promise<T> {
    const from = performance.now();
    // Without a trace to belong to it is somebody's who looks from time to time whether there is work.
    const isTraced = this.tracing.isOn && currentTrace() !== undefined;
    try {
      const result = await (isTraced ? this.inSpan(statement, run) : run());
      this.done((performance.now() - from) / 1_000);
      return result;
    } catch (error) {
      this.failed((performance.now() - from) / 1_000);
      throw error;
    }
  }

  async connection<T>(connect: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const connection = await connect();
    this.waited((performance.now() - from) / 1_000);
    return connection;
  }

  private inSpan<T>({ name, text }: Statement, run: () => Promise<T>): Promise<T> {
    const operation = (/^\s*(?:--.*\n\s*)*(\w+)/.exec(text)?.[1] ?? 'query').toUpperCase();
    return this.tracing.span(
      name ?? operation,
      'client',
      {
        'db.system.name': 'postgresql',
        'db.operation.name': operation,
        ...(name && { 'db.query.summary': name }),
      },
      run,
    );
  }
}
