import { PROBLEMS } from './refusals';

/** What clients may say, in either dialect, and how they are answered. */

export const CHANNELS = new Set([
  'incidents',
  'tasks',
  'assets',
  'alerts',
  'notifications',
  'metrics',
  'production',
  'staging',
  'development',
]);
const MAX_CHANNELS = 100;

export type Dialect = 'type' | 'action';

/** Restrictions of the older dialect: all that are given must hold. */
export interface Filters {
  readonly environment: readonly string[] | null;
  readonly squad: readonly string[] | null;
  /** What the client wrote, to be answered in kind. */
  readonly said: object;
}

export type ClientMessage =
  | { readonly kind: 'auth'; readonly dialect: Dialect; readonly token: string }
  | {
      readonly kind: 'subscribe';
      readonly dialect: Dialect;
      readonly channels: readonly string[];
      readonly since: number | null;
      /** Null leaves those of an earlier message as they are. */
      readonly filters: Filters | null;
    }
  | { readonly kind: 'unsubscribe'; readonly dialect: Dialect; readonly channels: readonly string[] }
  | { readonly kind: 'ping'; readonly dialect: Dialect };

/** A message that cannot be understood; its text is for the client. */
export class BadMessage extends Error {
  constructor(
    message: string,
    readonly dialect: Dialect = 'type',
  ) {
    super(message);
  }
}

/** Reads one frame. Throws BadMessage. */
export function parseMessage(data: string): ClientMessage {
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    throw new BadMessage(PROBLEMS.notJson());
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    throw new BadMessage(PROBLEMS.notAnObject());
  const fields = message as Record<string, unknown>;
  const dialect: Dialect = fields.type === undefined && fields.action !== undefined ? 'action' : 'type';
  const kind = fields[dialect];
  const list = fields.channels ?? fields.topics;
  switch (kind) {
    case 'ping':
      return { kind, dialect };
    case 'auth':
      if (typeof fields.token !== 'string') throw new BadMessage(PROBLEMS.token(), dialect);
      return { kind, dialect, token: fields.token };
    case 'subscribe':
      return {
        kind,
        dialect,
        channels: readChannels(list, dialect),
        since: readSince(fields.since, dialect),
        filters: dialect === 'action' ? readFilters(fields.filters, dialect) : null,
      };
    case 'unsubscribe':
      return { kind, dialect, channels: readChannels(list, dialect) };
    default:
      throw new BadMessage(PROBLEMS.kind(dialect), dialect);
  }
}

function readChannels(value: unknown, dialect: Dialect): string[] {
  const name = dialect === 'type' ? 'channels' : 'topics';
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_CHANNELS) {
    throw new BadMessage(PROBLEMS.channels(name), dialect);
  }
  for (const channel of value as unknown[]) {
    if (typeof channel !== 'string' || !(CHANNELS.has(channel) || /^squad:.{1,100}$/u.test(channel))) {
      throw new BadMessage(
        PROBLEMS.channel(JSON.stringify(channel)?.slice(0, 60), [...CHANNELS].join(', ')),
        dialect,
      );
    }
  }
  return [...new Set(value as string[])];
}

function readSince(value: unknown, dialect: Dialect): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new BadMessage(PROBLEMS.since(), dialect);
  return value as number;
}

function readFilters(value: unknown, dialect: Dialect): Filters | null {
  if (value === undefined || value === null) return null;
  const bad = new BadMessage(PROBLEMS.filters(), dialect);
  if (typeof value !== 'object' || Array.isArray(value)) throw bad;
  const list = (entry: unknown): string[] | null => {
    const values: unknown[] = [entry ?? []].flat();
    if (!values.every((item) => typeof item === 'string')) throw bad;
    const names = values.filter((item) => item !== '' && item !== 'all');
    return names.length > 0 ? names : null;
  };
  const { environment, squad } = value as Record<string, unknown>;
  return { environment: list(environment), squad: list(squad), said: value };
}

export const subscribed = (dialect: Dialect, channels: readonly string[], filters: Filters | null): string =>
  dialect === 'type'
    ? JSON.stringify({ type: 'subscribed', channels })
    : JSON.stringify({
        action: 'subscribed',
        topics: channels,
        ...(filters ? { filters: filters.said } : {}),
      });

export const unsubscribed = (dialect: Dialect, channels: readonly string[]): string =>
  JSON.stringify(
    dialect === 'type' ? { type: 'unsubscribed', channels } : { action: 'unsubscribed', topics: channels },
  );

export const pong = (dialect: Dialect): string => `{"${dialect}":"pong"}`;

export const problem = (dialect: Dialect, message: string): string =>
  JSON.stringify({ [dialect]: 'error', message });
