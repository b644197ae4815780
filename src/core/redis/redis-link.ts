import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import { log } from '../logging/logger';
import { answered, NoAnswer } from './answered';
import { RedisClock } from './redis-clock';
import { RedisLine } from './redis-line';

type Listener = (message: string) => void;

const PROBE_MS = 500;
/** So long nothing may be answered in time before nobody waits any more. One slow answer is no outage. */
const SUSPECT_MS = 1_000;
const NEWS_CHECK_MS = 5_000;
/** Writes, as the counts do: a replica that only reads is no use, nor is one that is full. */
const PROBE = `redis.call('SET', KEYS[1], '1', 'PX', 5000) return redis.call('TIME')`;

/**
 * The line to the other instances, by REDIS_URL. Nothing relies on it: what it carries is news that PostgreSQL tells too,
 * only later, and counts that each instance can keep for itself. It never fails or delays the start, and while Redis is
 * away, slow or refuses, `isUp` is false and nobody waits for it.
 */
@Injectable()
export class RedisLink implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Tells instances, and lives of one, apart. */
  readonly instance = randomBytes(9).toString('base64url');
  readonly isConfigured: boolean;
  readonly clock = new RedisClock();
  /** Whether it answered lately, in time, and tells us news. */
  isUp = false;
  private readonly listeners = new Map<string, Listener[]>();
  private commands?: RedisLine;
  private news?: RedisLine;
  private timers: NodeJS.Timeout[] = [];
  private isProbing = false;
  private isSubscribed = false;
  /** When an answer last came in time. */
  private heardAt = 0;
  private stopped = false;
  private said?: boolean;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.isConfigured = config.REDIS_URL !== '';
  }

  /** True also when none is configured: nothing is missing then. */
  get isHealthy(): boolean {
    return this.isUp || !this.isConfigured;
  }

  /** Calls back with what other instances publish on a channel, which is not to be trusted blindly. */
  on(channel: string, listener: Listener): void {
    const name = this.key(channel);
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  /** Tells the other instances, if it can be done now; waits for nothing. */
  publish(channel: string, message: string): void {
    if (!this.isUp) return;
    void this.commands!.client.publish(this.key(channel), `${this.instance} ${message}`).catch(
      () => undefined,
    );
  }

  /**
   * Asks Redis. Rejects at once while it is away, and when the answer is an error or does not come in time. An error is
   * about the question; whether Redis is of use is for the probe to say.
   */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    if (!this.isUp) throw new Error('Redis is away');
    return this.inTime(question(this.commands!.client));
  }

  /** A name of ours among those of other products. */
  key(name: string): string {
    return `${this.config.REDIS_PREFIX}:${name}`;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.isConfigured) return;
    const { Redis } = await import('ioredis');
    if (this.stopped) return;
    try {
      this.commands = new RedisLine(Redis, this.config.REDIS_URL);
      this.news = new RedisLine(Redis, this.config.REDIS_URL);
    } catch (error) {
      return this.turn(false, error);
    }
    const { commands, news } = this;
    commands.client.on('ready', () => void this.probe());
    commands.client.on('close', () => this.turn(false, commands.fault));
    news.client.on('ready', () => void this.subscribe(news));
    news.client.on('close', () => {
      this.isSubscribed = false;
      this.turn(false, news.fault);
    });
    news.client.on('message', (channel, message) => this.hear(channel, message));
    for (const { client } of [commands, news]) client.connect().catch(() => undefined);
    this.timers = [
      setInterval(() => void this.probe(), PROBE_MS).unref(),
      // With a question under way, a line that went dead without a word is noticed.
      setInterval(
        () => void (news.client.status === 'ready' && news.client.ping().catch(() => undefined)),
        NEWS_CHECK_MS,
      ).unref(),
    ];
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    this.isUp = false;
    for (const timer of this.timers) clearInterval(timer);
    for (const line of [this.commands, this.news]) line?.client.disconnect();
  }

  private hear(channel: string, text: string): void {
    const [instance, message] = text.split(' ', 2);
    if (instance === this.instance || message === undefined) return;
    for (const listener of this.listeners.get(channel) ?? []) {
      try {
        listener(message);
      } catch (error) {
        log.error({ err: error }, 'a listener failed on news of another instance');
      }
    }
  }

  /** Whoever may count but hears no news is told of no ended sessions: that is no Redis to rely on. */
  private async subscribe(news: RedisLine): Promise<void> {
    try {
      if (this.listeners.size > 0) await news.client.subscribe(...this.listeners.keys());
    } catch (error) {
      return news.cut(error);
    }
    this.isSubscribed = true;
    news.serves();
    await this.probe();
  }

  private async probe(): Promise<void> {
    const { commands } = this;
    if (this.isProbing || !commands) return;
    if (commands.client.status !== 'ready') return this.turn(false, commands.fault);
    this.isProbing = true;
    try {
      const asked = Date.now();
      const time = await this.inTime(commands.client.eval(PROBE, 1, this.key(`probe:${this.instance}`)));
      const [seconds, micros] = Array.isArray(time) ? time.map(Number) : [];
      if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(micros))
        throw new Error('this is no Redis');
      this.clock.learn(seconds * 1_000 + micros / 1_000, asked);
      commands.serves();
      // Until it is known whether it tells news nothing is said.
      if (this.isSubscribed) this.turn(true);
    } catch (error) {
      if (!(error instanceof NoAnswer)) this.turn(false, error);
    }
    this.isProbing = false;
  }

  private async inTime<T>(answer: Promise<T>): Promise<T> {
    try {
      const given = await answered(answer, this.config.REDIS_TIMEOUT_MS);
      this.heardAt = performance.now();
      return given;
    } catch (error) {
      if (error instanceof NoAnswer && performance.now() - this.heardAt > SUSPECT_MS) this.turn(false, error);
      throw error;
    }
  }

  /** Once for each outage and each recovery. Says what Redis or the system said, in which no credentials stand. */
  private turn(isUp: boolean, error?: unknown): void {
    if (this.stopped) return;
    this.isUp = isUp;
    if (this.said === isUp) return;
    this.said = isUp;
    if (isUp) return log.info('Redis is there: instances share counts and news');
    const { message, code } = (error ?? {}) as { message?: string; code?: string };
    log.warn(
      { reason: message || code },
      'Redis is away: this instance counts alone, news comes by PostgreSQL',
    );
  }
}
