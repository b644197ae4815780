import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';

/** What the keys that are pressed would leave on the screen goes here. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * A password from where neither other users of the machine nor its shell's history see it: typed twice and unseen at a
 * terminal, else the first line of what is piped in. Rejects when there is none, or two that differ.
 */
export async function readPassword(
  input: Readable & { readonly isTTY?: boolean },
  screen: Writable,
): Promise<string> {
  const isTerminal = input.isTTY === true;
  const reader = createInterface({
    ...{ input, terminal: isTerminal, historySize: 0, crlfDelay: Infinity },
    ...(isTerminal ? { output: nowhere() } : {}),
  });
  const lines = reader[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    if (isTerminal) screen.write(question);
    const line = await lines.next();
    if (isTerminal) screen.write('\n');
    if (line.done || line.value === '') throw new Error('No password was given.');
    return line.value;
  };
  try {
    const password = await ask('Password (it will not be shown): ');
    if (isTerminal && (await ask('The same again: ')) !== password)
      throw new Error('These were two different passwords.');
    return password;
  } finally {
    reader.close();
  }
}
