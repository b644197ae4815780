import { Injectable } from '@nestjs/common';
import { PERMISSIONS, type Role, UserRepository } from '../../auth';
import { Forbidden } from '../../core/errors/domain-error';
import type { ContentMaker } from '../figures/content-makers';
import { AskedBy, type ReportType } from './report.enums';
import type { BegunReport } from './report.queries';

/** What those may read, as of now, in whose name reports are made. */
@Injectable()
export class ReportRights {
  constructor(private readonly users: UserRepository) {}

  /**
   * What the author might read when they asked, with whatever credentials, and still may. Throws Forbidden when the account
   * is disabled or gone.
   */
  async of({
    user_id,
    asked_by,
    asked_with,
  }: Pick<BegunReport, 'user_id' | 'asked_by' | 'asked_with'>): Promise<ReadonlySet<string>> {
    if (asked_by === AskedBy.schedule) return this.ofSchedule(user_id, asked_with);
    const user = await this.users.find(user_id);
    if (!user || user.disabled_at !== null)
      throw new Forbidden(
        'The account that asked for this report has been disabled or removed.',
        { user_id },
        'Ask for the report in your own name.',
      );
    return within(user.role, asked_with);
  }

  /**
   * What whoever set the schedule might read then and still may. It goes on when their account is disabled or gone, with what
   * they might read then. Throws Forbidden when that is not known and the account decides alone.
   */
  async ofSchedule(setterId: string | null, setWith: readonly string[] | null): Promise<ReadonlySet<string>> {
    const user = setterId === null ? null : await this.users.find(setterId);
    if (setWith === null && (!user || user.disabled_at !== null))
      throw new Forbidden(
        'The account in whose name this schedule runs has been disabled or removed.',
        { user_id: setterId },
        'Set the schedule again.',
      );
    return user ? within(user.role, setWith) : new Set(setWith);
  }
}

/** Of what credentials may: what they may read. */
export const readingOf = (permissions: ReadonlySet<string>): string[] =>
  [...permissions].filter((permission) => permission.startsWith('read:'));

/** What accounts of this role may; of these permissions alone, if there are any. */
function within(role: Role, some: readonly string[] | null): ReadonlySet<string> {
  const held: ReadonlySet<string> = new Set(PERMISSIONS[role]);
  return some === null ? held : new Set(some.filter((permission) => held.has(permission)));
}

/** Throws Forbidden when the permission is missing that reports of this type take. */
export function refuseUnreadable(
  type: ReportType,
  { permission }: ContentMaker,
  held: ReadonlySet<string>,
): void {
  if (!held.has(permission))
    throw new Forbidden(
      `A report of the type ${type} takes the permission ${permission}.`,
      { missing_permission: permission },
      // Kept with a report that failed, where there are no details.
      'Ask an administrator for the permission.',
    );
}
