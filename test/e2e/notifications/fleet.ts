import { startServer, type TestServer } from '../../support/app';
import { cloneDatabase } from '../../support/template-database';
import { Receiver } from './receiver';
import { QUICK } from './scene';

/** Servers that come and go on one database, and the receiver that their webhooks are sent to. */
export class Fleet {
  private readonly servers = new Set<TestServer>();

  private constructor(
    readonly receiver: Receiver,
    private readonly database: Awaited<ReturnType<typeof cloneDatabase>>,
  ) {}

  static async open(): Promise<Fleet> {
    return new Fleet(await Receiver.open(), await cloneDatabase());
  }

  async start(settings: Record<string, string> = {}): Promise<TestServer> {
    const server = await startServer(
      { ...QUICK, NOTIFY_WEBHOOK_URL: this.receiver.url, ...settings },
      this.database.url,
    );
    this.servers.add(server);
    return server;
  }

  async stop(...servers: TestServer[]): Promise<void> {
    for (const server of servers) {
      this.servers.delete(server);
      await server.close();
    }
  }

  stopAll(): Promise<void> {
    return this.stop(...this.servers);
  }

  async close(): Promise<void> {
    await this.database.drop();
    await this.receiver.close();
  }

  /** The ids of the deliveries that the receiver has heard, in that order. */
  get heardIds(): unknown[] {
    return this.receiver.heard.map(({ headers }) => headers['webhook-id']);
  }
}
