import { CHANNELS } from '../gateway';
import type { ApiDocument, Schema } from '../openapi/document';
import { exampleOf } from '../openapi/examples';
import type { AsyncApiDocument, Message } from './document';
import type { HeardEvents } from './event-list';
import { clientMessages, eventMessage, serverMessages } from './messages';
import { socketErrors } from './socket-errors';

const DESCRIPTION = `
Live events of the Ops Control Center over WebSocket at \`/ws\` (\`/api/ws\` answers alike). REST is described at [/api/docs](/api/docs), this protocol for people at
[/api/docs/websocket](/api/docs/websocket).

1. **Connect** with \`?token=\`, with the cookie of the session from an allowed origin, or send \`{"type":"auth","token":"…"}\` first. Such a message goes before the cookie, as a bearer token does over HTTP, as long as nothing is subscribed; a cookie that is no longer good counts as none.
2. **Subscribe**: \`{"type":"subscribe","channels":["incidents","production"]}\`. An event comes once, if any of its channels is subscribed and you hold its permission.
3. **Remember the id** of the last event. After a break connect again and add \`"since": <id>\`: what you missed comes first, in order, nothing twice. Events are kept for 24 hours; beyond that the answer is \`{"type":"error","message":"resync"}\`, and you read the current state over HTTP.

The older dialect, with \`action\` and \`topics\` in place of \`type\` and \`channels\`, is understood and answered in kind; events are the same.
Frames have at most 64 KiB, a client may send 100 messages a minute, a socket listens to at most 1,000 channels.
`;

const ABOUT: Readonly<Record<string, string>> = {
  incidents: 'Every incident',
  tasks: 'Every task',
  assets: 'Every asset',
  alerts: 'Every alert',
  notifications: 'News for you',
  metrics: 'The newest points of all series',
};

/** Makes the document out of the events that are declared; `api` gives the schemas of what they carry. */
export function buildAsyncApi(events: readonly HeardEvents[], api: ApiDocument): AsyncApiDocument {
  const { endings, problems } = socketErrors();
  const ofEvents = events.map((event): Message => {
    const message = eventMessage(event);
    return { ...message, examples: [{ name: event.type, payload: eventExample(event, api) }] };
  });
  const said = [...clientMessages('type'), ...clientMessages('action')];
  const answers = [...serverMessages('type'), ...serverMessages('action')];
  const all = [...ofEvents, ...said, ...answers];
  const refer = (list: readonly Message[]) =>
    list.map(({ name }) => ({ $ref: `#/channels/live/messages/${name}` }));
  const channel = { $ref: '#/channels/live' };
  const answersTo = (kind: string, ...replies: readonly string[]) => ({
    channel,
    messages: refer(
      answers.filter(({ name }) =>
        [...replies, 'error'].some((reply) => name === (kind.endsWith('Older') ? `${reply}Older` : reply)),
      ),
    ),
  });
  const REPLIES: Readonly<Record<string, string>> = {
    subscribe: 'subscribed',
    unsubscribe: 'unsubscribed',
    ping: 'pong',
  };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Ops Control Center: live events',
      version: '1',
      description: DESCRIPTION.trim(),
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      externalDocs: { description: 'The REST API', url: '/api/docs' },
      tags: [
        { name: 'events', description: 'What the server tells' },
        { name: 'client', description: 'What a client says' },
        { name: 'answers', description: 'How the server answers' },
        { name: 'older dialect', description: 'The same with action and topics' },
      ],
    },
    defaultContentType: 'application/json',
    servers: { plain: server('ws'), secure: server('wss') },
    channels: {
      live: {
        address: '/ws',
        title: 'Live events',
        description: 'One socket for everything; what it brings depends on what you subscribe to.',
        servers: [{ $ref: '#/servers/plain' }, { $ref: '#/servers/secure' }],
        messages: Object.fromEntries(
          all.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
        bindings: { ws: WS },
        'x-subscriptions': [
          ...[...CHANNELS].map((name) => ({
            channel: name,
            about: `${ABOUT[name] ?? `Everything of the environment ${name}`}.`,
          })),
          { channel: 'squad:<name>', about: 'Everything of a squad.' },
        ],
        'x-close-codes': endings.map((end) => ({ ...end })),
        'x-errors': problems,
      },
    },
    operations: {
      tell: {
        ...{ action: 'send', channel, title: 'Tell of an event' },
        summary: 'What happened, to everyone who listens and may hear it.',
        messages: refer(ofEvents),
      },
      ...Object.fromEntries(
        said.map((message) => [
          message.name,
          {
            ...{ action: 'receive', channel, title: message.title, summary: message.summary },
            messages: refer([message]),
            reply: answersTo(message.name, ...[REPLIES[message.name.replace('Older', '')] ?? []].flat()),
          },
        ]),
      ),
    },
    components: {
      messages: Object.fromEntries(all.map((message) => [message.name, message])),
      schemas: schemasOf(ofEvents, api),
      securitySchemes: {
        token: {
          ...{ type: 'httpApiKey', name: 'token', in: 'query' },
          description: 'A session token or an API token in the query.',
        },
        cookie: {
          ...{ type: 'httpApiKey', name: 'session_token', in: 'cookie' },
          description: 'The cookie that signing in sets; with an allowed Origin.',
        },
      },
    },
  };
}

