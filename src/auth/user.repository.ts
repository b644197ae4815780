import { Injectable } from '@nestjs/common';
import { AuditedRepository, RepositoryTools } from '../core/database/audited.repository';
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

  /** Notes a sign-in. It stands in the audit log as LOGIN, not as a change of the account. */
  async touchLogin(id: string): Promise<void> {
    await this.tools.database.query(
      { name: 'users_touch_login', text: `update users set "lastLogin" = now() where id = $1` },
      [id],
    );
  }
}
