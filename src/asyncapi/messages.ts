import { CHANNELS, PROBLEMS } from '../gateway';
import type { Schema } from '../openapi/document';
import type { Message } from './document';
import type { HeardEvents } from './event-list';

const SQUAD = String.raw`^squad:.{1,100}$`;
const CHANNEL: Schema = {
  anyOf: [
    { type: 'string', enum: [...CHANNELS] },
    { type: 'string', pattern: SQUAD },
  ],
};
const LIST: Schema = { type: 'array', items: CHANNEL, minItems: 1, maxItems: 100 };
const SOME = ['incidents', 'production'];
const NAMES: Schema = {
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
};
const FILTERS: Schema = {
  type: ['object', 'null'],
  description: 'Of what the topics bring, only this; all and an empty text leave out a filter.',
  properties: { environment: NAMES, squad: NAMES },
};
const SINCE: Schema = {
  type: ['integer', 'null'],
  minimum: 0,
  description: 'The id of the last event that you have heard: what came after it is sent first.',
};

const object = (properties: Record<string, Schema>, required: readonly string[]): Schema => ({
  type: 'object',
  required: [...required],
  properties,
});
const word = (value: string): Schema => ({ type: 'string', enum: [value] });

/** The frame around the data of an event, from outside in. */
export function eventMessage({ type, actions, permissions, channels, schema, about }: HeardEvents): Message {
  return {
    name: type,
    title: `Event: ${type}`,
    summary: `${about}.`,
    'x-group': 'events',
    'x-permissions': permissions,
    'x-channels': channels,
    payload: object(
      {
        type: word(type),
        action: { type: 'string', enum: [...actions] },
        data: { $ref: `#/components/schemas/${schema}` },
        timestamp: { type: 'string', format: 'date-time' },
        user_id: { type: ['string', 'null'], description: 'Who caused it; null if it was the server itself' },
        id: { type: 'integer', minimum: 1, description: 'Grows with every event; what since takes' },
      },
      ['type', 'action', 'data', 'timestamp', 'user_id', 'id'],
    ),
    examples: [],
  };
}

interface Words {
  readonly title: string;
  readonly summary: string;
  readonly properties: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly example: Readonly<Record<string, unknown>>;
}

const message = (
  name: string,
  tag: string,
  { title, summary, properties, required, example }: Words,
): Message => ({
  ...{ name, title, summary },
  'x-group': tag,
  payload: object(properties, required ?? Object.keys(properties)),
  examples: [{ name, payload: example }],
});

/** What a client may say in a dialect: `type` and `channels`, or the older `action` and `topics`. */
export function clientMessages(dialect: 'type' | 'action'): Message[] {
  const [list, suffix, tag] =
    dialect === 'type' ? ['channels', '', 'client'] : ['topics', 'Older', 'older dialect'];
  const filters: Record<string, Schema> = dialect === 'action' ? { filters: FILTERS } : {};
  const say = (kind: string, title: string, summary: string, more: Partial<Words> = {}): Message =>
    message(`${kind}${suffix}`, tag, {
      ...{ title, summary },
      properties: { [dialect]: word(kind), ...more.properties },
      required: [dialect, ...(more.required ?? [])],
      example: { [dialect]: kind, ...more.example },
    });
  return [
    say(
      'auth',
      'Sign in',
      'The first message, within 5 seconds, of a client that cannot send a token otherwise, or will not be who its cookie says.',
      {
        properties: { token: { type: 'string' } },
        ...{ required: ['token'], example: { token: 'sk_…' } },
      },
    ),
    say('subscribe', 'Subscribe', 'Listens to these channels from now on, or from an earlier event on.', {
      properties: { [list]: LIST, since: SINCE, ...filters },
      ...{ required: [list], example: { [list]: SOME, ...(suffix ? {} : { since: 4711 }) } },
    }),
    say('unsubscribe', 'Unsubscribe', 'Listens to these channels no more.', {
      properties: { [list]: LIST },
      ...{ required: [list], example: { [list]: SOME } },
    }),
    say(
      'ping',
      'Ping',
      'Asks whether the server is there; protocol pings come by themselves every 30 seconds.',
    ),
  ];
}

/** How the server answers in a dialect. */
export function serverMessages(dialect: 'type' | 'action'): Message[] {
  const [list, suffix, tag] =
    dialect === 'type' ? ['channels', '', 'answers'] : ['topics', 'Older', 'older dialect'];
  const answer = (kind: string, title: string, summary: string, more: Partial<Words> = {}): Message =>
    message(`${kind}${suffix}`, tag, {
      ...{ title, summary },
      properties: { [dialect]: word(kind), ...more.properties },
      required: [dialect, ...(more.required ?? [])],
      example: { [dialect]: kind, ...more.example },
    });
  const listed: Partial<Words> = {
    properties: { [list]: LIST },
    required: [list],
    example: { [list]: SOME },
  };
  const filtered: Partial<Words> = { ...listed, properties: { [list]: LIST, filters: FILTERS } };
  return [
    answer(
      'subscribed',
      'Subscribed',
      'The channels of this message are listened to.',
      suffix ? filtered : listed,
    ),
    answer('unsubscribed', 'Unsubscribed', 'The channels of this message are listened to no more.', listed),
    answer('pong', 'Pong', 'Answers a ping.'),
    answer(
      'error',
      'Error',
      'The message was not understood, and says what to do; the connection lives, unless there were too many messages. The word resync means: what since asked for is kept no more, read the current state over HTTP.',
      {
        properties: { message: { type: 'string' } },
        ...{ required: ['message'], example: { message: PROBLEMS.channels(list) } },
      },
    ),
  ];
}
