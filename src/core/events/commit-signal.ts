import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';

type Listener = (resource: string) => void;

/** Tells, in this process, that a change of a resource has committed. Wakes the relay and drops cached counts. */
@Injectable()
export class CommitSignal {
  private readonly listeners: Listener[] = [];
  /** What listeners begin must not pass for work of the request that happened to wake them. */
  private readonly apart = AsyncLocalStorage.snapshot();

  onCommit(listener: Listener): void {
    this.listeners.push(listener);
  }

  committed(resource: string): void {
    this.apart(() => {
      for (const listener of this.listeners) listener(resource);
    });
  }
}
