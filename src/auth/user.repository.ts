import { Injectable } from '@nestjs/common';
import { AuditedRepository } from '../core/database/audited.repository';
import { RepositoryTools } from '../core/database/repository-tools';
import { Role } from './roles';
import { User } from './user.entity';

@Injectable()
export class UserRepository extends AuditedRepository<User> {
  constructor(tools: RepositoryTools) {
    super(User, tools);
  }

  /** The living account with this address, whatever its case. */
  findByEmail(email: string): Promise<User | null> {
    return this.tools.database.manager
      .createQueryBuilder(User, 'u')
      .where('lower(u.email) = lower(:email) and u.deleted_at is null', { email })
      .getOne();
  }

  /**
   * Notes a sign-in. It stands in the audit log as LOGIN, not as a change of the account. False when the account has been
   * changed, disabled or removed since its password was looked at: then nobody has signed in.
   */
  async touchLogin({ id, password_hash }: User): Promise<boolean> {
    const touched = await this.tools.database.query(
      {
        name: 'users_touch_login',
        text: `update users set "lastLogin" = now() where id = $1 and password_hash = $2
          and disabled_at is null and deleted_at is null returning id`,
      },
      [id, password_hash],
    );
    return touched.length > 0;
  }

  /**
   * Ids of the admins who can sign in, locked until the open transaction ends: of two who would each leave the other as
   * the last one, the second waits and then finds out.
   */
  async lockAdmins(): Promise<string[]> {
    const admins = await this.tools.database.query<{ id: string }>(
      {
        name: 'users_lock_admins',
        // Signing in adds a session, which only shares the key of its user: it need not wait.
        text: `select id from users where role = '${Role.admin}' and disabled_at is null and deleted_at is null
          order by id for no key update`,
      },
      [],
    );
    return admins.map(({ id }) => id);
  }

  /**
   * Keeps an account from being disabled, removed, or held by somebody else, until the open transaction ends. False when
   * it has been disabled or removed.
   */
  async hold(id: string): Promise<boolean> {
    const held = await this.tools.database.query(
      {
        name: 'users_hold',
        text: `select id from users where id = $1 and disabled_at is null and deleted_at is null for no key update`,
      },
      [id],
    );
    return held.length > 0;
  }

  /** Ids of the API tokens that act for the user and have not been revoked. */
  async apiTokensOf(id: string): Promise<string[]> {
    const tokens = await this.tools.database.query<{ id: string }>(
      {
        text: `select t.id from api_tokens t where t.user_id = $1 and t.revoked_at is null and t.deleted_at is null
          order by t.id`,
      },
      [id],
    );
    return tokens.map((token) => token.id);
  }
}
