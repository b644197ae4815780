import { decimal, integer, type Variable } from './variable';

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
  'busybox',
  'pwsh',
]);

/** `systemctl,pg_dump,/opt/tools/drain`: names without a folder, or absolute paths. */
const executables = (about: string): Variable<readonly string[]> => ({
  fallback: '',
  about,
  parse: (value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry) => {
        const name = entry.slice(entry.lastIndexOf('/') + 1);
        if (!/^(\/([\w.+-]+\/)*)?[\w.+-]+$/.test(entry) || /(^|\/)\.{1,2}(\/|$)/.test(entry))
          throw new Error(
            `must be a comma-separated list of names or absolute paths of executables, not "${entry}"`,
          );
        if (SHELLS.has(name))
          throw new Error(`must not allow a shell ("${entry}"): it would run any command`);
        return entry;
      }),
});

/** How the steps of SOPs are run. */
export const SOP_VARIABLES = {
  SOP_ALLOWED_COMMANDS: executables(
    'Executables that steps of SOPs may run, comma-separated: names in the system folders, or absolute paths',
  ),
  SOP_STEP_TIMEOUT_SECONDS: decimal(60, 0.1, 3600, 'Time limit of one command of an SOP'),
  SOP_RUN_TIMEOUT_SECONDS: decimal(600, 0.1, 3600, 'Time limit of all commands of one execution together'),
  SOP_OUTPUT_MAX_BYTES: integer(65_536, 1024, 262_144, 'How much of the output of one command is kept'),
  SOP_MAX_PARALLEL_RUNS: integer(
    4,
    1,
    64,
    'Executions of SOPs that one instance runs at a time; others wait',
  ),
} as const;
