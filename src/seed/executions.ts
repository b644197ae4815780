import type { PoolClient } from 'pg';
import {
  beginLine,
  ExecutionStatus,
  logLine,
  maskedParameters,
  readParameters,
  SecretMask,
  type SopExecution,
  stepName,
  type StepRecord,
  StepOutcome,
  tallyOf,
  transcriptOf,
} from '../sops/executions';
import type { SopStep } from '../sops/procedures';
import { type Account, responders } from './accounts';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { HOUR, MINUTE, SECOND } from './durations';
import { EVIDENCE, type EvidenceRow } from './evidence';
import { outputOf } from './executions/outputs';
import type { Run } from './executions/run';
import { RUNS } from './executions/runs';
import { Random } from './random';

type ExecutionRow = Pick<
  SopExecution,
  | ('id' | 'sop_id' | 'sop_title' | 'sop_version' | 'status' | 'environment' | 'parameters' | 'incident_id')
  | ('executed_by' | 'user_id' | 'executed_at' | 'finished_at' | 'duration' | 'logs' | 'is_stepwise')
> & { readonly created_at: Date; readonly updated_at: Date };

type StepRow = StepRecord & {
  readonly execution_id: string;
  readonly exit_code: number | null;
  readonly output_bytes: number;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
};

const EXECUTIONS: SeedTable<ExecutionRow> = {
  name: 'sop_executions',
  columns: {
    ...{ id: 'uuid', sop_id: 'uuid', sop_title: 'text', sop_version: 'text', status: 'text' },
    ...{
      environment: 'text',
      parameters: 'jsonb',
      incident_id: 'uuid',
      executed_by: 'text',
      user_id: 'uuid',
    },
    ...{ executed_at: 'timestamptz', finished_at: 'timestamptz', duration: 'numeric', logs: 'text[]' },
    ...{ is_stepwise: 'boolean', created_at: 'timestamptz', updated_at: 'timestamptz' },
  },
};
const STEPS: SeedTable<StepRow> = {
  name: 'sop_execution_steps',
  columns: {
    ...{ execution_id: 'uuid', place: 'integer', step_id: 'text', title: 'text', command: 'text' },
    ...{ is_confirmed: 'boolean', status: 'text', output: 'text', error: 'text', note: 'text' },
    ...{ decided_by: 'text', exit_code: 'integer', output_bytes: 'bigint', started_at: 'timestamptz' },
    finished_at: 'timestamptz',
  },
};

interface Version {
  readonly sop_id: string;
  readonly title: string;
  readonly semantic_version: string;
  readonly steps: readonly SopStep[];
}

/** The version that was in force then. */
const VERSION_THEN = `select v.sop_id, s.title, v.semantic_version, v.snapshot -> 'steps' as steps
  from sop_versions v join sops s on s.id = v.sop_id
  where s.title = $1 and v.approved_at <= $2 order by v.number desc limit 1`;
const INCIDENT_THEN = `select id, created_at from incidents where environment = $1 and created_at <= $2
  order by created_at desc, id limit 1`;

/** Adds executions of the SOPs that are there, with the evidence of their incidents. Gives how many. */
export async function addExecutions(
  client: PoolClient,
  now: Date,
  accounts: readonly Account[],
): Promise<number> {
  const random = new Random('executions');
  const people = responders(accounts);
  const all = [];
  for (const run of RUNS) {
    let at = new Date(now.getTime() - run.hoursAgo * HOUR - random.integer(0, 40) * MINUTE);
    const incident = run.isForIncident
      ? (await client.query<{ id: string; created_at: Date }>(INCIDENT_THEN, [run.environment, at])).rows.at(
          0,
        )
      : undefined;
    if (incident) at = new Date(incident.created_at.getTime() + random.integer(8, 20) * MINUTE);
    const version = (await client.query<Version>(VERSION_THEN, [run.sop, at])).rows.at(0);
    if (version) all.push(told(random, run, version, at, incident?.id ?? null, random.pick(people)));
  }
  all.sort((one, other) => one.row.executed_at.getTime() - other.row.executed_at.getTime());
  await bulkInsert(
    client,
    EXECUTIONS,
    all.map(({ row }) => row),
  );
  await bulkInsert(
    client,
    STEPS,
    all.flatMap(({ steps }) => steps),
  );
  await bulkInsert(
    client,
    EVIDENCE,
    all.flatMap(({ row, steps }) => evidenceOf(random, row, steps)),
  );
  return all.length;
}

