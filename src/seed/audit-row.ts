import type { Account } from './accounts';
import type { SeedTable } from './bulk-insert';
import { Random } from './random';

export interface AuditRow {
  readonly id: string;
  readonly event_type: 'CREATE' | 'UPDATE' | 'LOGIN' | 'LOGOUT' | 'ACCESS';
  readonly resource_type: string;
  readonly resource_id: string | null;
  readonly resource_name: string | null;
  readonly user_id: string;
  readonly user_name: string;
  readonly user_email: string | null;
  readonly action_description: string;
  readonly status: 'success' | 'failed';
  readonly error_message: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly changes: readonly object[] | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly timestamp: Date;
}

export const AUDIT_LOGS: SeedTable<AuditRow> = {
  name: 'audit_logs',
  columns: {
    id: 'uuid',
    event_type: 'text',
    resource_type: 'text',
    resource_id: 'text',
    resource_name: 'text',
    user_id: 'text',
    user_name: 'text',
    user_email: 'text',
    action_description: 'text',
    status: 'text',
    error_message: 'text',
    ip_address: 'text',
    user_agent: 'text',
    changes: 'jsonb',
    metadata: 'jsonb',
    timestamp: 'timestamptz',
  },
};

type Actor = Pick<
  AuditRow,
  'user_id' | 'user_name' | 'user_email' | 'ip_address' | 'user_agent' | 'metadata'
>;
type Said = Pick<AuditRow, 'event_type' | 'resource_type' | 'action_description' | 'timestamp'>;

/** An audit row; what is not said is empty, and the action succeeded. */
export function auditRow(random: Random, actor: Actor, said: Said & Partial<AuditRow>): AuditRow {
  return {
    id: random.uuid(),
    resource_id: null,
    resource_name: null,
    status: 'success',
    error_message: null,
    changes: null,
    ...actor,
    ...said,
  };
}

export const SYSTEM: Actor = {
  user_id: 'system',
  user_name: 'System',
  user_email: null,
  ip_address: null,
  user_agent: null,
  metadata: null,
};

/** Someone without an account who tries to get in. */
export function stranger(random: Random): Actor {
  return {
    user_id: 'anonymous',
    user_name: 'Anonymous',
    user_email: null,
    ip_address: `203.0.113.${random.integer(2, 250)}`,
    user_agent: random.pick(['python-requests/2.32.3', 'curl/8.7.1', 'Go-http-client/2.0']),
    metadata: { request_id: random.uuid() },
  };
}

/** The account at work: from the office or from home, mostly in the same browser. */
export function actor(random: Random, account: Account): Actor {
  const habits = habitsOf(account);
  return {
    user_id: account.id,
    user_name: account.name,
    user_email: account.email,
    ip_address: random.chance(0.7) ? habits.office : habits.home,
    user_agent: random.chance(0.85) ? habits.browser : habits.other,
    metadata: { request_id: random.uuid() },
  };
}

const BROWSERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
];
const OTHERS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
];

interface Habits {
  readonly office: string;
  readonly home: string;
  readonly browser: string;
  readonly other: string;
}

const known = new Map<string, Habits>();

function habitsOf({ id }: Account): Habits {
  const before = known.get(id);
  if (before) return before;
  const random = new Random(`habits:${id}`);
  const habits = {
    office: `192.0.2.${random.integer(10, 19)}`,
    home: `198.51.100.${random.integer(2, 250)}`,
    browser: random.pick(BROWSERS),
    other: random.pick(OTHERS),
  };
  known.set(id, habits);
  return habits;
}
