import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '../support/live-client';

/** Clients that open incidents one after the other and remember which were acknowledged. */
export class Writers {
  /** Ids of incidents that were answered with 201. */
  readonly acknowledged: string[] = [];
  /** Answers that are neither an acknowledgement nor a broken connection. */
  readonly surprises: string[] = [];
  brokenRequests = 0;
  private stopped = false;
  private readonly running: Promise<void[]>;

  constructor(
    private readonly url: string,
    private readonly token: string,
    count: number,
  ) {
    this.running = Promise.all(Array.from({ length: count }, (_, writer) => this.write(writer)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Waits until this many more have been acknowledged. */
  async progress(count: number, limitMs = 20_000): Promise<void> {
    const target = this.acknowledged.length + count;
    const deadline = Date.now() + limitMs;
    while (this.acknowledged.length < target) {
      if (Date.now() > deadline)
        throw new Error(`The writers stand still: ${JSON.stringify(this.surprises.slice(-3))}`);
      await sleep(5);
    }
  }

  private async write(writer: number): Promise<void> {
    for (let count = 0; !this.stopped; count += 1) {
      try {
        const answer = await fetch(`${this.url}/api/v1/infra/incidents`, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            title: `Incident ${count} of writer ${writer}`,
            description: 'Written while the server is being killed.',
            severity: 'low',
            squad: 'Platform',
            environment: 'staging',
          }),
          signal: AbortSignal.timeout(10_000),
        });
        const text = await answer.text();
        if (answer.status === 201) this.acknowledged.push((JSON.parse(text) as { id: string }).id);
        else this.surprises.push(`${answer.status} ${text}`);
      } catch {
        this.brokenRequests += 1;
        await sleep(20);
      }
    }
  }
}

/** A client that comes back after every break and resumes where it was. */
export class Follower {
  /** Ids of events in the order in which they came. */
  readonly seen: number[] = [];
  /** Incidents that the events told of. */
  readonly told: string[] = [];
  readonly errors: string[] = [];
  connections = 0;
  private client?: LiveClient;
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly address: string,
    private readonly channels: string[],
    private readonly since: number,
  ) {
    this.running = this.follow();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.client?.end();
    await this.running;
  }

  /** Breaks the line, as networks do. */
  drop(): void {
    this.client?.end();
  }

  async until(condition: () => boolean, what: string, limitMs = 30_000): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!condition()) {
      if (Date.now() > deadline)
        throw new Error(
          `Waited in vain for ${what}; last id ${this.seen.at(-1)}, errors ${this.errors.join()}`,
        );
      await sleep(10);
    }
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      const client = (this.client = LiveClient.connect(this.address));
      client.socket.on('open', () => {
        this.connections += 1;
        client.send({ type: 'subscribe', channels: this.channels, since: this.seen.at(-1) ?? this.since });
      });
      client.socket.on('message', () => {
        const message = client.messages.at(-1)!;
        if (message.type === 'error') this.errors.push(String(message.message));
        if (message.id === undefined) return;
        this.seen.push(message.id);
        this.told.push(String(message.data?.id));
      });
      while (!client.closed) await sleep(5);
      await sleep(20);
    }
  }
}
