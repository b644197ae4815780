import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { isDatabaseUnavailable } from '../errors/describe-error';
import { ServiceUnavailable } from '../errors/domain-error';
import { Database } from './database';

/** Less than an answer is waited for: it is the server who ends a statement, and says so. */
const STATEMENT_MS = 1_000;
const ANSWER_MS = 2_000;

/** Whether the error of a statement came from a server that works: it was too slow, or refused. */
export const isAnswer = (error: unknown): boolean => {
  const { code = '', severity } = error as { code?: string; severity?: string };
  return severity !== undefined && !code.startsWith('53') && !isDatabaseUnavailable(error);
};

/**
 * One connection beside the pool, for those who ask how the database is: in the pool they would stand in line behind every
 * request, and take a peak of load for an outage. Made when it is first needed, kept, and made anew once lost. It only reads,
 * and its statements may take a second.
 */
@Injectable()
export class WatchConnection implements OnApplicationShutdown {
  private open?: Promise<Client>;
  private stopped = false;

  constructor(private readonly database: Database) {}

  async query<R extends object>(text: string): Promise<R[]> {
    const kept = this.open;
    try {
      return await this.ask<R>(kept ?? this.connect(), text);
    } catch (error) {
      // A kept one may have ended while nobody looked: then a new one tells. One that is silent has been waited for enough.
      if (!kept || !isDatabaseUnavailable(error)) throw error;
      return this.ask<R>(this.open ?? this.connect(), text);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.end(this.open);
  }

  private async ask<R extends object>(connection: Promise<Client>, text: string): Promise<R[]> {
    try {
      return (await (await connection).query<R>(text)).rows;
    } catch (error) {
      if (!isAnswer(error)) void this.end(connection);
      throw error;
    }
  }

  private connect(): Promise<Client> {
    const connection = this.start();
    this.open = connection;
    connection.then(
      (client) => client.once('end', () => this.forget(connection)),
      () => this.forget(connection),
    );
    return connection;
  }

  private async start(): Promise<Client> {
    const { options } = this.database.pool;
    const client = new Client({
      ...options,
      options: `${options.options ?? ''} -c default_transaction_read_only=on`,
      ...{ statement_timeout: STATEMENT_MS, query_timeout: ANSWER_MS, connectionTimeoutMillis: ANSWER_MS },
    });
    // Whoever asks next hears of it; without a listener the process would end.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw Object.assign(new ServiceUnavailable('The database takes no connection.'), { cause });
    }
    if (this.stopped) await client.end();
    return client;
  }

  private forget(connection: Promise<Client>): void {
    if (this.open === connection) this.open = undefined;
  }

  /** One with a question that is still unanswered is cut. */
  private async end(connection?: Promise<Client>): Promise<void> {
    if (!connection) return;
    this.forget(connection);
    await connection.then((client) => client.end()).catch(() => undefined);
  }
}
