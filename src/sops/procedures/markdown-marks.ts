/**
 * The lines by which the file of an SOP is told apart from its texts. A line of a text that looks like one is written with
 * a backslash before it, so that every text comes back as it was.
 */
export const STEP = /^## Step(?: \d+)?:[ \t]*([^]*)$/i;
export const COMMAND = /^```command[ \t]*$/;
export const ID = /^<!-- id: ?(\S+) ?-->[ \t]*$/;
export const QUOTED = /^> ?\*\*(Expected result|Warning|Screenshot):\*\* ?([^]*)$/i;
/** The same inside of a quotation. */
export const QUOTED_AGAIN = /^\*\*(Expected result|Warning|Screenshot):\*\*/i;

export const LABELS = {
  expected_result: 'Expected result',
  warning: 'Warning',
  screenshot_url: 'Screenshot',
} as const;
export type QuotedField = keyof typeof LABELS;

const within = (
  marks: readonly RegExp[],
  text: string,
  escaped: RegExp,
  change: (line: string) => string,
): string =>
  text
    .split('\n')
    .map((line) =>
      escaped.test(line) && marks.some((mark) => mark.test(line.replace(/^\\+/, ''))) ? change(line) : line,
    )
    .join('\n');

export const escapeMarks = (text: string, marks: readonly RegExp[]): string =>
  within(marks, text, /^/, (line) => `\\${line}`);

export const unescapeMarks = (text: string, marks: readonly RegExp[]): string =>
  within(marks, text, /^\\/, (line) => line.slice(1));
