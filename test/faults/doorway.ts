import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A fixed address in front of a Postgres that goes away and may come back at another port. */
export class Doorway {
  private server?: Server;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  /** Lets connections through to this port. Gives the port of the doorway, the same each time. */
  async open(target: number): Promise<number> {
    const server = (this.server = createServer((incoming) => {
      const outgoing = connect(target, '127.0.0.1');
      for (const [one, other] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ]) {
        this.sockets.add(one);
        one.pipe(other);
        one.on('error', () => undefined);
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
      }
    }));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    return this.port;
  }

  /** Refuses connections and breaks those that are there. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(server, 'close');
  }
}
