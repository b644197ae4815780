import { Injectable } from '@nestjs/common';
import type { EventAction } from '../events/event-declaration';
import type { Row } from './resource';

export interface RowChange {
  readonly action: EventAction;
  readonly row: Row;
  /** The columns that an update has changed; empty for any other action. */
  readonly fields: readonly string[];
}

/** Hears of changes in the transaction that makes them, which falls with it. */
export type Follow = (changes: readonly RowChange[]) => Promise<void>;

/**
 * Who must not miss a change of a resource, and stands above its domain. Without followers a change costs what it costs
 * anyway: they are declared in constructors, before the server starts.
 */
@Injectable()
export class RowFollowers {
  private readonly follows = new Map<string, Follow>();

  /** `resource` is its name, e.g. `incident`. One follower each. */
  declare(resource: string, follow: Follow): void {
    if (this.follows.has(resource)) throw new Error(`${resource} is followed twice`);
    this.follows.set(resource, follow);
  }

  follow(resource: string): Follow | undefined {
    return this.follows.get(resource);
  }
}
