import { Injectable } from '@nestjs/common';
import { Database } from './database';

/** Makes several changes one: all of them happen, or none. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly database: Database) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
