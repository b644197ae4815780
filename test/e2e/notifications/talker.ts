import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

const TALK_MS = 50;

/** A mail server that answers the sender's name with line after line, and comes to the end of it when told to. */
export class Talker {
  /** Commands, in their order. */
  readonly heard: string[] = [];
  /** When the answer has begun that does not end. */
  readonly asked: Promise<void>;
  /** When the client has gone. */
  readonly left: Promise<void>;
  goOn!: () => void;
  private readonly server: Server;
  private readonly sockets: Socket[] = [];

  private constructor() {
    const released = new Promise<void>((resolve) => (this.goOn = resolve));
    let [begin, end] = [(): void => undefined, (): void => undefined];
    this.asked = new Promise((resolve) => (begin = resolve));
    this.left = new Promise((resolve) => (end = resolve));
    this.server = createServer((socket) => {
      this.sockets.push(socket);
      socket.on('error', () => undefined).once('close', end);
      socket.write('220 talker\r\n');
      socket.on('data', (data) => {
        for (const line of data.toString().split('\r\n').filter(Boolean)) {
          const command = line.slice(0, 4);
          this.heard.push(command);
          if (command !== 'MAIL') {
            socket.write(command === 'DATA' ? '354 go ahead\r\n' : '250 ok\r\n');
            continue;
          }
          const talk = setInterval(() => socket.write('250-wait\r\n'), TALK_MS);
          socket.once('close', () => clearInterval(talk));
          void released.then(() => {
            clearInterval(talk);
            socket.write('250 ok\r\n');
          });
          begin();
        }
      });
    });
  }

  static async open(): Promise<Talker> {
    const talker = new Talker();
    await new Promise<void>((resolve) => talker.server.listen(0, '127.0.0.1', resolve));
    return talker;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
