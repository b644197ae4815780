import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  readonly text: string;
}

/** Called with the number of the mail from 1; an error refuses it, a promise that never ends hangs. */
type Accept = (count: number) => Promise<void> | void;

/** A real mail server that keeps what it was sent, and accepts as the test says. */
export class Mailbox {
  readonly mails: Mail[] = [];
  accept: Accept = () => undefined;
  private count = 0;
  private server!: SMTPServer;

  static async open(options: SMTPServerOptions = {}): Promise<Mailbox> {
    const box = new Mailbox();
    box.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, { envelope, user }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          const mail = {
            from,
            to,
            user: (user as string | undefined) ?? null,
            text: Buffer.concat(parts).toString(),
          };
          box.count += 1;
          Promise.resolve()
            .then(() => box.accept(box.count))
            .then(
              () => {
                box.mails.push(mail);
                done();
              },
              (error: Error) => done(error),
            );
        });
      },
      ...options,
    });
    box.server.on('error', () => undefined);
    await new Promise<void>((resolve) => box.server.listen(0, '127.0.0.1', resolve));
    return box;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** As if nothing had come yet. */
  empty(accept: Accept = () => undefined): void {
    this.mails.splice(0);
    this.count = 0;
    this.accept = accept;
  }

  /** How often a mail was offered. */
  get offers(): number {
    return this.count;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

export const refusing = (code: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode: code });
