import { accessTrail } from './access-trail';
import type { Account } from './accounts';
import type { AuditRow } from './audit-row';
import { incidentTrail } from './incident-trail';
import type { SeedIncident } from './incidents';

export interface TrailOptions {
  readonly incidents: readonly SeedIncident[];
  /** The `jira_id` of each incident by its id. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Of how many incidents every change is told, not only that they were opened. */
  readonly detailed: number;
  /** The accounts whose sign-ins belong into the trail. */
  readonly accounts: readonly Account[];
  readonly now: Date;
  readonly stream: string;
}

/** The audit log of twelve weeks, in the order of time. */
export function createAuditTrail({
  incidents,
  numbers,
  detailed,
  accounts,
  now,
  stream,
}: TrailOptions): AuditRow[] {
  const work = incidentTrail(incidents, numbers, detailed, `${stream}:incidents`);
  const access = accounts.length > 0 ? accessTrail(accounts, work, now, `${stream}:access`) : [];
  return [...work, ...access].sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
}
