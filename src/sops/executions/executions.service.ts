import { Injectable } from '@nestjs/common';
import type { Principal } from '../../core/access/principal';
import { AuditEvent } from '../../core/audit/audit.enums';
import { currentActor } from '../../core/audit/audit-actor';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { SopsService, SopStatus } from '../procedures';
import { ExecutionDraft } from './execution-draft';
import { ExecutionDriver } from './execution-driver';
import { ExecutionEnding } from './execution-ending';
import { ExecutionNews } from './execution-news';
import { logLine, stepName } from './execution-words';
import type { SopExecution } from './execution.entity';
import { ExecutionStatus } from './execution.enums';
import { ExecutionClosed, SopNotApproved, SopWithdrawn } from './execution.errors';
import { ExecutionQueries } from './execution.queries';
import { SopExecutionRepository } from './execution.repository';
import type { DecideStepRequest, ExecuteSopRequest, OpenExecutionRequest } from './execution.requests';
import { endOfDecision, requireWaiting } from './manual-step';
import { ParameterSeal } from './parameter-seal';
import type { ParameterValues } from './run-parameters';

@Injectable()
export class ExecutionsService extends ResourceService<SopExecution> {
  constructor(
    private readonly executions: SopExecutionRepository,
    private readonly sops: SopsService,
    private readonly draft: ExecutionDraft,
    private readonly driver: ExecutionDriver,
    private readonly ending: ExecutionEnding,
    private readonly queries: ExecutionQueries,
    private readonly news: ExecutionNews,
    private readonly seal: ParameterSeal,
    private readonly work: UnitOfWork,
  ) {
    super(executions);
  }

  /** The executions of one SOP. Throws NotFound. */
  async listOf(sopId: string, query: ListQuery): Promise<Page | CsvExport> {
    const { id } = await this.sops.read(sopId);
    return this.executions.list(query, { sop_id: id });
  }

  /**
   * Begins an execution that asks nobody: manual steps are done if the request confirms them. Gives it as it begins;
   * `settled` gives its result. Throws NotFound, SopHasChanged, SopNotApproved, InvalidRequest, ServiceUnavailable.
   */
  begin(sopId: string, request: ExecuteSopRequest, principal: Principal): Promise<StoredRow> {
    return this.add(sopId, request, principal, false);
  }

  /** The execution, once it has ended or waits for somebody. */
  async settled(id: string): Promise<StoredRow> {
    await this.driver.settled(id);
    return this.read(id);
  }

  /** Opens an execution whose manual steps people decide one by one. */
  open(request: OpenExecutionRequest, principal: Principal): Promise<StoredRow> {
    return this.add(request.sop_id, request, principal, true);
  }

  /**
   * What somebody says of the manual step whose turn it is. A failed one, and the last one, end the execution; commands
   * that follow are run. Throws NotFound, ExecutionClosed, StepNotWaiting, SopWithdrawn.
   */
  async decide(
    key: string,
    stepId: string,
    request: DecideStepRequest,
    principal: Principal,
  ): Promise<StoredRow> {
    const isClosing = await this.work.run(async () => {
      const execution = await this.executions.lock(key);
      const { id, status } = execution;
      if (status !== ExecutionStatus.running) throw new ExecutionClosed(status);
      const step = requireWaiting(await this.queries.steps(id), stepId);
      const { word, end } = endOfDecision(request.status, request.note ?? null, principal.userName);
      const line = logLine(`${stepName(step)} ended: ${end.status}. ${word} by ${principal.userName}.`);
      await this.queries.decideStep(id, step.place, end, line);
      await this.news.record(execution, currentActor(), {
        event: AuditEvent.update,
        description: `${word} step ${step.place} of an execution of SOP ${execution.sop_title}`,
        more: { step_id: step.step_id, step_status: end.status, note: end.note },
      });
      return this.goOn(execution);
    });
    // Whoever was about to leave it to us ends it in a moment.
    return isClosing ? this.settled(key) : this.read(key);
  }

  private add(
    sopId: string,
    request: ExecuteSopRequest | OpenExecutionRequest,
    principal: Principal,
    isStepwise: boolean,
  ): Promise<StoredRow> {
    return this.work.run(async () => {
      const sop = await this.sops.lock(sopId);
      sop.expect(request.version);
      if (sop.status !== SopStatus.approved) throw new SopNotApproved(sop.status);
      const { execution, steps, values } = await this.draft.of(sop, request, principal, isStepwise);
      await this.executions.add(execution);
      await this.queries.addSteps(execution.id, steps);
      await this.goOn(execution, values);
      return this.read(execution.id);
    });
  }

  /**
   * Ends the execution if nothing is left to do, else has it gone on with unless it is a person's turn. True when whoever
   * works on it already has nothing left but to end it.
   */
  private async goOn(execution: SopExecution, known?: ParameterValues): Promise<boolean> {
    const { id, is_stepwise: isStepwise, executed_by: executedBy, sealed_parameters: sealed } = execution;
    const steps = await this.queries.steps(id);
    const next = steps.find(({ status }) => status === 'pending');
    const isOver = !next || steps.some(({ status }) => status === 'failed');
    // One that has just been begun is of an SOP that is locked.
    const isContinued = known === undefined && !isOver && next.command !== null;
    if (isContinued && (await this.sops.isWithdrawn(execution.sop_id))) throw new SopWithdrawn();
    // Whoever works on it will see what was decided.
    if (await this.queries.isHeld(id)) return isOver;
    const actor = currentActor();
    if (isOver) await this.ending.close(id, { actor, cutOff: null });
    if (isOver || (isStepwise && next.command === null)) return false;
    const values = known ?? (sealed ? this.seal.open(sealed) : null) ?? new Map<string, string>();
    await this.driver.take({ subject: execution, executedBy, isStepwise, values, actor });
    return false;
  }
}
