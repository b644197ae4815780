import { ONE_LINE } from '../../core/text/control-characters';

/** A piece of a word: text as it stands, or the name of the parameter that takes its place. */
export type Part = { readonly text: string } | { readonly parameter: string };
/** One argument. Whatever its parameters hold, it stays one. */
export type Word = readonly Part[];

/** A command that will not be run; the message completes "The command …". */
export class BadCommand extends Error {}

/** A value that would be read as an option where a plain argument stands. */
export class LooksLikeOption extends Error {
  constructor(readonly parameter: string) {
    super(`must not begin with "-" here: the command would take it for an option`);
  }
}

const MAX_LENGTH = 4_096;
const MAX_WORDS = 200;
export const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const SHELL_ONLY = new Set(';|&<>`$()\\*');
/** In double quotes a shell would still act on these. */
const SHELL_ONLY_QUOTED = new Set('`$\\');

/**
 * Splits a command into words as a shell would, and refuses all that only a shell could do. Quotes keep words together;
 * `{{name}}` stands for a parameter, within quotes too. Throws BadCommand.
 */
export function parseCommand(text: string): Word[] {
  if (text.length > MAX_LENGTH) throw new BadCommand(`must not be longer than ${MAX_LENGTH} characters`);
  if (!ONE_LINE.test(text)) throw new BadCommand('must be one line without control characters');
  const words: Part[][] = [];
  let word: Part[] | null = null;
  let quote = '';
  const grow = (part: Part): void => {
    if (!word) words.push((word = []));
    word.push(part);
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (text.startsWith('{{', at)) {
      const end = text.indexOf('}}', at);
      grow({ parameter: parameterName(end < 0 ? '' : text.slice(at + 2, end).trim()) });
      at = end + 1;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else if (quote === '"' && SHELL_ONLY_QUOTED.has(char)) throw shellOnly(char, 'single quotes');
      else grow({ text: char });
    } else if (char === ' ' || char === '\t') word = null;
    else if (char === '"' || char === "'") {
      quote = char;
      // Two quotes with nothing in between are an argument too.
      if (!word) words.push((word = []));
    } else if (SHELL_ONLY.has(char)) throw shellOnly(char, 'quotes');
    else grow({ text: char });
  }
  if (quote !== '') throw new BadCommand(`has a ${quote} that is never closed`);
  return checked(words.map(joined));
}

/** The parameters that the words need, each once. */
export const parametersOf = (words: readonly Word[]): string[] => [
  ...new Set(words.flat().flatMap((part) => ('parameter' in part ? [part.parameter] : []))),
];

/**
 * The arguments, each word one of them. Throws LooksLikeOption for a value that begins a word with a minus, unless the
 * command says by `--` that no more options follow. A literal word after `--` may be a command of its own, as in
 * `kubectl exec pod -- tool {{a}}`: what follows it may be options again. Every parameter must have a value.
 */
export function fillWords(words: readonly Word[], values: ReadonlyMap<string, string>): string[] {
  let mayBeOption = true;
  return words.map((word) => {
    const filled = word.map((part) => ('text' in part ? part.text : values.get(part.parameter)!)).join('');
    const [first] = word;
    if (mayBeOption && first && 'parameter' in first && filled.startsWith('-'))
      throw new LooksLikeOption(first.parameter);
    if (word.every((part) => 'text' in part)) mayBeOption = filled !== '--';
    return filled;
  });
}

function parameterName(name: string): string {
  if (PARAMETER_NAME.test(name)) return name;
  throw new BadCommand('has a parameter that is not written {{name}}: letters, digits and _ only');
}

const shellOnly = (char: string, quotes: string): BadCommand =>
  new BadCommand(
    `has a ${char} that only a shell would act on, and there is none: put it in ${quotes} to pass it on`,
  );

/** Neighbouring texts become one. */
function joined(word: readonly Part[]): Word {
  const parts: Part[] = [];
  for (const part of word) {
    const last = parts.at(-1);
    if (last && 'text' in last && 'text' in part) parts[parts.length - 1] = { text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

function checked(words: Word[]): Word[] {
  if (words.length === 0) throw new BadCommand('is empty');
  if (words.length > MAX_WORDS) throw new BadCommand(`must not have more than ${MAX_WORDS} words`);
  const [executable] = words;
  if (executable.length !== 1 || 'parameter' in executable[0])
    throw new BadCommand('must begin with the name of an executable, not with a parameter');
  return words;
}
