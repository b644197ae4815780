import type { Channel, LiveEvent } from './live-events.js';

/**
 * connecting: on the way; live: subscribed, events come; offline: lost, tried again by itself; unauthorized: the server
 * does not accept the credentials, nothing is tried until `reconnect()`; closed: by `close()`.
 */
export type LiveState = 'connecting' | 'live' | 'offline' | 'unauthorized' | 'closed';

/** The part of a WebSocket that is used; that of browsers, of Node 22 and of `ws` have it. */
export interface LiveSocket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}
export type LiveSocketConstructor = new (url: string) => LiveSocket;

export interface LiveOptions {
  /** Of the API, e.g. http://localhost:8000, or of the socket, e.g. wss://ops.example.com/ws. */
  url: string;
  /**
   * Session or API token, asked for at each attempt. In a browser it goes as `?token=`, or else a session cookie that is
   * there too would win. Without one the browser's session cookie is used.
   */
  token?: string | (() => string | undefined | Promise<string | undefined>);
  channels: readonly Channel[];
  /** Id of the last event that is known, to begin after it. */
  since?: number;
  /** Each event once, in order, also those that were missed while the connection was lost. */
  onEvent: (event: LiveEvent) => void;
  onState?: (state: LiveState) => void;
  /**
   * From here on nothing is missed, but what came before is not known: read anew what is on display. Called once live
   * without `since`, when the connection was lost for longer than the server keeps events, and when a `subscribe` took
   * effect late because a channel beside it was refused.
   */
  onResync?: () => void;
  /** What went wrong: a channel that the server refused (it is left out from then on), a token that could not be had, a callback that threw. */
  onError?: (message: string) => void;
  /** Default: the global one. */
  WebSocket?: LiveSocketConstructor;
  /** Silence after which the server is asked whether it is there, and how long it may take to answer. */
  heartbeatMs?: number;
  timeoutMs?: number;
  /** The wait before the first new attempt, doubled with each one up to the longest, less up to a half by chance. */
  firstDelayMs?: number;
  longestDelayMs?: number;
  /** How long a connection must hold for the waits to begin anew. */
  stableMs?: number;
}
