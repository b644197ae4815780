import { Injectable } from '@nestjs/common';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { NotificationsService } from '../../infra/notifications';
import type { BegunImport } from './cost-import.queries';
import type { Publication } from './publication.queries';

const PERMISSION = 'read:costs';

/** Tells whoever imports how it goes, and puts on record what became of it. */
@Injectable()
export class ImportNews {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly audit: AuditTrail,
  ) {}

  progressed({ id, user_id }: BegunImport, rows: number, percentage: number): Promise<void> {
    return this.notifications.tell(
      [
        {
          userId: user_id,
          payload: {
            title: 'Cost import under way',
            message: `${percentage} % done: ${rows} rows read.`,
            ...{ type: 'info', priority: 'low' },
            metadata: { import_id: id, status: 'running', percentage, rows_read: rows },
          },
        },
      ],
      PERMISSION,
    );
  }

  async completed(
    begun: BegunImport,
    rows: number,
    { created, replaced, removed }: Publication,
  ): Promise<void> {
    const counts = `${created} cost records created, ${replaced} replaced, ${removed} removed`;
    await this.record(begun, {
      ...{ resource_type: 'cost', status: 'success' },
      action_description: `Imported ${rows} rows of costs: ${counts}`,
    });
    await this.notifications.tell(
      [
        {
          userId: begun.user_id,
          payload: {
            title: 'Cost import completed',
            message: `${rows} rows: ${counts}.`,
            ...{ type: 'success', priority: 'normal' },
            metadata: { import_id: begun.id, status: 'completed', percentage: 100, rows_read: rows },
          },
        },
      ],
      PERMISSION,
    );
  }

  async failed(begun: BegunImport, error: string): Promise<void> {
    await this.record(begun, {
      ...{ resource_type: 'cost_import', status: 'failed', error_message: error },
      action_description: 'Refused an import of costs',
    });
    await this.notifications.tell(
      [
        {
          userId: begun.user_id,
          payload: {
            title: 'Cost import failed',
            message: error,
            ...{ type: 'error', priority: 'high' },
            metadata: { import_id: begun.id, status: 'failed' },
          },
        },
      ],
      PERMISSION,
    );
  }

  /** In the name of who handed the file in: the job itself is nobody's. */
  private record(
    { id, user_id, imported_by }: BegunImport,
    entry: Omit<Parameters<AuditTrail['record']>[0], 'event_type' | 'actor'>,
  ): Promise<void> {
    return this.audit.record({
      ...{ event_type: AuditEvent.create, resource_id: id, resource_name: 'focus' },
      ...entry,
      actor: { user_id, user_name: imported_by },
    });
  }
}
