import { type ChildProcess, fork } from 'node:child_process';
import { track } from './processes';

/** A helper process that answers one message at a time. */
export class Worker {
  private readonly child: ChildProcess;

  constructor(script: string) {
    this.child = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    track(this.child);
  }

  ask<Answer>(message: object): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const ended = (): void => reject(new Error('A helper process of the benchmark ended'));
      if (!this.child.connected) return ended();
      this.child.once('exit', ended);
      this.child.once('message', (reply: { answer?: Answer; error?: string }) => {
        this.child.off('exit', ended);
        if (reply.error === undefined) resolve(reply.answer as Answer);
        else reject(new Error(reply.error));
      });
      this.child.send(message);
    });
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** The other end of Worker. Ends with its parent. */
export function serve<Message>(handle: (message: Message) => Promise<unknown>): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    handle(message as Message).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
}
