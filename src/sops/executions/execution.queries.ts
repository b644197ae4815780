import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { CommitSignal } from '../../core/events/commit-signal';
import type { ExecutionStatus, StepOutcome } from './execution.enums';

/** A step as an execution goes through it. */
export interface RunStep {
  readonly place: number;
  readonly step_id: string;
  readonly title: string;
  readonly command: string | null;
  readonly is_confirmed: boolean;
  readonly status: 'pending' | 'running' | StepOutcome;
}

/** What became of a step. */
export interface StepEnd {
  readonly status: StepOutcome;
  readonly output?: string | null;
  readonly error?: string | null;
  readonly note?: string | null;
  readonly decidedBy?: string | null;
  readonly exitCode?: number | null;
  readonly outputBytes?: number;
}

/** Names one instance's hold of an execution. */
export interface Hold {
  readonly id: string;
  readonly runner: string;
}

/** Whoever has not been heard of for so long is taken for dead. */
export const LEASE_MS = 12_000;
/** How much longer others wait: it needs a moment to find out, and to end what it runs. */
export const MERCY_MS = 5_000;
const MERCY = `interval '${MERCY_MS} milliseconds'`;
const LEASE = `clock_timestamp() + interval '${LEASE_MS} milliseconds'`;
const MINE = `id = $1 and runner = $2 and status = 'running' and lease_until > clock_timestamp()`;
const DURATION = `greatest(extract(epoch from clock_timestamp() - executed_at), 0)::numeric(12, 3)`;
const PROGRESS = `lease_until = ${LEASE}, duration = ${DURATION}`;

