import { access, constants, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** Where executables are looked for that are allowed by name: not what this server's own PATH says. */
export const COMMAND_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where the executable is, or why it is not run; `why` is a whole sentence. */
export type Lookup = { readonly path: string } | { readonly why: string };

/** Finds the executable of a command among those that the server's configuration allows. */
export async function findExecutable(name: string, allowed: readonly string[]): Promise<Lookup> {
  if (!allowed.includes(name)) {
    const hint =
      allowed.length === 0
        ? 'no commands are allowed on this server'
        : 'it is not among the allowed commands';
    return { why: `${shown(name)} was not run: ${hint}.` };
  }
  const paths = isAbsolute(name) ? [name] : COMMAND_PATH.split(':').map((folder) => join(folder, name));
  for (const path of paths) if (await isExecutable(path)) return { path };
  return { why: `${shown(name)} was not run: it is not installed on this server.` };
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 100));

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