function told(
  random: Random,
  run: Run,
  { sop_id, title, semantic_version, steps: texts }: Version,
  executed_at: Date,
  incident_id: string | null,
  by: Account,
): { row: ExecutionRow; steps: StepRow[] } {
  const id = random.uuid();
  const steps: StepRow[] = [];
  const logs = [
    logLine(`${by.name} executes version ${semantic_version} in ${run.environment}.`, executed_at),
  ];
  let at = executed_at;
  for (const text of texts) {
    const step = stepOf(
      random,
      run,
      text,
      at,
      by,
      steps.some(({ status }) => status === StepOutcome.failed),
    );
    steps.push({ ...step, execution_id: id });
    if (step.started_at) logs.push(beginLine(step, [], step.started_at));
    at = step.finished_at ?? at;
    if (step.status !== 'pending')
      logs.push(logLine(`${stepName(step)} ended: ${step.status}.${step.error ? ` ${step.error}` : ''}`, at));
  }
  const status = statusOf(steps);
  const isOpen = status === ExecutionStatus.running;
  if (!isOpen) logs.push(logLine(`Ended: ${status}. ${tallyOf(steps)}.`, at));
  const row = {
    ...{ id, sop_id, sop_title: title, sop_version: semantic_version, status, environment: run.environment },
    ...{
      parameters: maskedParameters(run.parameters),
      incident_id,
      executed_by: by.name,
      user_id: by.id,
      executed_at,
    },
    ...{ finished_at: isOpen ? null : at, duration: (at.getTime() - executed_at.getTime()) / SECOND, logs },
    ...{ is_stepwise: run.stepwise ?? false, created_at: executed_at, updated_at: at },
  };
  return { row, steps };
}

function stepOf(
  random: Random,
  run: Run,
  { id, order, title, command }: SopStep,
  at: Date,
  by: Account,
  isOver: boolean,
): Omit<StepRow, 'execution_id'> {
  const { exception, waitsFor, notes } = run;
  const odd = exception?.place === order ? exception : undefined;
  const step = {
    ...{
      place: order,
      step_id: id,
      title,
      command,
      is_confirmed: false,
      output: null,
      error: null,
      note: null,
    },
    ...{ decided_by: null, exit_code: null, output_bytes: 0, started_at: null, finished_at: at },
  };
  if (waitsFor !== undefined && order >= waitsFor) return { ...step, status: 'pending', finished_at: null };
  if (isOver) return { ...step, status: 'skipped', error: `Not run: step ${exception?.place} failed.` };
  const later = (ms: number): Date => new Date(at.getTime() + ms);
  if (command === null) {
    const said = {
      status: odd?.status ?? StepOutcome.success,
      error: odd?.error ?? null,
      decided_by: by.name,
    };
    if (!run.stepwise) return { ...step, status: 'skipped', error: NOT_CONFIRMED };
    const note = odd?.error ?? notes?.[order] ?? null;
    return { ...step, ...said, note, finished_at: later(random.integer(40, 500) * SECOND) };
  }
  if (odd?.status === 'skipped') return { ...step, status: 'skipped', error: odd.error };
  const mask = new SecretMask(readParameters(run.parameters, run.environment));
  const output = mask.hide(odd ? (odd.output ?? '') : outputOf(command, run.parameters));
  return {
    ...step,
    ...{ status: odd?.status ?? 'success', error: odd?.error ?? null, output },
    ...{ exit_code: odd ? (odd.exitCode ?? null) : 0, output_bytes: Buffer.byteLength(output) },
    ...{ started_at: at, finished_at: later(random.integer(200, 30_000)) },
  };
}

const NOT_CONFIRMED = 'This step is done by hand, and was not confirmed.';

function statusOf(steps: readonly StepRow[]): ExecutionStatus {
  const has = (status: StepRow['status']): boolean => steps.some((step) => step.status === status);
  if (has('pending')) return ExecutionStatus.running;
  if (has('failed')) return ExecutionStatus.failed;
  return has('skipped') ? ExecutionStatus.partial : ExecutionStatus.success;
}

function evidenceOf(random: Random, row: ExecutionRow, steps: readonly StepRow[]): EvidenceRow[] {
  const { id, sop_id, sop_title, sop_version, status, incident_id, executed_by, finished_at } = row;
  if (incident_id === null || finished_at === null) return [];
  return [
    {
      ...{ id: random.uuid(), incident_id, title: `SOP "${sop_title}": ${status}`, type: 'command' },
      content: transcriptOf(`${sop_title} ${sop_version}, executed by ${executed_by}`, status, steps),
      metadata: { sop_id, sop_version, execution_id: id, status },
      ...{
        uploaded_by: executed_by,
        uploaded_at: finished_at,
        created_at: finished_at,
        updated_at: finished_at,
      },
    },
  ];
}
