import { Injectable } from '@nestjs/common';
import type { AuditActor } from '../../core/audit/audit-actor';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { NotificationsService } from '../../infra/notifications';
import { tallyOf } from './execution-words';
import type { SopExecution } from './execution.entity';
import type { ExecutionStatus } from './execution.enums';
import type { RunStep } from './execution.queries';

const PERMISSION = 'read:sops';
const TYPES = { success: 'success', partial: 'warning', failed: 'error' } as const;
const WORDS = { success: 'done', partial: 'done in part', failed: 'failed' } as const;

/** Of whom and what is told. */
export type Subject = Pick<SopExecution, 'id' | 'sop_id' | 'sop_title' | 'user_id' | 'environment'>;

/** Tells whoever executes an SOP how it goes, and puts on record what was done. */
@Injectable()
export class ExecutionNews {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly audit: AuditTrail,
  ) {}

  /** How far it is: the step that was begun or has ended last. */
  progressed(
    subject: Subject,
    step: Pick<RunStep, 'step_id' | 'place' | 'title' | 'status'>,
    total: number,
  ): Promise<void> {
    const { place, title, status } = step;
    const done = status === 'running' ? place - 1 : place;
    return this.tell(subject, {
      title: `Executing ${subject.sop_title}`,
      message: `Step ${place} of ${total}, "${title}": ${status}.`,
      ...{ type: status === 'failed' ? 'error' : 'info', priority: 'low' },
      metadata: {
        ...{ status: 'running', steps_total: total, percentage: Math.floor((100 * done) / total) },
        step: { step_id: step.step_id, order: place, title, status },
      },
    });
  }

  /** A manual step waits for somebody. */
  waits(
    subject: Subject,
    { step_id, place, title }: Pick<RunStep, 'step_id' | 'place' | 'title'>,
  ): Promise<void> {
    return this.tell(subject, {
      title: `${subject.sop_title} waits for you`,
      message: `Step ${place} is done by hand: "${title}".`,
      ...{ type: 'info', priority: 'normal' },
      metadata: { status: 'running', step: { step_id, order: place, title, status: 'pending' } },
    });
  }

  ended(
    subject: Subject,
    status: Exclude<ExecutionStatus, 'running'>,
    steps: readonly RunStep[],
  ): Promise<void> {
    return this.tell(subject, {
      title: `${subject.sop_title}: ${WORDS[status]}`,
      message: `${tallyOf(steps)}.`,
      ...{ type: TYPES[status], priority: status === 'failed' ? 'high' : 'normal' },
      metadata: { status, steps_total: steps.length, percentage: 100 },
    });
  }

  /** Puts on record what was done to the execution, by whom, where and with what. */
  record(
    execution: SopExecution,
    actor: AuditActor,
    entry: { event: AuditEvent; description: string; error?: string | null; more?: object },
  ): Promise<void> {
    const { id, sop_id, sop_title, sop_version, environment, parameters, incident_id } = execution;
    const given = actor.metadata === null ? {} : (JSON.parse(actor.metadata) as object);
    const where = { execution_id: id, sop_version, environment, incident_id, parameters };
    return this.audit.record({
      ...{ event_type: entry.event, resource_type: 'sop', resource_id: sop_id, resource_name: sop_title },
      action_description: entry.description,
      status: entry.error ? 'failed' : 'success',
      error_message: entry.error ?? null,
      actor: { ...actor, metadata: JSON.stringify({ ...given, ...where, ...entry.more }) },
    });
  }

  private tell(
    { id, sop_id, user_id, environment }: Subject,
    { metadata, ...payload }: Parameters<NotificationsService['tell']>[0][number]['payload'],
  ): Promise<void> {
    const note = { ...payload, metadata: { execution_id: id, sop_id, ...metadata } };
    return this.notifications.tell([{ userId: user_id, payload: note }], PERMISSION, environment);
  }
}
