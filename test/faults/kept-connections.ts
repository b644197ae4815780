import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

interface Answered {
  readonly status: number;
  /** The header of this name. */
  readonly connection: string | undefined;
  readonly body: { readonly id?: string };
}

/** Clients that each open incidents one after the other over connections that they keep, until nobody answers any more. */
export class KeptConnections {
  readonly acknowledged: string[] = [];
  readonly surprises: number[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private readonly running: Promise<void[]>;

  constructor(
    private readonly url: string,
    private readonly token: string,
    count: number,
  ) {
    this.running = Promise.all(Array.from({ length: count }, () => this.write()));
  }

  async progress(count: number): Promise<void> {
    for (const deadline = Date.now() + 20_000; this.acknowledged.length < count; await sleep(5))
      if (Date.now() > deadline) throw new Error(`The clients stand still: ${this.surprises.join()}`);
  }

  async ended(): Promise<void> {
    await this.running;
    this.agent.destroy();
  }

  send(method: string, path: string, body: object): Promise<Answered> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}/api/v1${path}`,
        { method, headers, agent: this.agent },
        (response) => {
          let text = '';
          response.on('data', (data: Buffer) => (text += data.toString()));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              connection: response.headers.connection,
              body: JSON.parse(text) as Answered['body'],
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  }

  private async write(): Promise<void> {
    for (let count = 0; ; count += 1) {
      try {
        const { status, body } = await this.send('POST', '/infra/incidents', {
          ...{
            title: `Incident ${count} of a kept connection`,
            description: 'Opened while the server ends.',
          },
          ...{ severity: 'low', squad: 'Platform', environment: 'staging' },
        });
        if (status === 201) this.acknowledged.push(body.id!);
        else this.surprises.push(status);
      } catch {
        return;
      }
    }
  }
}
