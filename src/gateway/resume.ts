import { Injectable } from '@nestjs/common';
import { EventLog } from '../core/events/event-log';
import { EventRelay } from '../core/events/event-relay';
import type { Connection } from './connection';

const BATCH = 500;
/** A long replay waits for its reader rather than having it cut off. */
const PAUSE_BYTES = 256 * 1024;

/** Gives a client that comes back what it has missed, in order, before anything new. */
@Injectable()
export class Resume {
  constructor(
    private readonly eventLog: EventLog,
    private readonly relay: EventRelay,
  ) {}

  /** Whether every event after this id is still kept. */
  async isPossible(since: number): Promise<boolean> {
    const { oldest, newest } = await this.eventLog.bounds();
    // Numbers beyond the newest come from another database; numbers before the oldest have been forgotten.
    return since <= newest && (since === newest || (oldest !== 0 && since >= oldest - 1));
  }

  /**
   * Replays what the log holds after `since`, then lets live events through. What the client has heard already, on
   * channels it listened to before (`heard`), is not said again.
   */
  async replay(connection: Connection, since: number, heard: ReadonlyMap<string, number>): Promise<void> {
    let at = since;
    while (connection.isOpen) {
      const upTo = this.relay.position;
      const events = at < upTo ? await this.eventLog.between(at, upTo, BATCH) : [];
      for (const event of events) {
        if (connection.wants(event, connection.channels) && !connection.wants(event, heard))
          connection.send(event.message);
      }
      at = events.length === BATCH ? events.at(-1)!.id : Math.max(at, upTo);
      // Nothing runs between this look and the caller's release, so no event can slip through or come twice.
      if (at >= this.relay.position) break;
      while (connection.isOpen && connection.socket.bufferedAmount > PAUSE_BYTES)
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    connection.position = Math.max(connection.position, at);
  }
}