const ADD_STEPS = {
  name: 'sop_executions_add_steps',
  text: `insert into sop_execution_steps (execution_id, place, step_id, title, command, is_confirmed)
    select $1, s.place, s.step_id, s.title, s.command, s.is_confirmed
    from json_to_recordset($2) as s(place integer, step_id text, title text, command text, is_confirmed boolean)`,
};
const STEPS = {
  name: 'sop_executions_steps',
  text: `select place, step_id, title, command, is_confirmed, status from sop_execution_steps
    where execution_id = $1 order by place`,
};
const HOLD = {
  name: 'sop_executions_hold',
  text: `update sop_executions set runner = $2, lease_until = ${LEASE}
    where id = $1 and status = 'running' and runner is null returning id`,
};
const LET_GO = {
  name: 'sop_executions_let_go',
  text: `update sop_executions set runner = null, lease_until = null, duration = ${DURATION} where ${MINE}`,
};
const RENEW = {
  name: 'sop_executions_renew',
  text: `update sop_executions set lease_until = ${LEASE}
    where id = any($1) and runner = $2 and status = 'running' and lease_until > clock_timestamp() returning id`,
};
const BEGIN_STEP = {
  name: 'sop_executions_begin_step',
  // The row of the execution comes first: it is where two who want to go on with it meet.
  text: `with mine as (update sop_executions set ${PROGRESS}, logs = logs || $4::text where ${MINE} returning id)
    update sop_execution_steps s set status = 'running', started_at = clock_timestamp() from mine
    where s.execution_id = mine.id and s.place = $3 and s.status = 'pending' returning s.place`,
};
const END_STEP = {
  name: 'sop_executions_end_step',
  // Said again when the answer was lost: then it stands there already, and is no sign of somebody else.
  text: `with mine as (update sop_executions set ${PROGRESS}, logs = logs || $4::text where ${MINE} returning id)
    update sop_execution_steps s set status = $5, output = $6, error = $7, note = $8, decided_by = $9, exit_code = $10,
      output_bytes = $11, finished_at = clock_timestamp() from mine
    where s.execution_id = mine.id and s.place = $3 and s.status in ('pending', 'running', $5) returning s.place`,
};
const DECIDE_STEP = {
  name: 'sop_executions_decide_step',
  text: `with mine as (update sop_executions set duration = ${DURATION}, logs = logs || $3::text where id = $1 returning id)
    update sop_execution_steps s set status = $4, error = $5, note = $6, decided_by = $7, finished_at = clock_timestamp()
      from mine where s.execution_id = mine.id and s.place = $2 and s.status = 'pending' returning s.place`,
};
const CLOSE_STEPS = {
  name: 'sop_executions_close_steps',
  // A step that was cut off has failed; if none was under way, the first that was not begun stands for it.
  text: `with cut as (select case when count(*) filter (where status = 'failed') = 0
        then min(place) filter (where status in ('running', 'pending')) end as place
      from sop_execution_steps where execution_id = $1)
    update sop_execution_steps s set finished_at = clock_timestamp(),
      status = case when $2::text is not null and s.place = cut.place then 'failed' else 'skipped' end,
      error = case when $2::text is not null and s.place = cut.place then $2 else $3 end
    from cut where s.execution_id = $1 and s.status in ('pending', 'running')`,
};
const CLOSE = {
  name: 'sop_executions_close',
  text: `update sop_executions e set duration = ${DURATION}, finished_at = clock_timestamp(), logs = logs || $2::text[],
      runner = null, lease_until = null, sealed_parameters = null,
      status = (select case when count(*) filter (where s.status = 'failed') > 0 then 'failed'
        when count(*) filter (where s.status = 'skipped') > 0 then 'partial' else 'success' end
        from sop_execution_steps s where s.execution_id = e.id)
    where id = $1 and status = 'running' returning status`,
};
const LOG = {
  name: 'sop_executions_log',
  text: `update sop_executions set logs = logs || $2::text where id = $1`,
};
const LOCK_MINE = {
  name: 'sop_executions_lock',
  text: `select id from sop_executions where ${MINE} for update`,
};
const LOCK_OVERDUE = {
  name: 'sop_executions_lock_overdue',
  text: `select id from sop_executions where id = $1 and status = 'running' and lease_until < clock_timestamp() - ${MERCY}
    for update skip locked`,
};
const OVERDUE = {
  name: 'sop_executions_overdue',
  text: `select id from sop_executions where lease_until < clock_timestamp() - ${MERCY} order by lease_until limit 100`,
};
const ENDED = {
  name: 'sop_executions_ended',
  text: `select id from sop_executions where id = any($1) and status <> 'running'`,
};
const IS_HELD = {
  name: 'sop_executions_is_held',
  text: `select runner is not null as is_held from sop_executions where id = $1`,
};
const IS_OPEN = {
  name: 'sop_executions_is_open',
  text: `select status = 'running' as is_open from sop_executions where id = $1`,
};
const RESULTS = {
  name: 'sop_executions_results',
  text: `select place, step_id, title, command, is_confirmed, status, output, error, note, decided_by
    from sop_execution_steps where execution_id = $1 order by place`,
};

/** A step with all that is told of it. */
export interface StepRecord extends RunStep {
  readonly output: string | null;
  readonly error: string | null;
  readonly note: string | null;
  readonly decided_by: string | null;
}

/**
 * What an execution writes of its progress: before a step begins, and when it has ended. Opening one, what people decide
 * and its outcome are audited; its progress is not.
 */
@Injectable()
export class ExecutionQueries {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  async addSteps(id: string, steps: readonly Omit<RunStep, 'status'>[]): Promise<void> {
    await this.database.query(ADD_STEPS, [id, JSON.stringify(steps)]);
  }

  steps(id: string): Promise<RunStep[]> {
    return this.database.query<RunStep>(STEPS, [id]);
  }

  results(id: string): Promise<StepRecord[]> {
    return this.database.query<StepRecord>(RESULTS, [id]);
  }

  /** Makes this instance the one that works on it. False when another is at it. */
  async hold({ id, runner }: Hold): Promise<boolean> {
    return (await this.database.query(HOLD, [id, runner])).length > 0;
  }

