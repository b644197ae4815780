import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';

export interface StepBody {
  readonly step_id: string;
  readonly status: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly note: string | null;
  readonly decided_by: string | null;
  readonly exit_code: number | null;
  readonly output_bytes: number;
  readonly started_at: string | null;
}

export interface ExecutionBody {
  readonly id: string;
  readonly sop_id: string;
  readonly status: string;
  readonly executed_by: string;
  readonly executed_at: string;
  readonly duration: number;
  readonly step_results: readonly StepBody[];
  readonly logs: readonly string[];
  readonly environment: string | null;
  readonly parameters: Record<string, unknown>;
  readonly incident_id: string | null;
  readonly finished_at: string | null;
}

/** Executables for tests. All find the folder in which they leave traces by their own path. */
const TOOLS = {
  // One line for each argument.
  arguments: `for one in "$@"; do printf '[%s]\\n' "$one"; done`,
  surroundings: `/usr/bin/env | sort; pwd; ls -a; touch left-behind; if read line; then echo "heard $line"; else echo "heard nothing"; fi`,
  trace: `echo "$1" >> "$(dirname "$0")/traces/$1"; echo "did $1"`,
  fail: `echo "on both" ; echo "outputs" >&2; exit 3`,
  // Neither it nor those that it begins heed the wish to end.
  stubborn: `trap '' TERM; for one in 1 2 3; do sleep 300 & done; echo begun; touch "$(dirname "$0")/traces/stubborn"; while :; do sleep 300; done`,
  // Ends at once; what it leaves holds its outputs, one of them in a session of its own.
  leaver: `sleep 300 & setsid sleep 300 & setsid env -i sleep 300 & echo left; exit 0`,
  // Until the test opens the gate.
  gate: `while [ ! -e "$(dirname "$0")/traces/gate" ]; do sleep 0.02; done`,
  // One after the other, far beyond what is allowed.
  forker: `for one in $(seq 200); do sleep 300 & done; sleep 300`,
  // Each begins two more in sessions of their own; over a hundred in the end, should nobody end them.
  breeder: `if [ "$1" -lt 6 ]; then sleep 0.02; for one in 1 2; do setsid "$0" $(($1 + 1)) & done; fi; sleep 60`,
  busy: `while :; do :; done`,
  slow: `touch "$(dirname "$0")/traces/slow-$1"; sleep 300`,
} as const;
export type Tool = keyof typeof TOOLS;

/** A folder with executables, and what they leave there. */
export class Toolbox {
  private constructor(readonly folder: string) {}

  static async open(): Promise<Toolbox> {
    const folder = await mkdtemp(join(tmpdir(), 'sop-tools-'));
    await chmod(folder, 0o755);
    await mkdir(join(folder, 'traces'));
    for (const [name, script] of Object.entries(TOOLS))
      await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return new Toolbox(folder);
  }

  path(tool: Tool): string {
    return join(this.folder, tool);
  }

  /** SOP_ALLOWED_COMMANDS that allows these, and others. */
  allowed(...others: string[]): string {
    return [...Object.keys(TOOLS).map((tool) => this.path(tool as Tool)), ...others].join(',');
  }

  /** How often `trace <name>` was run. */
  async traces(name: string): Promise<number> {
    const text = await readFile(join(this.folder, 'traces', name), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).length;
  }

  openGate(): Promise<void> {
    return writeFile(join(this.folder, 'traces', 'gate'), '');
  }

  async untilTraceOf(name: string): Promise<void> {
    for (;;) {
      const names = await readdir(join(this.folder, 'traces'));
      if (names.includes(name)) return;
      await sleep(10);
    }
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

type StepDraft = { readonly title?: string; readonly command?: string };

/** Ids of the steps of an SOP, in their order. */
export interface ApprovedSop {
  readonly id: string;
  readonly steps: readonly string[];
}

/** An SOP that may be executed. A text is a command; null a manual step. */
export async function approvedSop(
  server: Pick<TestServer, 'as'>,
  steps: readonly (string | null)[],
  title = 'Restart a service',
): Promise<ApprovedSop> {
  const [engineer, admin] = [await server.as('engineer'), await server.as('admin')];
  const drafts = steps.map((command, at): StepDraft => ({
    title: `Step ${at + 1}`,
    ...(command === null ? {} : { command }),
  }));
  return approve(engineer, admin, { title, steps: drafts });
}

export async function approve(
  author: Actor,
  approver: Actor,
  more: Record<string, unknown>,
): Promise<ApprovedSop> {
  const words = { category: 'maintenance', description: 'When it hangs.', content: '# Restart' };
  const written = await author.post<{ id: string; steps: { id: string }[] }>('/sops', { ...words, ...more });
  if (written.status !== 201) throw new Error(`could not write an SOP: ${written.text}`);
  const { id, steps } = written.body;
  for (const [actor, step] of [[author, 'submit'] as const, [approver, 'approve'] as const]) {
    const answer = await actor.post(`/sops/${id}/${step}`);
    if (answer.status !== 200) throw new Error(`could not ${step} an SOP: ${answer.text}`);
  }
  return { id, steps: steps.map((step) => step.id) };
}

export const execute = (
  actor: Actor,
  sop: Pick<ApprovedSop, 'id'>,
  body: Record<string, unknown> = {},
  headers?: Record<string, string>,
): Promise<Answer<ExecutionBody>> => actor.post<ExecutionBody>(`/sops/${sop.id}/execute`, body, headers);

/** Waits until the execution is as wanted, and gives it. */
export async function untilExecution(
  actor: Actor,
  id: string,
  fits: (execution: ExecutionBody) => boolean,
  limitMs = 15_000,
): Promise<ExecutionBody> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const { body } = await actor.get<ExecutionBody>(`/sops/executions/${id}`);
    if (fits(body)) return body;
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${JSON.stringify(body).slice(0, 2_000)}`);
    await sleep(20);
  }
}

export const statusesOf = ({ step_results }: ExecutionBody): string[] =>
  step_results.map(({ status }) => status);

/** Waits until the only execution has begun, and gives its id. */
export async function begunExecution(server: TestServer, sopId: string): Promise<string> {
  for (;;) {
    const [row] = await server.sql<{ id: string }>(
      'select id from sop_executions where sop_id = $1 order by executed_at desc limit 1',
      [sopId],
    );
    if (row) return row.id;
    await sleep(10);
  }
}

/** Living processes that work for the execution: its scratch folder is their HOME or where they are. */
export async function processesFor(id: string): Promise<string[]> {
  const folder = join(tmpdir(), `sop-execution-${id}`);
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.includes(`HOME=${folder}`) ? [pid] : [];
    }),
  );
  return found.flat();
}
