import { dayNumberOf } from '../core/time/calendar';
import type { Account } from './accounts';
import { type AuditRow, actor, auditRow, stranger, SYSTEM } from './audit-row';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import { Random } from './random';

const WEEKS = 12;
const WRONG_PASSWORD = 'INVALID_CREDENTIALS: The e-mail address or the password is wrong.';

/** Accounts created, sign-ins around the work that `activity` shows, mistyped passwords and refused attempts. */
export function accessTrail(
  accounts: readonly Account[],
  activity: readonly AuditRow[],
  now: Date,
  stream: string,
): AuditRow[] {
  const random = new Random(stream);
  const days = daysByUser(activity);
  return [
    ...accounts.map((account) => created(random, account)),
    ...accounts.flatMap((account) =>
      sessions(random, account, days.get(account.id) ?? new Map<number, Day>(), now),
    ),
    ...accounts.flatMap((account) => refusals(random, account, now)),
    ...strangers(random, now),
  ];
}

/** The first and the last moment of work. */
type Day = readonly [first: number, last: number];

function daysByUser(activity: readonly AuditRow[]): Map<string, Map<number, Day>> {
  const users = new Map<string, Map<number, Day>>();
  for (const { user_id, timestamp } of activity) {
    const time = timestamp.getTime();
    const days = users.get(user_id) ?? new Map<number, Day>();
    const day = dayNumberOf(timestamp);
    const [first, last] = days.get(day) ?? [time, time];
    users.set(user_id, days.set(day, [Math.min(first, time), Math.max(last, time)]));
  }
  return users;
}

function created(random: Random, account: Account): AuditRow {
  return auditRow(random, SYSTEM, {
    event_type: 'CREATE',
    resource_type: 'user',
    resource_id: account.id,
    resource_name: account.name,
    action_description: `Created user ${account.name}`,
    timestamp: account.createdAt,
  });
}

/** One session for each day with work, some days of only looking, and the last sign-in that the account shows. */
function sessions(random: Random, account: Account, worked: Map<number, Day>, now: Date): AuditRow[] {
  const lastSeen = account.lastLogin ?? now;
  const lastLogin = lastSeen.getTime();
  const days = new Map(worked);
  for (let day = dayNumberOf(now) - WEEKS * 7; day <= dayNumberOf(lastSeen); day += 1) {
    const weekday = new Date(day * DAY).getUTCDay();
    const looks = random.chance(weekday === 0 || weekday === 6 ? 0.05 : 0.3);
    const at = day * DAY + random.integer(7 * 60, 16 * 60) * MINUTE;
    if (looks && !days.has(day)) days.set(day, [at, at]);
  }
  const rows: AuditRow[] = [];
  for (const [first, last] of [...days.values()].sort((a, b) => a[0] - b[0])) {
    const login = first - random.integer(90, 1500) * SECOND;
    const logout = last + random.integer(4 * 60, 150 * 60) * SECOND;
    if (login >= lastLogin - HOUR) continue;
    if (random.chance(0.06)) rows.push(mistyped(random, account, login - random.integer(6, 40) * SECOND));
    rows.push(signed(random, account, 'LOGIN', login));
    if (random.chance(0.6) && logout < lastLogin) rows.push(signed(random, account, 'LOGOUT', logout));
  }
  if (account.lastLogin) rows.push(signed(random, account, 'LOGIN', lastLogin));
  return rows;
}

function signed(random: Random, account: Account, event: 'LOGIN' | 'LOGOUT', time: number): AuditRow {
  return auditRow(random, actor(random, account), {
    event_type: event,
    resource_type: 'user',
    resource_id: account.id,
    resource_name: account.name,
    action_description: event === 'LOGIN' ? 'Signed in' : 'Signed out',
    timestamp: new Date(time),
  });
}

function mistyped(random: Random, account: Account, time: number): AuditRow {
  return {
    ...signed(random, account, 'LOGIN', time),
    action_description: `Failed sign-in of ${account.email}`,
    status: 'failed',
    error_message: WRONG_PASSWORD,
  };
}

type Refusal = readonly [AuditRow['event_type'], resource: string, request: string, permission: string];

const VIEWER_REFUSALS: readonly Refusal[] = [
  ['CREATE', 'incident', 'POST /api/v1/infra/incidents', 'write:incidents'],
  ['CREATE', 'task', 'POST /api/v1/infra/tasks', 'write:tasks'],
  ['ACCESS', 'audit_log', 'GET /api/v1/admin/audit-logs', 'read:audit_logs'],
];
const ENGINEER_REFUSALS: readonly Refusal[] = [
  ['ACCESS', 'user', 'GET /api/v1/admin/users', 'manage:users'],
  ['ACCESS', 'audit_log', 'GET /api/v1/admin/audit-logs', 'read:audit_logs'],
  ['CREATE', 'user', 'POST /api/v1/admin/users', 'manage:users'],
];

/** What somebody tried without the permission for it. An admin has them all. */
function refusals(random: Random, account: Account, now: Date): AuditRow[] {
  if (account.role === 'admin') return [];
  const choices = account.role === 'viewer' ? VIEWER_REFUSALS : ENGINEER_REFUSALS;
  return Array.from({ length: account.role === 'viewer' ? 9 : 4 }, () => {
    const [event_type, resource_type, request, permission] = random.pick(choices);
    return auditRow(random, actor(random, account), {
      event_type,
      resource_type,
      action_description: `Refused ${request}`,
      status: 'failed',
      error_message: `FORBIDDEN: This needs the permission ${permission}, which you do not hold.`,
      timestamp: workingTime(random, now),
    });
  });
}

/** Two bursts of guessing at accounts that do not exist. */
function strangers(random: Random, now: Date): AuditRow[] {
  return [24, 61].flatMap((days) => {
    const guesser = stranger(random);
    const start = now.getTime() - days * DAY - random.integer(0, 600) * MINUTE;
    return ['root@example.com', 'administrator@example.com', 'ops@example.com', 'support@example.com'].map(
      (email, at) =>
        auditRow(
          random,
          { ...guesser, metadata: { request_id: random.uuid() } },
          {
            event_type: 'LOGIN',
            resource_type: 'user',
            resource_name: email,
            action_description: `Failed sign-in of ${email}`,
            status: 'failed',
            error_message: WRONG_PASSWORD,
            timestamp: new Date(start + at * random.integer(2, 5) * SECOND),
          },
        ),
    );
  });
}

function workingTime(random: Random, now: Date): Date {
  const day = dayNumberOf(now) - random.integer(1, WEEKS * 7);
  return new Date(day * DAY + random.integer(8 * 3600, 17 * 3600) * SECOND);
}
