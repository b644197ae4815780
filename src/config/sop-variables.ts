import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { decimal, integer, list, type Variable } from './variable';

const SHELLS = new Set([
  'sh',
  'bash',
  'dash',
  'ash',
  'zsh',
  'ksh',
  'mksh',
  'csh',
  'tcsh',
  'fish',
  'rbash',
  'yash',
  'busybox',
  'toybox',
  'pwsh',
]);
/** They run whatever their arguments name, or programs that stand in their arguments. */
const RUNS_OTHERS = new Set(
  (
    'env xargs timeout nice ionice nohup setsid stdbuf chroot nsenter unshare flock sudo su doas runuser pkexec gosu ' +
    'prlimit setpriv taskset chrt choom script strace ltrace gdb make socat ' +
    'find watch parallel systemd-run ssh awk gawk mawk nawk perl python ruby node nodejs deno bun php lua tclsh expect'
  ).split(' '),
);
/** One executable with many names; by another name than its own it does one thing only. */
const MULTI_CALL = new Set(['busybox', 'toybox']);

/** `systemctl,pg_dump,/opt/tools/drain`: names without a folder, or absolute paths. */
const executables = (about: string): Variable<readonly string[]> =>
  list('', about, (entry) => {
    if (!/^(\/([\w.+-]+\/)*)?[\w.+-]+$/.test(entry) || /(^|\/)\.{1,2}(\/|$)/.test(entry))
      throw new Error(
        `must be a comma-separated list of names or absolute paths of executables, not "${entry}"`,
      );
    refuseWhatRunsAnything(entry);
    return entry;
  });

function refuseWhatRunsAnything(entry: string): void {
  const target = targetOf(entry);
  for (const name of [basename(entry), ...(MULTI_CALL.has(target) ? [] : [target])]) {
    const shown = name === basename(entry) ? `("${entry}")` : `("${entry}" is ${name})`;
    if (SHELLS.has(name)) throw new Error(`must not allow a shell ${shown}: it would run any command`);
    // `python3.12` is a python.
    if (RUNS_OTHERS.has(name) || RUNS_OTHERS.has(name.replace(/[\d.-]+$/, '')))
      throw new Error(
        `must not allow what runs any other command or program ${shown}: allow a script of your own that does the one thing`,
      );
  }
}

/** What a path leads to; the entry's own name if it leads nowhere yet. */
function targetOf(entry: string): string {
  try {
    return basename(entry.startsWith('/') ? realpathSync(entry) : entry);
  } catch {
    return basename(entry);
  }
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** How the steps of SOPs are run. */
export const SOP_VARIABLES = {
  SOP_ALLOWED_COMMANDS: executables(
    'Executables that steps of SOPs may run, comma-separated: names in the system folders, or absolute paths',
  ),
  SOP_STEP_TIMEOUT_SECONDS: decimal(60, 0.1, 3600, 'Time limit of one command of an SOP'),
  SOP_RUN_TIMEOUT_SECONDS: decimal(600, 0.1, 3600, 'Time limit of all commands of one execution together'),
  SOP_OUTPUT_MAX_BYTES: integer(65_536, 1024, 262_144, 'How much of the output of one command is kept'),
  SOP_MEMORY_MAX_BYTES: integer(
    GIB,
    16 * MIB,
    1024 * GIB,
    'Memory of one process of a command of an SOP; like the next two kept by prlimit, on Linux',
  ),
  SOP_FILE_MAX_BYTES: integer(GIB, MIB, 1024 * GIB, 'Largest file that a command of an SOP may write'),
  SOP_CPU_MAX_SECONDS: integer(300, 1, 86_400, 'CPU time of one process of a command of an SOP'),
  SOP_MAX_PROCESSES: integer(128, 1, 10_000, 'Processes of one command of an SOP at a time, on Linux'),
  SOP_MAX_PARALLEL_RUNS: integer(
    4,
    1,
    64,
    'Executions of SOPs that one instance runs at a time; others wait',
  ),
} as const;
