import type { Violation } from '../../core/errors/domain-error';
import {
  COMMAND,
  ID,
  LABELS,
  QUOTED,
  QUOTED_AGAIN,
  type QuotedField,
  STEP,
  unescapeMarks,
} from './markdown-marks';

/** A step as its section says it, and in which line of the file each of its fields stands. */
export interface StepSection {
  readonly values: Readonly<Record<string, string>>;
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads the section of one step: everything that is no mark is its description.
 *
 * @param section its lines, the heading first
 * @param start the number of the heading's line
 */
export function readSection(
  section: readonly string[],
  start: number,
  fail: (line: number, violation: Violation) => void,
): StepSection {
  const values: Record<string, string> = { title: (STEP.exec(section[0])?.[1] ?? '').trim() };
  const lines = new Map([['title', start]]);
  const texts: string[] = [];
  const set = (at: number, field: string, value: string): void => {
    if (field in values) fail(start + at, { field, message: `stands twice in this step` });
    values[field] = value;
    lines.set(field, start + at);
  };
  let at = 1;
  const skipBlank = (): void => {
    while (at < section.length && section[at] === '') at += 1;
  };
  while (at < section.length) {
    const [line, begin] = [section[at], at];
    at += 1;
    const id = ID.exec(line);
    const quoted = QUOTED.exec(line);
    if (id && begin === 1) set(begin, 'id', id[1]);
    else if (COMMAND.test(line)) {
      const end = section.indexOf('```', at);
      if (end !== at + 1) {
        fail(start + begin, { field: 'command', message: 'must be one line between ```command and ```' });
        at = end < 0 ? section.length : end + 1;
      } else {
        set(begin, 'command', section[at]);
        at = end + 1;
        skipBlank();
      }
    } else if (quoted) {
      const value = [quoted[2]];
      while (at < section.length && section[at].startsWith('>') && !QUOTED.test(section[at])) {
        value.push(unescapeMarks(section[at].replace(/^> ?/, ''), [QUOTED_AGAIN]));
        at += 1;
      }
      set(begin, fieldOf(quoted[1]), value.join('\n'));
      skipBlank();
    } else texts.push(line);
  }
  // The blank lines that set it apart.
  if (texts[0] === '') texts.shift();
  if (texts.at(-1) === '') texts.pop();
  lines.set('description', start);
  values.description = unescapeMarks(texts.join('\n'), [STEP, COMMAND, ID, QUOTED]);
  return { values, lines };
}

const fieldOf = (label: string): QuotedField =>
  (Object.keys(LABELS) as QuotedField[]).find(
    (field) => LABELS[field].toLowerCase() === label.toLowerCase(),
  )!;
