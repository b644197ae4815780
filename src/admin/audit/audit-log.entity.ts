import { AuditEvent, AuditStatus } from '../../core/audit/audit.enums';
import { Resource } from '../../core/database/resource';
import { Id, Json, OneOf, Text, Timestamp } from '../../core/fields';
import { field } from '../../core/fields/described';

/** What was done, by whom, and whether it succeeded. Written with every change, and never changed itself. */
@Resource<AuditLog>({ name: 'audit_log', table: 'audit_logs', label: 'action_description', appendOnly: true })
export class AuditLog {
  @Id()
  id!: string;

  @OneOf(AuditEvent, { enumName: 'AuditEvent', filter: true })
  event_type!: AuditEvent;

  @Text({ max: 64, filter: true, example: 'incident' })
  resource_type!: string;

  @Text({ nullable: true, max: 128, filter: true, example: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c' })
  resource_id!: string | null;

  @Text({ nullable: true, example: 'Payments are failing' })
  resource_name!: string | null;

  @Text({ filter: true, description: 'anonymous without credentials, system where no request is behind it' })
  user_id!: string;

  @Text({ search: 'D', example: 'Ada Lovelace' })
  user_name!: string;

  @Text({ nullable: true, example: 'ada@example.com' })
  user_email!: string | null;

  @Text({ search: 'D', example: 'Updated incident Payments are failing: status' })
  action_description!: string;

  @OneOf(AuditStatus, { enumName: 'AuditStatus', filter: true })
  status!: AuditStatus;

  @Text({
    nullable: true,
    search: 'D',
    description: 'Why it failed',
    example: 'FORBIDDEN: needs write:costs',
  })
  error_message!: string | null;

  @Text({ nullable: true, example: '192.0.2.10' })
  ip_address!: string | null;

  @Text({ nullable: true, example: 'curl/8.7.1' })
  user_agent!: string | null;

  @field(
    'json',
    { nullable: true, description: 'Each field that changed; secrets are masked' },
    { type: 'jsonb' },
    {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'old_value', 'new_value'],
        properties: {
          field: { type: 'string', example: 'status' },
          old_value: { nullable: true, example: 'open', description: 'Any JSON value' },
          new_value: { nullable: true, example: 'resolved', description: 'Any JSON value' },
        },
      },
    },
    [],
  )
  changes!: readonly { field: string; old_value: unknown; new_value: unknown }[] | null;

  @Json({ nullable: true, example: { request_id: '0b0c7a8e-3b8f-4c56-9d37-6a2f1c1e5f11' } })
  metadata!: Record<string, unknown> | null;

  @Timestamp({ generated: true, sort: true, range: ['start_date', 'end_date'], time: true })
  timestamp!: Date;
}
