import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { log } from '../logging/logger';
import { Database } from './database';

type Listener = (payload: string) => void;

const RETRY_MS = 1_000;
/** A line can go dead without a word, e.g. behind a router that forgot it: who only listens would not notice for hours. */
const CHECK_MS = 10_000;
const ANSWER_MS = 5_000;

/**
 * Hears what Postgres notifies. Kept for rare news that every instance must act on at once (ended sessions, changed
 * users): a NOTIFY takes a lock that serialises commits, so changes of ordinary rows do not send any.
 */
@Injectable()
export class DatabaseSignals implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners = new Map<string, Listener[]>();
  private readonly gapListeners: (() => void)[] = [];
  private client?: Client;
  private retry?: NodeJS.Timeout;
  private checks?: NodeJS.Timeout;
  private stopped = false;
  /** False while news may be missed: caches that rely on it must not be trusted then. */
  isListening = false;

  constructor(private readonly database: Database) {}

  /** Channel names are plain identifiers. */
  on(channel: string, listener: Listener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  /** Calls back whenever news may have been missed. */
  onGap(listener: () => void): void {
    this.gapListeners.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.checks = setInterval(() => void this.check(), CHECK_MS).unref();
    await this.connect();
  }

  /** Asks over the line; one that does not answer is given up and made anew. */
  async check(): Promise<void> {
    const { client } = this;
    if (!client || !this.isListening) return;
    try {
      await client.query('select 1');
    } catch {
      // With a question under way that is still unanswered, this cuts the line instead of saying goodbye over it.
      await client.end().catch(() => undefined);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    clearInterval(this.checks);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    if (this.stopped) return;
    const { options } = this.database.pool;
    const unlimited = { statement_timeout: 0, idle_in_transaction_session_timeout: 0 };
    const client = new Client({ ...options, ...unlimited, query_timeout: ANSWER_MS });
    this.client = client;
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(payload ?? '');
    });
    client.on('error', () => undefined);
    client.once('end', () => this.lost(client));
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
      for (const listener of this.gapListeners) listener();
      this.isListening = true;
    } catch (error) {
      log.warn({ err: error }, 'cannot listen for notifications yet');
      await client.end().catch(() => undefined);
      this.lost(client);
    }
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    // Once per outage: connecting again tells them a second time.
    if (this.isListening) {
      this.isListening = false;
      for (const listener of this.gapListeners) listener();
    }
    if (!this.stopped) this.retry = setTimeout(() => void this.connect(), RETRY_MS);
  }
}
