import { Injectable } from '@nestjs/common';

type Listener = (resource: string) => void;

/** Tells, in this process, that a change of a resource has committed. Wakes the relay and drops cached counts. */
@Injectable()
export class CommitSignal {
  private readonly listeners: Listener[] = [];

  onCommit(listener: Listener): void {
    this.listeners.push(listener);
  }

  committed(resource: string): void {
    for (const listener of this.listeners) listener(resource);
  }
}
