import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Authenticator } from '../core/access/authenticator';
import type { Principal } from '../core/access/principal';
import { AuditTrail } from '../core/audit/audit-trail';
import { AuditEvent } from '../core/audit/audit.enums';
import { demandVersion } from '../core/context/precondition';
import { requestContext } from '../core/context/request-context';
import { UnitOfWork } from '../core/database/unit-of-work';
import { NotFound } from '../core/errors/domain-error';
import type { CsvExport, Page } from '../core/http/answers';
import type { ListQuery } from '../core/lists/list-query';
import { SessionRepository } from './session.repository';

/** Whose sessions: the account, and how people know it. */
export interface SessionOwner {
  readonly id: string;
  readonly email: string;
}

/** The living sessions of an account, for its owner and for administrators. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly audit: AuditTrail,
    private readonly work: UnitOfWork,
    private readonly authenticator: Authenticator,
  ) {}

  listOf(userId: string, query: ListQuery): Promise<Page | CsvExport> {
    return this.sessions.list(userId, requestContext.current()?.principal?.credentialId ?? null, query);
  }

  /** Ends one of the caller's own sessions, on every instance and with its sockets. Throws NotFound. */
  endOwn({ userId, userEmail }: Principal, sessionId: string): Promise<void> {
    return this.endOne({ id: userId, email: userEmail }, sessionId, AuditEvent.logout);
  }

  /** Ends somebody's session, on every instance and with its sockets. Throws NotFound. */
  end(owner: SessionOwner, sessionId: string): Promise<void> {
    return this.endOne(owner, sessionId, AuditEvent.delete);
  }

  /** Keeps a session from being ended until the open transaction ends. False when it has been. */
  hold(sessionId: string): Promise<boolean> {
    return this.sessions.hold(sessionId);
  }

  /** Ends all sessions of an account. */
  async endAll(owner: SessionOwner): Promise<void> {
    await this.work.run(async () => {
      const ended = await this.sessions.endAll(owner.id);
      if (ended > 0) await this.record(owner, AuditEvent.delete, `Ended all sessions (${ended})`);
    });
    this.authenticator.forget(owner.id);
  }

  private async endOne(owner: SessionOwner, sessionId: string, event: AuditEvent): Promise<void> {
    await this.work.run(async () => {
      const version = isUUID(sessionId) ? await this.sessions.lock(owner.id, sessionId) : undefined;
      if (version === undefined) throw new NotFound('session', sessionId);
      demandVersion(version);
      await this.sessions.end(sessionId);
      await this.record(owner, event, `Ended session ${sessionId.toLowerCase()}`);
    });
    this.authenticator.forget(owner.id);
  }

  /** The product's list of audited types knows no sessions: they are part of their user. */
  private record(owner: SessionOwner, event: AuditEvent, action_description: string): Promise<void> {
    return this.audit.record({
      event_type: event,
      resource_type: 'user',
      resource_id: owner.id,
      resource_name: owner.email,
      action_description,
      status: 'success',
    });
  }
}
