import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { withoutServing } from './app.setup';
import { readConfig } from './config';
import { isDatabaseUnavailable } from './core/errors/describe-error';
import { createUser } from './create-user';
import { withSecret } from './embedded';
import { readPassword } from './password-prompt';

const USAGE = `npm run user:create -- --email ADDRESS --name NAME [--role admin|engineer|viewer] [--team TEAM]
Role admin and team Operations unless said otherwise. The password is asked for, or read from standard input: its first
line. Exit code 0: created, 1: refused or failed, 2: called in the wrong way.`;

/** Called in the wrong way: nothing has been looked at. */
class WrongUsage extends Error {}

/** Creates an account, the first admin of a production database above all. */
async function main(): Promise<void> {
  const { email, name, role, team } = readArguments();
  const config = await withSecret(readConfig());
  const password = await readPassword(process.stdin, process.stderr);
  await withoutServing(config, (app) => createUser(app, { email, name, role, team, password }));
  process.stdout.write(`${email} can sign in as ${role}.\n`);
}

function readArguments(): Record<'email' | 'name' | 'role' | 'team', string> {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', default: 'admin' },
        team: { type: 'string', default: 'Operations' },
      },
    });
    const { email, name, role, team } = values;
    if (email && name) return { email, name, role, team };
  } catch {
    // What was not understood may be a password, which must not be repeated.
  }
  throw new WrongUsage(USAGE);
}

function wordsFor(error: unknown): string {
  if (isDatabaseUnavailable(error)) return 'The database cannot be reached.';
  return error instanceof Error ? error.message : String(error);
}

main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    process.stderr.write(`${wordsFor(error)}\n`);
    process.exit(error instanceof WrongUsage ? 2 : 1);
  });
