import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventLog } from '../core/events/event-log';
import { EventRelay } from '../core/events/event-relay';
import type { PublishedEvent } from '../core/events/published-event';
import { Turnstile } from '../core/queueing/turnstile';
import type { Connection } from './connection';

const BATCH = 200;
/** A long replay waits for its reader rather than having it cut off. */
const PAUSE_BYTES = 256 * 1024;
/** Far longer than numbering takes. */
const LOOKS = 20;
const LOOK_AGAIN_MS = 50;
/** After an outage everybody comes back at once; requests need database connections too. */
const MAX_READERS = 2;

/** Gives a client that comes back what it has missed, in order, before anything new. */
@Injectable()
export class Resume {
  private readonly turnstile = new Turnstile(MAX_READERS);

  constructor(
    private readonly eventLog: EventLog,
    private readonly relay: EventRelay,
  ) {}

  /** Whether every event after this id is still kept. */
  async isPossible(since: number): Promise<boolean> {
    for (let look = 1; ; look += 1) {
      const { oldest, newest } = await this.eventLog.bounds();
      // Numbers beyond the newest come from another database; numbers before the oldest have been forgotten.
      if (since > newest) return false;
      if (since === newest || (oldest !== 0 && since >= oldest - 1)) return true;
      // Numbers that were given and cannot be seen were forgotten too, unless their commit is still to come.
      if (oldest !== 0 || look === LOOKS) return false;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /**
   * Replays what the log holds after `since`, then lets live events through. What the client has heard already, on
   * channels it listened to before (`heard`), is not said again.
   */
  async replay(connection: Connection, since: number, heard: ReadonlyMap<string, number>): Promise<void> {
    let at = since;
    connection.isCatchingUp = true;
    // Live events pass the connection by from here on, also those on the channels it listened to before.
    const heardUpTo = this.relay.position;
    while (connection.isOpen) {
      const upTo = this.relay.position;
      const events = at < upTo ? await this.read(connection, at, upTo) : [];
      for (const event of events) {
        if (!connection.wants(event, connection.channels)) continue;
        if (event.id <= heardUpTo && connection.wants(event, heard)) continue;
        connection.send(event.message);
        await this.untilRead(connection);
      }
      at = events.length === BATCH ? events.at(-1)!.id : Math.max(at, upTo);
      if (at < this.relay.position) continue;
      // Released in the same breath as that look, so that no event can slip through or come twice.
      connection.position = Math.max(connection.position, at);
      connection.isCatchingUp = false;
      return;
    }
  }

  private read(connection: Connection, after: number, upTo: number): Promise<PublishedEvent[]> {
    return this.turnstile.pass(async () =>
      connection.isOpen
        ? this.eventLog.heard(after, upTo, BATCH, {
            channels: [...connection.channels.keys()],
            permissions: [...(connection.principal?.permissions ?? [])],
          })
        : [],
    );
  }

  private async untilRead({ socket }: Connection): Promise<void> {
    while (socket.readyState === 1 && socket.bufferedAmount > PAUSE_BYTES) await sleep(5);
  }
}
