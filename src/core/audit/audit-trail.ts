import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '../database/database';
import type { DescribedError } from '../errors/describe-error';
import { requestContext } from '../context/request-context';
import type { OpsRequest } from '../http/request';
import { log } from '../logging/logger';
import { maskCredentials } from '../text/mask-credentials';
import { CommitSignal } from '../events/commit-signal';
import { type AuditActor, currentActor } from './audit-actor';
import { AuditIds } from './audit-ids';
import { AuditEvent, type AuditStatus } from './audit.enums';

/** An entry that is no change of a row: sign-in, sign-out, a refused attempt. */
export interface AuditEntry {
  readonly event_type: AuditEvent;
  readonly resource_type: string;
  readonly resource_id?: string | null;
  readonly resource_name?: string | null;
  readonly action_description: string;
  readonly status: AuditStatus;
  readonly error_message?: string | null;
  readonly actor?: Partial<AuditActor>;
}

const INSERT: Statement = {
  name: 'audit_record',
  text: `insert into audit_logs (id, event_type, resource_type, resource_id, resource_name, action_description, status,
    error_message, user_id, user_name, user_email, ip_address, user_agent, metadata)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
};

const METHOD_EVENTS: Readonly<Record<string, AuditEvent>> = {
  POST: AuditEvent.create,
  PUT: AuditEvent.update,
  PATCH: AuditEvent.update,
  DELETE: AuditEvent.delete,
};

/** Entries of the audit log beside those that the audited repository writes with each change. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly ids: AuditIds,
    private readonly signal: CommitSignal,
  ) {}

  /** Writes the entry, in the open transaction if there is one. Rejects when it cannot. */
  async record(entry: AuditEntry): Promise<void> {
    const actor = { ...currentActor(), ...entry.actor };
    await this.database.query(INSERT, [
      this.ids.draw(),
      entry.event_type,
      entry.resource_type,
      entry.resource_id ?? null,
      entry.resource_name ?? null,
      entry.action_description,
      entry.status,
      entry.error_message ?? null,
      actor.user_id,
      actor.user_name,
      actor.user_email,
      actor.ip_address,
      actor.user_agent,
      actor.metadata,
    ]);
    this.database.afterCommit(() => this.signal.committed('audit_log'));
  }

  /** Puts a refused attempt on record. Never fails: the caller is being told of another error already. */
  async recordRefusal(request: OpsRequest, error: DescribedError): Promise<void> {
    const path = maskCredentials(request.path);
    const { resource, id } = resourceOf(path);
    await requestContext.run(request.context, () =>
      this.record({
        event_type: METHOD_EVENTS[request.method] ?? AuditEvent.access,
        resource_type: resource,
        resource_id: id,
        action_description: `Refused ${request.method} ${path.slice(0, 300)}`,
        status: 'failed',
        error_message: `${error.code}: ${error.message}`,
      }).catch((cause: unknown) => log.error({ err: cause }, 'a refused attempt could not be put on record')),
    );
  }
}

/** Domains that are one collection themselves. */
const COLLECTIONS = new Set(['reports', 'sops']);

/** `/api/v1/infra/incidents/<id>/evidence` → incident and its id: the first collection below the domain. */
function resourceOf(path: string): { resource: string; id: string | null } {
  const parts = path.split('/').slice(3).filter(Boolean);
  // Below auth are actions on the account, as sign-in and sign-out call it too.
  if (parts[0] === 'auth') return { resource: 'user', id: null };
  const at = parts.length > 1 && !COLLECTIONS.has(parts[0]) ? 1 : 0;
  const resource = (parts[at] ?? 'unknown').replaceAll('-', '_').slice(0, 64);
  return {
    resource: resource.replace(/ies$/, 'y').replace(/s$/, ''),
    id: parts[at + 1]?.slice(0, 128) ?? null,
  };
}
