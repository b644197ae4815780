import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Account } from './placement';

/**
 * Runs a command and ends it once standard input closes, which the kernel does for us however node dies.
 *
 * It is a shell script because the account it runs under may have no access to node itself (nvm under /root).
 * SIGINT is repeated because a command that has only just been forked still ignores it; a Postgres that is
 * shutting down ignores the repeats. The reader is a process of its own so that it does its duty even when
 * the main shell is killed; its tries are limited because a zombie that nobody reaps takes signals for ever.
 * HUP, INT and TERM are ignored so that a signal to everything around (terminal, service manager) leaves the
 * order of the shutdown to node; the command installs its own handlers.
 */
const SCRIPT = `
trap '' HUP INT TERM
exec 3<&0
"$@" 3<&- </dev/null &
command=$!
(
  read -r line <&3
  tries=0
  while [ "$tries" -lt 210 ] && kill -s 0 "$command" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -le 150 ]; then signal=INT; elif [ "$tries" -le 200 ]; then signal=QUIT; else signal=KILL; fi
    kill -s "$signal" "$command" 2>/dev/null
    sleep 0.2
  done
) &
exec 3<&-
wait "$command"
code=$?
trap '' USR1
kill -s USR1 0
wait
exit "$code"
`;

/** Longest time the script needs to end its command: 30 s fast, 10 s immediate shutdown, then SIGKILL. */
export const SHUTDOWN_LIMIT_MS = 45_000;

export interface SupervisedCommand {
  command: string;
  args: string[];
  /** Account to switch to; only root can. */
  account?: Account;
  env: NodeJS.ProcessEnv;
  /** File descriptor that takes standard output and standard error. */
  output: number;
}

export interface Supervised {
  /** Settles with the exit code when the command, or its supervisor, has ended. */
  exited: Promise<number>;
  hasExited(): boolean;
  /** Asks the command to end; `exited` tells when it has. */
  end(): void;
  /** Lets node exit while the command runs: its end then follows from the closed pipe. */
  unref(): void;
}

export function supervise({ command, args, account, env, output }: SupervisedCommand): Supervised {
  const child: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'sh', command, ...args], {
    // The current folder may be closed to the account.
    cwd: '/',
    env,
    // A session of its own: Ctrl-C in the terminal must not reach the database before node has used it last.
    detached: true,
    stdio: ['pipe', output, output],
    ...(account && { uid: account.uid | 0, gid: account.gid | 0 }),
  });
  const pipe = child.stdin as Socket;
  pipe.on('error', () => undefined);
  let ended = false;
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      ended = true;
      const who = account ? ` as user ${account.name}` : '';
      reject(new Error(`Cannot start ${command}${who}: ${error.message}`, { cause: error }));
    });
    child.once('exit', (code) => {
      ended = true;
      resolve(code ?? -1);
    });
  });
  exited.catch(() => undefined);
  return {
    exited,
    hasExited: () => ended,
    end: () => {
      child.ref();
      pipe.end();
    },
    unref: () => {
      child.unref();
      pipe.unref();
    },
  };
}
