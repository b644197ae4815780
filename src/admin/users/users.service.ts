import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  ApiTokenRepository,
  Lockout,
  PasswordHasher,
  Role,
  SessionsService,
  User,
  UserRepository,
} from '../../auth';
import { Authenticator } from '../../core/access/authenticator';
import { AuditEvent } from '../../core/audit/audit.enums';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { NotFound } from '../../core/errors/domain-error';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { Clock } from '../../core/time/clock';
import { demandAuthorityOver, demandSession } from './authority';
import { LastAdmin } from './user.errors';
import type { CreateUserRequest, UpdateUserRequest } from './user.requests';

const REVOKED = [AuditEvent.delete, 'Revoked'] as const;

/** Accounts, as administrators keep them. What changes here holds from the caller's answer on. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionsService,
    private readonly tokens: ApiTokenRepository,
    private readonly authenticator: Authenticator,
    private readonly hasher: PasswordHasher,
    private readonly lockout: Lockout,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    demandAuthorityOver();
    return this.users.list(query);
  }

  /** Throws NotFound. */
  async read(id: string): Promise<StoredRow> {
    demandAuthorityOver();
    return this.users.read(id);
  }

  /**
   * Hashes the password ahead of `create`, which may be part of a transaction: who waits for a turn must hold no
   * connection, as those whose turn it is need one. Throws Forbidden.
   */
  async prepare(request: CreateUserRequest): Promise<CreateUserRequest> {
    demandSession();
    demandAuthorityOver(request.role);
    return Object.assign(request, { password_hash: await this.hash(request.password) });
  }

  /** Throws Forbidden, and Conflict when a living account has this address, whatever its case. */
  async create(request: CreateUserRequest): Promise<StoredRow> {
    demandSession();
    demandAuthorityOver(request.role);
    const { name, email, role, team, avatar, password_hash } = request.password_hash
      ? request
      : await this.prepare(request);
    const user = { id: randomUUID(), name, email, role, team, avatar, password_hash };
    return this.users.add(Object.assign(new User(), user));
  }

  /**
   * A new password, and being disabled, end all sessions of the user. Throws NotFound, Forbidden, LastAdmin, and Conflict
   * when another living account has the address.
   */
  async update(id: string, request: UpdateUserRequest): Promise<StoredRow> {
    const { password, disabled, ...fields } = request;
    if (givesAccess(request)) demandSession();
    demandAuthorityOver(...(fields.role ? [fields.role] : []));
    // Looked at before the costly part, which people who sign in would wait for.
    if (password !== undefined) demandAuthorityOver((await this.find(id)).role);
    const password_hash = password === undefined ? undefined : await this.hash(password);
    const takesAdmin = disabled === true || (fields.role !== undefined && fields.role !== Role.admin);
    const stored = await this.work.run(async () => {
      const user = await this.lock(id, takesAdmin);
      const changed = await this.users.change(user.id, (row) => {
        Object.assign(row, fields);
        if (disabled !== undefined) row.disable(disabled, this.clock.now());
        if (password_hash !== undefined) row.password_hash = password_hash;
      });
      if (disabled === true || password_hash !== undefined) await this.sessions.endAll(user);
      // Whoever forgot the old one has tried it too often by now.
      if (password_hash !== undefined) await this.lockout.clear(user.email.toLowerCase());
      return changed;
    });
    this.authenticator.forget(stored.id);
    return stored;
  }

  /** Ends all that the user holds: sessions, sockets, API tokens. Throws NotFound, Forbidden, LastAdmin. */
  async remove(id: string): Promise<void> {
    const removed = await this.work.run(async () => {
      const user = await this.lock(id, true);
      await this.users.remove(user.id);
      await this.sessions.endAll(user);
      const now = this.clock.now();
      await this.tokens.takeTurnToRevoke();
      for (const token of await this.users.apiTokensOf(user.id))
        await this.tokens.change(token, (row) => row.revoke(now), REVOKED);
      return user;
    });
    this.authenticator.forget(removed.id);
  }

  /** Throws NotFound. */
  async listSessions(id: string, query: ListQuery): Promise<Page | CsvExport> {
    const user = await this.find(id);
    return this.sessions.listOf(user.id, query);
  }

  /** Throws NotFound, also for a session of somebody else, and Forbidden. */
  async endSession(id: string, sessionId: string): Promise<void> {
    const user = await this.find(id);
    demandAuthorityOver(user.role);
    await this.sessions.end(user, sessionId);
  }

  /** Throws NotFound and Forbidden. */
  async endSessions(id: string): Promise<void> {
    const user = await this.work.run(async () => {
      const locked = await this.lock(id, false);
      await this.sessions.endAll(locked);
      return locked;
    });
    this.authenticator.forget(user.id);
  }

  private hash(password: string): Promise<string> {
    return this.hasher.inTurn(() => this.hasher.hash(password));
  }

  private async find(id: string): Promise<User> {
    demandAuthorityOver();
    const user = await this.users.find(id);
    if (!user) throw new NotFound('user', id);
    return user;
  }

  /** Locks an account that the caller may manage; one that is the last admin only if it stays one. */
  private async lock(id: string, takesAdmin: boolean): Promise<User> {
    demandAuthorityOver();
    // Before the account itself: who waits for the others must not hold what they wait for.
    const admins = takesAdmin ? await this.users.lockAdmins() : [];
    const user = await this.users.lock(id);
    demandAuthorityOver(user.role);
    if (admins.length === 1 && admins[0] === user.id) throw new LastAdmin();
    return user;
  }
}

/** Whether the change lets somebody in, or further in, who was not before. */
const givesAccess = ({ password, email, role, disabled }: UpdateUserRequest): boolean =>
  password !== undefined || email !== undefined || role !== undefined || disabled === false;
