import { CHANNELS, CLOSES, type Goodbye, PROBLEMS } from '../gateway';

interface SocketErrors {
  /** How a socket ends. */
  readonly endings: readonly Goodbye[];
  /** What the message of an error can be; `…` stands for what the client wrote. */
  readonly problems: readonly string[];
}

export function socketErrors(): SocketErrors {
  const known = [...CHANNELS].join(', ');
  return {
    endings: Object.values(CLOSES),
    problems: [
      PROBLEMS.notJson(),
      PROBLEMS.notAnObject(),
      PROBLEMS.binary(),
      PROBLEMS.kind('type'),
      PROBLEMS.token(),
      PROBLEMS.channels('channels'),
      PROBLEMS.channel('…', known),
      PROBLEMS.since(),
      PROBLEMS.filters(),
      PROBLEMS.tooManyChannels(1_000),
      PROBLEMS.tooMany(),
      PROBLEMS.unavailable(),
      `${PROBLEMS.resync()} (a fixed word: what \`since\` asked for is kept no more; read the current state over HTTP)`,
    ],
  };
}