const WS = {
  method: 'GET',
  query: {
    type: 'object',
    properties: {
      token: { type: 'string', description: 'A session token or an API token, unless cookie or auth say it' },
    },
  },
  headers: {
    type: 'object',
    properties: {
      Cookie: { type: 'string', description: 'session_token=…, as signing in set it' },
      Origin: { type: 'string', description: 'Of the page; must be allowed where the cookie counts' },
    },
  },
  bindingVersion: '0.1.0',
};

const server = (protocol: 'ws' | 'wss') => ({
  ...{ host: '{host}', protocol },
  description:
    protocol === 'ws'
      ? 'As the server listens by itself.'
      : 'Behind a proxy that speaks TLS, as in production.',
  variables: { host: { default: 'localhost:8000', description: 'Where the server listens' } },
  security: [{ $ref: '#/components/securitySchemes/token' }, { $ref: '#/components/securitySchemes/cookie' }],
});

function eventExample({ type, actions, schema }: HeardEvents, api: ApiDocument): unknown {
  return {
    ...{ type, action: actions.at(-1) === 'deleted' ? 'updated' : actions[0] },
    data: exampleOf({ $ref: `#/components/schemas/${schema}` }, api),
    timestamp: '2026-01-15T10:30:00.000Z',
    ...{ user_id: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c', id: 4711 },
  };
}

/** The schemas that the messages refer to, and those that they refer to, in the words of JSON Schema. */
function schemasOf(messages: readonly Message[], api: ApiDocument): Record<string, Schema> {
  const found = new Map<string, Schema>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      const schema = api.components.schemas[name];
      if (!schema) throw new Error(`There is no schema ${name}`);
      found.set(name, withExamples(schema));
      visit(schema);
    }
  };
  visit(messages.map(({ payload }) => payload));
  return Object.fromEntries([...found].sort(([one], [other]) => one.localeCompare(other)));
}

/** OpenAPI's `example` is JSON Schema's list of `examples`. */
function withExamples(schema: Schema): Schema {
  const { example, properties, items, ...rest } = schema;
  // Nothing may stand beside a reference, and what it refers to has examples of its own.
  if (rest.$ref) return { $ref: rest.$ref };
  const lists = ['oneOf', 'anyOf', 'allOf'] as const;
  return {
    ...rest,
    ...(example === undefined ? {} : { examples: [example] }),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, inner]) => [name, withExamples(inner)]),
          ),
        }
      : {}),
    ...(items ? { items: withExamples(items) } : {}),
    ...Object.fromEntries(
      lists.flatMap((keyword) => {
        const inner = schema[keyword];
        return inner ? [[keyword, inner.map(withExamples)] as const] : [];
      }),
    ),
  };
}
