import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Request } from 'express';
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { CONFIG, type Config } from '../config';
import { Authenticator } from '../core/access/authenticator';
import { LookUps } from '../core/access/look-ups';
import type { Principal } from '../core/access/principal';
import { DomainError, RateLimitExceeded } from '../core/errors/domain-error';
import { EventRelay } from '../core/events/event-relay';
import { log } from '../core/logging/logger';
import { ChannelIndex } from './channel-index';
import { Connection } from './connection';
import { cookieOf, tokenOf } from './credentials';
import {
  BadMessage,
  type ClientMessage,
  parseMessage,
  pong,
  problem,
  subscribed,
  unsubscribed,
} from './protocol';
import { CLOSES, PROBLEMS } from './refusals';
import { Resume } from './resume';
import { Traffic } from './traffic';

const AUTH_TIMEOUT_MS = 5_000;
const HEARTBEAT_MS = 30_000;
const EXPIRY_CHECK_MS = 1_000;
const MAX_CHANNELS = 1_000;

/** Live events at /ws. Knows no event types: an event says itself who may hear it. */
@WebSocketGateway({ path: '/ws' })
export class EventsGateway implements OnGatewayInit, OnGatewayConnection, BeforeApplicationShutdown {
  readonly traffic = new Traffic();
  private readonly connections = new Set<Connection>();
  private readonly index = new ChannelIndex();
  private timers: NodeJS.Timeout[] = [];
  /** Counts the times that credentials may have ended. */
  private accessChanges = 0;
  /** Whose sockets are being checked (null: all), and whether news came meanwhile that asks for it once more. */
  private readonly checks = new Map<string | null, { again: boolean }>();
  private isCheckingExpired = false;
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly authenticator: Authenticator,
    private readonly lookUps: LookUps,
    private readonly relay: EventRelay,
    private readonly resume: Resume,
  ) {}

  /** Sockets that are open now. */
  get connectionCount(): number {
    return this.connections.size;
  }

  /** Channels that they listen to, counted for each. */
  get subscriptionCount(): number {
    let count = 0;
    for (const { channels } of this.connections) count += channels.size;
    return count;
  }

  /** Whether it takes sockets and keeps them. */
  get isAccepting(): boolean {
    return this.timers.length > 0 && !this.isClosing;
  }

  afterInit(): void {
    this.relay.onEvents((events) => this.index.dispatch(events));
    this.authenticator.onChange((userId) => {
      this.accessChanges += 1;
      void this.checkUser(userId);
    });
    this.timers = [
      setInterval(() => this.connections.forEach((connection) => connection.beat()), HEARTBEAT_MS),
      setInterval(() => void this.checkExpired(), EXPIRY_CHECK_MS),
    ];
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    const connection = new Connection(socket, request.socket, (request as Partial<Request>).ip, this.traffic);
    this.connections.add(connection);
    // One message at a time, in the order they came: also those sent before the credentials were checked.
    let queue: Promise<void> = Promise.resolve();
    const enqueue = (work: () => Promise<void> | void): void => {
      queue = queue.then(work).catch((error: unknown) => this.fail(connection, error));
    };
    // ws says goodbye by itself, with the code that tells what was wrong; without a listener the process would end.
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      if (!connection.countMessage(Date.now())) return this.cutOff(connection);
      enqueue(() => this.receive(connection, data, isBinary));
    });
    socket.once('close', () => {
      this.connections.delete(connection);
      this.index.remove(connection, connection.channels.keys());
    });
    const token = tokenOf(request);
    const cookie = token ? undefined : cookieOf(request, this.config);
    if (token) enqueue(() => this.signIn(connection, token));
    else if (cookie) enqueue(() => this.signInByCookie(connection, cookie));
    else this.awaitToken(connection);
    if (this.isClosing) connection.close(CLOSES.goingAway);
  }

  beforeApplicationShutdown(): void {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const connection of this.connections) connection.close(CLOSES.goingAway);
  }

  private awaitToken(connection: Connection): void {
    setTimeout(() => connection.principal ?? this.refuse(connection), AUTH_TIMEOUT_MS).unref();
  }

  /** Browsers send it unasked: one that is no longer good is none, and a token that is said afterwards goes before it. */
  private async signInByCookie(connection: Connection, cookie: string): Promise<void> {
    connection.isByCookie = true;
    await this.signIn(connection, cookie, () => this.awaitToken(connection));
  }

  private async signIn(
    connection: Connection,
    credential: string,
    refused = () => this.refuse(connection),
  ): Promise<void> {
    const { accessChanges } = this;
    try {
      const principal =
        this.authenticator.recall(credential) ??
        (await this.lookUps.authenticate(credential, connection.address));
      // News that came meanwhile passed this connection by, because nobody was known to be behind it.
      connection.principal = accessChanges === this.accessChanges ? principal : await this.renew(principal);
    } catch (error) {
      if (error instanceof RateLimitExceeded) connection.close(CLOSES.tryAgain);
      else if (isRefusal(error)) refused();
      else throw error;
    }
  }

  /** Only the first one counts, and not once events of somebody else may have come. */
  private async signInByMessage(connection: Connection, token: string): Promise<void> {
    if (connection.principal && !(connection.isByCookie && connection.channels.size === 0)) return;
    connection.isByCookie = false;
    connection.principal = null;
    await this.signIn(connection, token);
  }

  private async receive(connection: Connection, data: RawData, isBinary: boolean): Promise<void> {
    if (!connection.isOpen) return;
    const message = this.parse(connection, data, isBinary);
    if (!message) return;
    if (message.kind === 'auth') await this.signInByMessage(connection, message.token);
    else if (!connection.principal) this.refuse(connection);
    else if (message.kind === 'ping') connection.send(pong(message.dialect));
    else if (message.kind === 'unsubscribe') {
      this.index.remove(connection, message.channels);
      connection.send(unsubscribed(message.dialect, message.channels));
    } else await this.subscribe(connection, message);
  }

  private parse(connection: Connection, data: RawData, isBinary: boolean): ClientMessage | undefined {
    try {
      if (isBinary) throw new BadMessage(PROBLEMS.binary());
      return parseMessage((data as Buffer).toString());
    } catch (error) {
      // Whoever has not signed in yet is owed no explanation.
      if (connection.principal) throw error;
      this.refuse(connection);
      return undefined;
    }
  }

  private async subscribe(
    connection: Connection,
    message: ClientMessage & { kind: 'subscribe' },
  ): Promise<void> {
    const { dialect, channels, since, filters } = message;
    if (new Set([...connection.channels.keys(), ...channels]).size > MAX_CHANNELS)
      throw new BadMessage(PROBLEMS.tooManyChannels(MAX_CHANNELS), dialect);
    const canResume = since === null || (await this.resume.isPossible(since));
    // Once it has closed, nobody would take it off the index again.
    if (!connection.isOpen) return;
    // A client that cannot resume is told to read the current state anew, and listens from now on all the same.
    if (!canResume) connection.send(problem(dialect, PROBLEMS.resync()));
    const from = canResume && since !== null ? since : this.relay.position;
    if (filters) connection.filters = filters;
    const heard = new Map(connection.channels);
    this.index.add(connection, channels, from);
    connection.send(subscribed(dialect, channels, filters));
    if (from >= this.relay.position) {
      if (heard.size === 0) connection.position = from;
      return;
    }
    try {
      await this.resume.replay(connection, from, heard);
    } catch (error) {
      // What comes next would hide the gap. The client comes back with the id it has got to.
      log.warn({ err: error }, 'a resume was cut short');
      connection.close(CLOSES.tryAgain);
    }
  }

  /** One check of a user's sockets at a time, and one after it however much news there is meanwhile. */
  private async checkUser(userId: string | null): Promise<void> {
    const running = this.checks.get(userId);
    if (running) {
      running.again = true;
      return;
    }
    const check = { again: true };
    this.checks.set(userId, check);
    while (check.again) {
      check.again = false;
      await this.checkAgain(({ principal }) => userId === null || principal?.userId === userId);
    }
    this.checks.delete(userId);
  }

  private async checkExpired(): Promise<void> {
    // A database that hardly answers is not asked the same again on top.
    if (this.isCheckingExpired) return;
    this.isCheckingExpired = true;
    await this.checkAgain(({ principal }) => principal !== null && principal.expiresAt <= Date.now());
    this.isCheckingExpired = false;
  }

  /** Asks anew whether the credentials behind some sockets are still good, once for all sockets of the same ones. */
  private async checkAgain(isMeant: (connection: Connection) => boolean): Promise<void> {
    const groups = new Map<string, { principal: Principal; sockets: Connection[] }>();
    for (const socket of this.connections) {
      const { principal } = socket;
      // Nobody is known to be behind some yet: signing in sees to those.
      if (!principal || !isMeant(socket)) continue;
      const group = groups.get(principal.credentialId);
      if (group) group.sockets.push(socket);
      else groups.set(principal.credentialId, { principal, sockets: [socket] });
    }
    for (const { principal, sockets } of groups.values()) {
      if (!sockets.some(({ isOpen }) => isOpen)) continue;
      // Some may have signed in as somebody else meanwhile.
      const those = () =>
        sockets.filter((socket) => socket.principal?.credentialId === principal.credentialId);
      try {
        const renewed = await this.renew(principal);
        for (const socket of those()) socket.principal = renewed;
      } catch (error) {
        if (isRefusal(error)) those().forEach((socket) => this.refuse(socket));
        // While the database is away nothing is known against them: they count as expired until it has been asked.
        else for (const socket of those()) socket.principal = { ...principal, expiresAt: 0 };
      }
    }
  }

  /** What the principal is now: an answer that news has overtaken may be out of date, and is asked for once more. */
  private async renew(principal: Principal): Promise<Principal> {
    for (;;) {
      const { accessChanges } = this;
      const renewed = await this.authenticator.renew(principal);
      if (accessChanges === this.accessChanges) return renewed;
    }
  }

  private fail(connection: Connection, error: unknown): void {
    if (error instanceof BadMessage) return connection.send(problem(error.dialect, error.message));
    log.warn({ err: error }, 'a socket message failed');
    if (connection.principal) connection.send(problem('type', PROBLEMS.unavailable()));
    else connection.close(CLOSES.tryAgain);
  }

  private refuse(connection: Connection): void {
    connection.close(CLOSES.unauthorized);
  }

  private cutOff(connection: Connection): void {
    if (!connection.isOpen) return;
    connection.send(problem('type', PROBLEMS.tooMany()));
    connection.close(CLOSES.tooMany);
  }
}

/** Whether the credentials are bad, rather than nobody there to ask. */
const isRefusal = (error: unknown): boolean => error instanceof DomainError && error.status === 401;
