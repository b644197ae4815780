import type { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknown } from './backup.errors';
import { onConnection } from './backup.queries';
import { isCommitted, transactionNumber } from './restored.queries';

/** A database that restarts is back by then. */
const LOOKS = 30;
const LOOK_AGAIN_MS = 1_000;

/** The commit of one transaction, of which is known how it ended even if its answer is lost. */
export class Commit {
  private number?: string;
  private isAnswered = false;

  constructor(private readonly databaseUrl: string) {}

  get isSent(): boolean {
    return this.number !== undefined;
  }

  async of(client: Client): Promise<void> {
    const number = await transactionNumber(client);
    this.number = number;
    // The commit of a transaction that has failed is answered, too, but by a rollback.
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') this.number = undefined;
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
    this.isAnswered = true;
  }

  /** Whether it has taken place. Throws OutcomeUnknown when the database cannot be asked. */
  async isDone(): Promise<boolean> {
    const { number, databaseUrl } = this;
    if (this.isAnswered || number === undefined) return this.isAnswered;
    for (let look = 1; look <= LOOKS; look += 1) {
      const done = await onConnection(databaseUrl, (client) => isCommitted(client, number)).catch(() => null);
      if (done !== null) return done;
      await sleep(LOOK_AGAIN_MS);
    }
    throw new OutcomeUnknown();
  }
}
