import { Injectable } from '@nestjs/common';
import type { AuditActor } from '../../core/audit/audit-actor';
import { AuditEvent } from '../../core/audit/audit.enums';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { NotFound } from '../../core/errors/domain-error';
import { EvidenceService } from '../../infra/evidence';
import { ExecutionNews } from './execution-news';
import { logLine, tallyOf, transcriptOf } from './execution-words';
import type { SopExecution } from './execution.entity';
import type { ExecutionStatus } from './execution.enums';
import { ExecutionQueries, type StepRecord } from './execution.queries';
import { SopExecutionRepository } from './execution.repository';

/** How an execution ends. */
export interface Ending {
  readonly actor: AuditActor;
  /** Why it was cut off; null when it came to its end. */
  readonly cutOff: string | null;
}

/** Ends executions: its result, the evidence of its incident, the audit row and the news stand and fall together. */
@Injectable()
export class ExecutionEnding {
  constructor(
    private readonly executions: SopExecutionRepository,
    private readonly queries: ExecutionQueries,
    private readonly news: ExecutionNews,
    private readonly evidence: EvidenceService,
    private readonly work: UnitOfWork,
  ) {}

  /** The row must be locked, or nobody else can be at it. Does nothing to one that has ended. */
  close(id: string, { actor, cutOff }: Ending): Promise<void> {
    return this.work.run(async () => {
      const failed = (await this.queries.steps(id)).find(({ status }) => status === 'failed');
      const skipped = cutOff
        ? 'Not run: the execution was cut off.'
        : failed
          ? `Not run: step ${failed.place} failed.`
          : 'Not run.';
      const lines = cutOff ? [logLine(cutOff)] : [];
      const status = await this.queries.close(id, { cutOff, skipped, lines });
      const execution = await this.executions.find(id);
      if (!status || !execution) return;
      const steps = await this.queries.results(id);
      await this.queries.log(id, logLine(`Ended: ${status}. ${tallyOf(steps)}.`));
      await this.leaveEvidence(execution, status, steps);
      await this.news.record(execution, actor, {
        event: AuditEvent.execute,
        description: `Executed SOP ${execution.sop_title}${execution.environment ? ` in ${execution.environment}` : ''}: ${status}`,
        error: status === 'failed' ? (steps.find((step) => step.status === 'failed')?.error ?? cutOff) : null,
        more: { status, steps: tallyOf(steps) },
      });
      await this.news.ended(execution, status, steps);
    });
  }

  private async leaveEvidence(
    { id, sop_id, sop_title, sop_version, incident_id, executed_by }: SopExecution,
    status: ExecutionStatus,
    steps: readonly StepRecord[],
  ): Promise<void> {
    if (incident_id === null) return;
    const title = `SOP "${sop_title}": ${status}`;
    const piece = {
      title: [...title].slice(0, 200).join(''),
      type: 'command' as const,
      content: transcriptOf(`${sop_title} ${sop_version}, executed by ${executed_by}`, status, steps),
      metadata: { sop_id, sop_version, execution_id: id, status },
    };
    try {
      await this.evidence.upload(incident_id, piece, undefined, executed_by);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      await this.queries.log(id, logLine('The incident is gone: this execution stands in no evidence.'));
    }
  }
}
