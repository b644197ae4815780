import type { RedisLink } from '../redis/redis-link';

/**
 * Each instance writes how many it has counted itself, and reads the sum over all. Said twice, late, or again after
 * Redis has lost everything, that is still the truth; adding up one by one would not be.
 */
const COUNT = `
local totals = {}
for i, key in ipairs(KEYS) do
  local own = math.max(tonumber(redis.call('HGET', key, ARGV[1])) or 0, tonumber(ARGV[i + 2]))
  redis.call('HSET', key, ARGV[1], own)
  redis.call('PEXPIRE', key, ARGV[2])
  local total = 0
  for _, count in ipairs(redis.call('HVALS', key)) do total = total + (tonumber(count) or 0) end
  totals[i] = total
end
return totals`;

/** How many of something all instances have counted together. */
export interface SharedCounts {
  /** Whether it is worth asking. */
  readonly isUp: boolean;
  /** Says what this instance has counted for each key, to be kept for `ms`. Gives the counts of all. Rejects when away. */
  count(own: ReadonlyMap<string, number>, ms: number): Promise<number[]>;
}

export class RedisCounts implements SharedCounts {
  constructor(private readonly redis: RedisLink) {}

  get isUp(): boolean {
    return this.redis.isUp;
  }

  count(own: ReadonlyMap<string, number>, ms: number): Promise<number[]> {
    const keys = Array.from(own.keys(), (key) => this.redis.key(`hits:${key}`));
    return this.redis.ask(async (client) => {
      const values = [this.redis.instance, ms, ...own.values()];
      const totals = await client.eval(COUNT, keys.length, ...keys, ...values);
      if (!isCounts(totals, keys.length)) throw new Error('Redis answered no counts');
      return totals;
    });
  }
}

const isCounts = (value: unknown, length: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every((count) => Number.isSafeInteger(count));
