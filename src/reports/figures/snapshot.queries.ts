import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';

const FREEZE = { text: 'set transaction isolation level repeatable read, read only' };
/** The first statement after it decides what all others see. */
const MOMENT = { text: 'select statement_timestamp() as moment' };

/** The database as it is at one moment, for as long as a report reads it. */
@Injectable()
export class SnapshotQueries {
  constructor(private readonly database: Database) {}

  /** Every statement of the work sees the database as of the moment; none can write. Not to be called in a transaction. */
  inSnapshot<T>(work: (moment: Date) => Promise<T>): Promise<T> {
    return this.database.transaction(async () => {
      await this.database.query(FREEZE, []);
      const [{ moment }] = await this.database.query<{ moment: Date }>(MOMENT, []);
      return work(moment);
    });
  }
}
