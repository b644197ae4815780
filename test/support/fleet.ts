import { Actor } from './actor';
import { ChildServer } from './child-server';
import { LiveClient } from './live-client';
import { RedisServer } from './redis-server';
import { cloneDatabase } from './template-database';
import { until } from './until';

/** Three instances in processes of their own, on one database and one Redis. */
export class Fleet {
  private constructor(
    readonly redis: RedisServer,
    readonly servers: readonly ChildServer[],
    readonly databaseUrl: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Fleet> {
    const [redis, database] = await Promise.all([RedisServer.start(), cloneDatabase()]);
    const servers = [];
    for (let count = 0; count < 3; count += 1)
      servers.push(await ChildServer.on(database.url, { REDIS_URL: redis.url, ...settings }));
    const fleet = new Fleet(redis, servers, database.url, database.drop);
    try {
      await Promise.all(servers.map((server) => server.start()));
      await fleet.untilRedisIs(true);
    } catch (error) {
      await fleet.end();
      throw error;
    }
    return fleet;
  }

  /** Until every instance says so, and that it can serve all the same. */
  async untilRedisIs(up: boolean): Promise<void> {
    for (const { url } of this.servers) {
      await until(`Redis to be ${up ? 'there' : 'away'}`, async () => {
        const { status, body } = await new Actor(url).get<{ checks: { redis: boolean } }>('//health');
        if (status !== 200) throw new Error(`health answered ${status}`);
        return body.checks.redis === up;
      });
    }
  }

  /** The same caller on each instance. */
  everywhere(actor: Actor): Actor[] {
    return this.servers.map(({ url }) => new Actor(url, actor.headers));
  }

  /** A socket of the caller on that instance, which listens to these channels. */
  async live(server: ChildServer, { token }: Actor, channels: string[]): Promise<LiveClient> {
    const client = await LiveClient.open(`${wsUrl(server)}?token=${token}`);
    await client.subscribe(channels);
    return client;
  }

  async end(): Promise<void> {
    for (const server of this.servers) await server.remove();
    await this.redis.remove();
    await this.drop();
  }
}

export const wsUrl = ({ url }: ChildServer): string => `${url.replace(/^http/, 'ws')}/ws`;
