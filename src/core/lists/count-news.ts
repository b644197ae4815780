import { Injectable } from '@nestjs/common';
import { CommitSignal } from '../events/commit-signal';
import { RedisLink } from '../redis/redis-link';
import { CountCache } from './count-cache';

const CHANNEL = 'changes';
/** Changes that come close together are told together. */
const GATHER_MS = 10;

/** Lets cached counts of other instances go when a resource changes here, rather than when they are a second old. */
@Injectable()
export class CountNews {
  private readonly changed = new Set<string>();

  constructor(
    private readonly redis: RedisLink,
    signal: CommitSignal,
    counts: CountCache,
  ) {
    if (!redis.isConfigured) return;
    signal.onCommit((resource) => this.gather(resource));
    redis.on(CHANNEL, (resources) => resources.split(',').forEach((resource) => counts.forget(resource)));
  }

  private gather(resource: string): void {
    if (this.changed.size === 0) setTimeout(() => this.tell(), GATHER_MS);
    this.changed.add(resource);
  }

  private tell(): void {
    this.redis.publish(CHANNEL, [...this.changed].join(','));
    this.changed.clear();
  }
}