  /** Nobody works on it until a person has decided. */
  async letGo({ id, runner }: Hold): Promise<void> {
    await this.database.query(LET_GO, [id, runner]);
    this.tell();
  }

  /** Gives those that are still this instance's. */
  async renew(ids: readonly string[], runner: string): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }>(RENEW, [ids, runner]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Says that the step begins now. False when it must not: somebody else has taken over, or it was begun before. */
  async beginStep({ id, runner }: Hold, place: number, line: string): Promise<boolean> {
    const begun = await this.database.query(BEGIN_STEP, [id, runner, place, line]);
    this.tell();
    return begun.length > 0;
  }

  /** False when somebody else has taken over. */
  async endStep({ id, runner }: Hold, place: number, end: StepEnd, line: string): Promise<boolean> {
    const { status, output, error, note, decidedBy, exitCode, outputBytes } = end;
    const details = [output ?? null, error ?? null, note ?? null, decidedBy ?? null, exitCode ?? null];
    const ended = await this.database.query(END_STEP, [
      id,
      runner,
      place,
      line,
      status,
      ...details,
      outputBytes ?? 0,
    ]);
    this.tell();
    return ended.length > 0;
  }

  /** What a person says of a manual step. The execution must be locked. */
  async decideStep(id: string, place: number, end: StepEnd, line: string): Promise<void> {
    const { status, error = null, note = null, decidedBy = null } = end;
    await this.database.query(DECIDE_STEP, [id, place, line, status, error, note, decidedBy]);
    this.tell();
  }

  /**
   * Ends the execution: steps that are open are skipped for the reason given; when it was cut off, the step that was under
   * way has failed. Null when it had ended before. Needs an open transaction.
   */
  async close(
    id: string,
    { cutOff, skipped, lines }: { cutOff: string | null; skipped: string; lines: readonly string[] },
  ): Promise<Exclude<ExecutionStatus, 'running'> | null> {
    await this.database.query(CLOSE_STEPS, [id, cutOff, skipped]);
    const [closed] = await this.database.query<{ status: Exclude<ExecutionStatus, 'running'> }>(CLOSE, [
      id,
      lines,
    ]);
    this.tell();
    return closed?.status ?? null;
  }

  async log(id: string, line: string): Promise<void> {
    await this.database.query(LOG, [id, line]);
  }

  /** Keeps others from it until the open transaction ends. False when somebody else has taken over. */
  async lock({ id, runner }: Hold): Promise<boolean> {
    return (await this.database.query(LOCK_MINE, [id, runner])).length > 0;
  }

  /** Those whose instance has not been heard of. */
  async overdue(): Promise<readonly string[]> {
    return (await this.database.query<{ id: string }>(OVERDUE, [])).map(({ id }) => id);
  }

  /** Locks one of those, if it still is one and nobody else is at it. */
  async lockOverdue(id: string): Promise<boolean> {
    return (await this.database.query(LOCK_OVERDUE, [id])).length > 0;
  }

  /** Those of them that have ended. */
  async ended(ids: readonly string[]): Promise<readonly string[]> {
    return (await this.database.query<{ id: string }>(ENDED, [ids])).map(({ id }) => id);
  }

  /** Whether an instance works on it. */
  async isHeld(id: string): Promise<boolean> {
    const [row] = await this.database.query<{ is_held: boolean }>(IS_HELD, [id]);
    return row?.is_held ?? false;
  }

  async isOpen(id: string): Promise<boolean> {
    const [row] = await this.database.query<{ is_open: boolean }>(IS_OPEN, [id]);
    return row?.is_open ?? false;
  }

  /** Calls back when the open transaction has committed. */
  afterCommit(work: () => void): void {
    this.database.afterCommit(work);
  }

  private tell(): void {
    this.database.afterCommit(() => this.signal.committed('sop_execution'));
  }
}
