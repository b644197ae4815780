import { Injectable } from '@nestjs/common';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { type NotificationPayload, NotificationsService } from '../../infra/notifications';
import type { BegunReport } from './report.queries';

const PERMISSION = 'read:reports';

/** Tells the author of a report how it goes, and puts on record what became of it. */
@Injectable()
export class ReportNews {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly audit: AuditTrail,
  ) {}

  progressed(begun: BegunReport, percentage: number, what: string): Promise<void> {
    return this.tell(begun, {
      title: 'Report under way',
      message: `${begun.name}: ${percentage} % done, ${what}.`,
      ...{ type: 'info', priority: 'low' },
      metadata: { status: 'generating', percentage },
    });
  }

  /** Needs an open transaction, as does `failed`. */
  async completed(begun: BegunReport, bytes: number): Promise<void> {
    const { id, name, edition, format } = begun;
    await this.record(
      begun,
      'success',
      `Generated version ${edition} of report ${name} (${format}, ${bytes} bytes)`,
    );
    await this.tell(begun, {
      title: 'Report ready',
      message:
        edition === 1 ? `${name} can be downloaded.` : `Version ${edition} of ${name} can be downloaded.`,
      ...{
        type: 'success',
        priority: 'normal',
        actionUrl: `/api/v1/reports/${id}/download?version=${edition}`,
      },
      metadata: { status: 'completed', percentage: 100, format, file_size: bytes },
    });
  }

  async failed(begun: BegunReport, error: string): Promise<void> {
    const { name, edition } = begun;
    await this.record(begun, 'failed', `Could not generate version ${edition} of report ${name}`, error);
    await this.tell(begun, {
      title: 'Report failed',
      message: `${name}: ${error}`,
      ...{ type: 'error', priority: 'high' },
      metadata: { status: 'failed' },
    });
  }

  private tell(
    { id, type, edition, user_id, environment }: BegunReport,
    payload: NotificationPayload,
  ): Promise<void> {
    const metadata = { report_id: id, type, version: edition, ...payload.metadata };
    const note = { userId: user_id, payload: { ...payload, metadata } };
    return this.notifications.tell([note], PERMISSION, environment);
  }

  /** In the name of the author: the job itself is nobody's. */
  private record(
    { id, name, user_id, generated_by }: BegunReport,
    status: 'success' | 'failed',
    action_description: string,
    error_message: string | null = null,
  ): Promise<void> {
    return this.audit.record({
      ...{ event_type: AuditEvent.generate, resource_type: 'report', resource_id: id, resource_name: name },
      ...{ action_description, status, error_message },
      actor: {
        user_id,
        user_name: generated_by,
        user_email: null,
        ip_address: null,
        user_agent: null,
        metadata: null,
      },
    });
  }
}
