import type { SeedTable } from './bulk-insert';
import { Random } from './random';
import type { Squad } from './scenarios';
import { DAY, HOUR, MINUTE } from './durations';

export type Role = 'admin' | 'engineer' | 'viewer';

/** Whoever acts in the demo data. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly team: string;
  readonly createdAt: Date;
  readonly lastLogin: Date | null;
}

export interface AccountRow extends Account {
  readonly password_hash: string;
  readonly updated_at: Date;
}

export const USERS: SeedTable<AccountRow> = {
  name: 'users',
  columns: {
    id: 'uuid',
    name: 'text',
    email: 'text',
    role: 'text',
    team: 'text',
    password_hash: 'text',
    createdAt: 'timestamptz',
    updated_at: 'timestamptz',
    lastLogin: 'timestamptz',
  },
};

const DEMO: readonly (readonly [name: string, email: string, role: Role, team: Squad])[] = [
  ['Demo Admin', 'admin@example.com', 'admin', 'Platform'],
  ['Demo Engineer', 'engineer@example.com', 'engineer', 'Payments'],
  ['Demo Viewer', 'viewer@example.com', 'viewer', 'Security'],
  ['Test Engineer', 'test@example.com', 'engineer', 'Networking'],
  ['User Engineer', 'user@example.com', 'engineer', 'Data'],
];

/** The demo accounts: their ids never change, they are older than the first incident and came by some hours ago. */
export function demoAccounts(now: Date): Account[] {
  const random = new Random('accounts');
  return DEMO.map(([name, email, role, team]) => ({
    id: random.uuid(),
    name,
    email,
    role,
    team,
    createdAt: new Date(now.getTime() - 90 * DAY - random.integer(0, 30 * 24 * 60) * MINUTE),
    lastLogin: new Date(now.getTime() - 2 * HOUR - random.integer(0, 7 * 60) * MINUTE),
  }));
}

/** Those who work on incidents: everyone who may write, and everyone if nobody may. */
export function responders(accounts: readonly Account[]): readonly Account[] {
  const writers = accounts.filter((account) => account.role !== 'viewer');
  return writers.length > 0 ? writers : accounts;
}
