import { Injectable } from '@nestjs/common';
import { isAnswer, WatchConnection } from '../core/database/watch-connection';

const TIMEOUT_MS = 2_000;

/** Whether PostgreSQL answers. However many want to know at a time, it is asked once. */
@Injectable()
export class DatabaseCheck {
  private check: Promise<boolean> | undefined;

  constructor(private readonly connection: WatchConnection) {}

  isUp(): Promise<boolean> {
    return (this.check ??= this.ask().finally(() => (this.check = undefined)));
  }

  private async ask(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), TIMEOUT_MS)));
    const check = this.connection.query('select 1').then(() => true, isAnswer);
    return Promise.race([check, timeout]).finally(() => clearTimeout(timer));
  }
}
