import type { PublishedEvent } from '../core/events/published-event';
import type { Connection } from './connection';

/** Who listens to what: an event finds its listeners without a look at every socket. */
export class ChannelIndex {
  private readonly listeners = new Map<string, Set<Connection>>();

  /** The connection hears the channels' events with ids after `from`. */
  add(connection: Connection, channels: readonly string[], from: number): void {
    for (const channel of channels) {
      connection.channels.set(channel, Math.min(from, connection.channels.get(channel) ?? from));
      let set = this.listeners.get(channel);
      if (!set) this.listeners.set(channel, (set = new Set()));
      set.add(connection);
    }
  }

  remove(connection: Connection, channels: Iterable<string>): void {
    for (const channel of [...channels]) {
      connection.channels.delete(channel);
      const set = this.listeners.get(channel);
      set?.delete(connection);
      if (set?.size === 0) this.listeners.delete(channel);
    }
  }

  /** Sends live events to everyone who wants them, each once. */
  dispatch(events: readonly PublishedEvent[]): void {
    if (events.length === 1) return this.tell(events[0], (connection, bytes) => connection.send(bytes));
    const told = new Set<Connection>();
    for (const event of events) {
      this.tell(event, (connection, bytes) => {
        told.add(connection);
        connection.hold();
        connection.send(bytes);
      });
    }
    for (const connection of told) connection.release();
  }

  private tell(event: PublishedEvent, send: (connection: Connection, bytes: Buffer) => void): void {
    // The bytes are the same for all: encoded once, and only if anybody listens.
    let bytes: Buffer | undefined;
    for (const channel of event.channels) {
      for (const connection of this.listeners.get(channel) ?? []) {
        if (connection.isCatchingUp || connection.position >= event.id) continue;
        // Another instance may have told it of this channel beyond what has come here yet.
        if (event.id <= connection.channels.get(channel)!) continue;
        connection.position = event.id;
        if (connection.mayHear(event)) send(connection, (bytes ??= Buffer.from(event.message)));
      }
    }
  }
}
