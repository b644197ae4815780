/** Runs of control characters, and of what only Unicode takes for the end of a line. */
export const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]+/gu;

/** A text of one line. Of the control characters it may hold tabs. */
export const ONE_LINE = /^(?:\t|[^\p{Cc}\u2028\u2029])*$/u;

const ESCAPE = '\u001b';
/** Colours, cursor movements, titles: what terminals act on and people do not read. */
export const TERMINAL_SEQUENCES = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${ESCAPE}]*(?:\\u0007|${ESCAPE}\\\\)|[@-Z\\\\-_])`,
  'g',
);
