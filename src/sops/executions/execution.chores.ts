import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { Housekeeping } from '../../core/jobs/housekeeping';
import { log } from '../../core/logging/logger';
import { ExecutionEnding } from './execution-ending';
import { ExecutionQueries } from './execution.queries';
import { SopExecutionRepository } from './execution.repository';
import { clearScratch } from './scratch';

/** With the time of a lease well below the 30 s within which people hear of it. */
const LOOK_MS = 3_000;
const CUT_OFF = 'Interrupted: the server that ran it died. How far this step came is not known.';

/** Ends executions whose server died, with what they had done. Their steps are not run again. */
@Injectable()
export class ExecutionChores {
  constructor(
    housekeeping: Housekeeping,
    private readonly executions: SopExecutionRepository,
    private readonly queries: ExecutionQueries,
    private readonly ending: ExecutionEnding,
    private readonly work: UnitOfWork,
  ) {
    housekeeping.every(LOOK_MS, 'end executions whose server died', () => this.endOverdue());
  }

  async endOverdue(): Promise<void> {
    for (const id of await this.queries.overdue()) {
      try {
        // First: whoever reads that it failed may begin again, and nothing of it must be going on then.
        await clearScratch(id);
        await this.work.run(() => this.end(id));
      } catch (error) {
        // The others must not wait for this one, which is tried again.
        log.error({ err: error, execution: id }, 'an execution whose server died could not be ended');
      }
    }
  }

  private async end(id: string): Promise<void> {
    const execution = (await this.queries.lockOverdue(id)) ? await this.executions.find(id) : null;
    if (!execution) return;
    const { user_id, executed_by: user_name } = execution;
    const nowhere = { user_email: null, ip_address: null, user_agent: null, metadata: null };
    await this.ending.close(id, { actor: { user_id, user_name, ...nowhere }, cutOff: CUT_OFF });
  }
}
