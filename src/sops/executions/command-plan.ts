import { type Lookup, findExecutable } from './allowed-commands';
import {
  BadCommand,
  fillWords,
  LooksLikeOption,
  parametersOf,
  parseCommand,
  type Word,
} from './command-text';
import type { ParameterValues } from './run-parameters';
import type { Violation } from '../../core/errors/domain-error';

/** What is to be run, or why nothing is; `why` is a whole sentence. */
export type CommandPlan =
  { readonly path: string; readonly args: readonly string[] } | { readonly why: string };

/** What keeps these values from filling the commands. One that cannot be run asks for nothing. */
export function faultsOfValues(commands: readonly string[], values: ParameterValues): Violation[] {
  const faults = new Map<string, string>();
  for (const command of commands) {
    const words = wordsOf(command);
    if ('why' in words) continue;
    const missing = parametersOf(words.words).filter((name) => !values.has(name));
    for (const name of missing)
      faults.set(name, `${name} must be given: the command "${command.slice(0, 200)}" needs it`);
    if (missing.length > 0) continue;
    try {
      fillWords(words.words, values);
    } catch (error) {
      if (!(error instanceof LooksLikeOption)) throw error;
      faults.set(error.parameter, `${error.parameter} ${error.message}`);
    }
  }
  return [...faults].map(([name, message]) => ({ field: `parameters.${name}`, message }));
}

/** Makes of a command what is to be run. */
export async function planCommand(
  command: string,
  values: ParameterValues,
  allowed: readonly string[],
): Promise<CommandPlan> {
  const words = wordsOf(command);
  if ('why' in words) return words;
  const unknown = parametersOf(words.words).find((name) => !values.has(name));
  if (unknown) return { why: `The command was not run: its parameter ${unknown} is not known any more.` };
  const [executable, ...args] = fillWords(words.words, values);
  const found: Lookup = await findExecutable(executable, allowed);
  return 'why' in found ? found : { path: found.path, args };
}

function wordsOf(command: string): { readonly words: readonly Word[] } | { readonly why: string } {
  try {
    return { words: parseCommand(command) };
  } catch (error) {
    if (!(error instanceof BadCommand)) throw error;
    return { why: `The command was not run: it ${error.message}.` };
  }
}
