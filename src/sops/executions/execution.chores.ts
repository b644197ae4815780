import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { CommandConfinement } from './command-limits';
import { ExecutionEnding } from './execution-ending';
import { ExecutionQueries } from './execution.queries';
import { SopExecutionRepository } from './execution.repository';
import { clearScratch, scratchesHere } from './scratch';

/** With the time of a lease well below the 30 s within which people hear of it. */
export const LOOK_MS = 3_000;
const CLEAR_MS = 30_000;
const CUT_OFF = 'Interrupted: the server that ran it died. How far this step came is not known.';
const NOT_SEEN = 'Its command may still be running on that machine.';

/** Ends executions whose server died, with what they had done. Their steps are not run again. */
@Injectable()
export class ExecutionChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly executions: SopExecutionRepository,
    private readonly queries: ExecutionQueries,
    private readonly ending: ExecutionEnding,
    private readonly work: UnitOfWork,
    private readonly limits: CommandConfinement,
  ) {
    housekeeping.every(LOOK_MS, 'end executions whose server died', () => this.endOverdue());
    housekeeping.every(CLEAR_MS, 'clear away what executions have left', () => this.clearEnded());
  }

  /** A server that died may find that another has ended its executions meanwhile: what they left goes on here only. */
  async clearEnded(): Promise<void> {
    const here = await scratchesHere();
    if (here.length === 0) return;
    for (const id of await this.queries.ended(here)) await clearScratch(id);
  }

  async endOverdue(): Promise<void> {
    const overdue = await this.queries.overdue();
    if (overdue.length === 0) return;
    const here = this.limits.confinement.seesProcesses ? await scratchesHere() : [];
    for (const id of overdue) {
      try {
        // First: whoever reads that it failed may begin again, and nothing of it must be going on then.
        await clearScratch(id);
        await this.work.run(() => this.end(id, here.includes(id)));
      } catch (error) {
        // The others must not wait for this one, which is tried again.
        log.error({ err: error, execution: id }, 'an execution whose server died could not be ended');
      }
    }
  }

  /** `wasHere`: if a command was going on, it was on this machine, and has been ended. */
  private async end(id: string, wasHere: boolean): Promise<void> {
    const execution = (await this.queries.lockOverdue(id)) ? await this.executions.find(id) : null;
    if (!execution) return;
    const isCutShort = (await this.queries.steps(id)).some(({ status }) => status === 'running');
    const cutOff = isCutShort && !wasHere ? `${CUT_OFF} ${NOT_SEEN}` : CUT_OFF;
    const { user_id, executed_by: user_name } = execution;
    const nowhere = { user_email: null, ip_address: null, user_agent: null, metadata: null };
    await this.ending.close(id, { actor: { user_id, user_name, ...nowhere }, cutOff });
  }
}
