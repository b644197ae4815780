/** How a socket ends. */
export interface Goodbye {
  readonly code: number;
  readonly reason: string;
  readonly meaning: string;
  /** What the client does next. */
  readonly remedy: string;
}

export const CLOSES = {
  goingAway: {
    code: 1001,
    reason: 'Shutting down',
    meaning: 'The server is stopping.',
    remedy: 'Connect again in a moment, and subscribe with since: nothing is lost.',
  },
  unauthorized: {
    code: 1008,
    reason: 'Unauthorized',
    meaning:
      'No valid credentials came within 5 seconds or before any other message, or the session or API token behind the socket has ended.',
    remedy: 'Sign in again, then connect with the new token. Do not retry with the old one.',
  },
  tooMany: {
    code: 1008,
    reason: 'Too many messages',
    meaning: 'The client sent more than 100 messages in a minute.',
    remedy: 'Wait a minute, connect again and send less: one subscribe can name 100 channels.',
  },
  protocol: {
    code: 1002,
    reason: '',
    meaning: 'The client sent a frame that breaks the WebSocket protocol.',
    remedy:
      'Connect again with a library that speaks version 13 of the protocol; frames of a client are masked.',
  },
  notUtf8: {
    code: 1007,
    reason: '',
    meaning: 'The client sent a text frame that is not UTF-8, or a compressed one that cannot be unpacked.',
    remedy: 'Connect again and send JSON in UTF-8.',
  },
  tooLarge: {
    code: 1009,
    reason: '',
    meaning: 'The client sent a frame of more than 64 KiB.',
    remedy: 'Connect again and send smaller messages.',
  },
  tryAgain: {
    code: 1013,
    reason: 'Try again later',
    meaning:
      'The database is away for the moment, or too many bad credentials came from this address in a minute.',
    remedy: 'Connect again later, waiting longer each time, and subscribe with since.',
  },
  cutOff: {
    code: 1006,
    reason: '',
    meaning:
      'The connection broke, two pings in a row were not answered, or more than 1 MiB waited for a client that does not read.',
    remedy: 'Connect again, and subscribe with since: nothing is lost for 24 hours.',
  },
} as const satisfies Record<string, Goodbye>;

/** What `{"type":"error"}` says; the socket stays open, except after tooMany. All say what to do next. */
export const PROBLEMS = {
  notJson: () => 'The message is not valid JSON. Send one JSON object in each text frame.',
  notAnObject: () => 'The message is not a JSON object. Send one, for example {"type":"ping"}.',
  binary: () => 'Send text frames, not binary ones.',
  kind: (name: string) => `${name} must be one of subscribe, unsubscribe, ping, auth.`,
  token: () => 'auth must carry a token. Send {"type":"auth","token":"<token>"}.',
  channels: (name: string) => `${name} must be a list of 1 to 100 names.`,
  channel: (channel: string, known: string) =>
    `There is no channel ${channel}. Choose from ${known} and squad:<name>.`,
  since: () => 'since must be the id of an event, or 0.',
  filters: () => 'filters must be an object of environment and squad, each a name or a list of names.',
  tooManyChannels: (most: number) =>
    `A socket can listen to ${most} channels at most. Unsubscribe from some first.`,
  tooMany: () => 'There were more than 100 messages in a minute. Wait a minute, connect again and send less.',
  unavailable: () => 'The service is not available for the moment: try again shortly.',
  /** A fixed word, which clients look for. */
  resync: () => 'resync',
} as const;
