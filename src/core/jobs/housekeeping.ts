import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { log } from '../logging/logger';

interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<void>;
}

/** Runs chores from time to time on every instance; they must not mind being done twice. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly chores: Chore[] = [];
  private timers: NodeJS.Timeout[] = [];

  every(everyMs: number, name: string, work: () => Promise<void>): void {
    this.chores.push({ everyMs, name, work });
  }

  onApplicationBootstrap(): void {
    this.timers = this.chores.map((chore) => setInterval(() => void this.run(chore), chore.everyMs).unref());
  }

  beforeApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async run({ name, work }: Chore): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error, chore: name }, 'a chore failed and will be tried again');
    }
  }
}
