import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Principal } from '../core/access/principal';
import type { PublishedEvent } from '../core/events/published-event';
import { MINUTE_MS } from '../core/time/durations';
import type { Filters } from './protocol';
import type { Goodbye } from './refusals';
import { Traffic } from './traffic';

const MAX_WAITING_BYTES = 1024 * 1024;
/** More than this is not held back, or a long batch would look like a slow client. */
const MAX_HELD_BYTES = 64 * 1024;
const MAX_MESSAGES_A_MINUTE = 100;
const MAX_MISSED_PONGS = 2;

/** One socket: who is behind it, what it listens to, and how far it has been told. */
export class Connection {
  principal: Principal | null = null;
  /** Whether nothing but a cookie speaks for it. */
  isByCookie = false;
  /** What it listens to, and the id after which it has heard each channel. */
  readonly channels = new Map<string, number>();
  filters: Filters | null = null;
  /** While a resume is under way live events wait in the log, not here. */
  isCatchingUp = false;
  /** Events up to this id need no further look. */
  position = 0;
  private isHolding = false;
  private missedPongs = 0;
  private windowStart = 0;
  private messages = 0;

  constructor(
    readonly socket: WebSocket,
    private readonly transport: Socket,
    /** Where it comes from, as proxies that are trusted tell it. */
    readonly address = '',
    private readonly traffic = new Traffic(),
  ) {
    socket.on('pong', () => (this.missedPongs = 0));
  }

  get isOpen(): boolean {
    return this.socket.readyState === 1;
  }

  /** Sends, or cuts the client off when too much waits for it already: the others must not wait. */
  send(data: string | Buffer): void {
    if (this.socket.readyState !== 1) return;
    if (this.socket.bufferedAmount > MAX_WAITING_BYTES) {
      this.traffic.cutOff += 1;
      this.socket.terminate();
    } else {
      this.traffic.sent += 1;
      this.socket.send(data, { binary: false });
    }
    if (this.isHolding && this.socket.bufferedAmount > MAX_HELD_BYTES) this.release();
  }

  /** Until `release`, what is sent gathers, to leave in one call of the system. */
  hold(): void {
    if (this.isHolding) return;
    this.isHolding = true;
    this.transport.cork();
  }

  release(): void {
    if (!this.isHolding) return;
    this.isHolding = false;
    this.transport.uncork();
  }

  close({ code, reason }: Pick<Goodbye, 'code' | 'reason'>): void {
    this.socket.close(code, reason);
  }

  /** Counts a message; false once the client has sent more than 100 in a minute. */
  countMessage(now: number): boolean {
    if (now - this.windowStart >= MINUTE_MS) {
      this.windowStart = now;
      this.messages = 0;
    }
    this.messages += 1;
    this.traffic.received += 1;
    return this.messages <= MAX_MESSAGES_A_MINUTE;
  }

  /** Pings the client; ends the socket when it has not answered twice. */
  beat(): void {
    if (this.missedPongs >= MAX_MISSED_PONGS) this.socket.terminate();
    else if (this.isOpen) {
      this.missedPongs += 1;
      this.socket.ping();
    }
  }

  /** Whether the event is for this client: on a channel it listens to since before, and nothing that speaks against it. */
  wants(event: PublishedEvent, channels: ReadonlyMap<string, number>): boolean {
    return (
      event.channels.some((channel) => event.id > (channels.get(channel) ?? Infinity)) && this.mayHear(event)
    );
  }

  /** Permission, environment, addressee and the filters of the older dialect. */
  mayHear(event: PublishedEvent): boolean {
    const { principal, filters } = this;
    if (!principal || !principal.permissions.has(event.permission)) return false;
    if (principal.environment !== null && principal.environment !== event.environment) return false;
    if (event.audience !== null && event.audience !== principal.userId) return false;
    if (!filters) return true;
    const environmentFits = !filters.environment || filters.environment.includes(event.environment ?? '');
    return (
      environmentFits &&
      (!filters.squad || filters.squad.some((squad) => event.channels.includes(`squad:${squad}`)))
    );
  }
}
