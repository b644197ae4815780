import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';

const TAKE = {
  name: 'jira_turn_take',
  text: `update jira_turn set holder = $1, held_until = now() + make_interval(secs => $2)
    where holder = $1 or held_until < now()
    returning greatest(extract(epoch from paused_until - now()), 0)::float8 as pause, failures`,
};
const GIVE_BACK = {
  name: 'jira_turn_give_back',
  text: `update jira_turn set holder = null, held_until = '-infinity' where holder = $1`,
};
const PAUSE = {
  name: 'jira_turn_pause',
  text: `update jira_turn set failures = failures + 1, last_error = $1, paused_until = now() + make_interval(secs => $2)`,
};
const GO_ON = {
  name: 'jira_turn_go_on',
  text: `update jira_turn set failures = 0, last_error = null, paused_until = '-infinity'`,
};

export interface Turn {
  /** Seconds for which Jira is to be left alone. */
  readonly pause: number;
  /** How often in a row Jira has failed as a whole. */
  readonly failures: number;
}

/** One instance at a time talks to Jira, and all leave it alone together. By the database's clock. */
@Injectable()
export class JiraTurnQueries {
  constructor(private readonly database: Database) {}

  /** Takes the turn for so many seconds, or keeps it; null while another has it. */
  async take(holder: string, seconds: number): Promise<Turn | null> {
    const [turn] = await this.database.query<{ pause: number | string; failures: number }>(TAKE, [
      holder,
      seconds,
    ]);
    return turn ? { pause: Number(turn.pause), failures: turn.failures } : null;
  }

  async giveBack(holder: string): Promise<void> {
    await this.database.query(GIVE_BACK, [holder]);
  }

  async pause(error: string, seconds: number): Promise<void> {
    await this.database.query(PAUSE, [error, seconds]);
  }

  async goOn(): Promise<void> {
    await this.database.query(GO_ON, []);
  }
}
