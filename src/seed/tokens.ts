import type { PoolClient } from 'pg';
import { hashOf } from '../auth';
import type { Account } from './accounts';
import { bulkInsert, type SeedTable } from './bulk-insert';
import { HOUR } from './durations';
import { Random } from './random';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly token_hash: string;
  readonly token_preview: string;
  readonly scopes: readonly string[];
  readonly environment: string | null;
  readonly user_id: string;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

const TOKENS: SeedTable<TokenRow> = {
  name: 'api_tokens',
  columns: {
    ...{ id: 'uuid', name: 'text', token_hash: 'text', token_preview: 'text', scopes: 'text[]' },
    ...{ environment: 'text', user_id: 'uuid', created_by: 'text' },
    ...{ created_at: 'timestamptz', updated_at: 'timestamptz', expires_at: 'timestamptz' },
    ...{ last_used_at: 'timestamptz', revoked_at: 'timestamptz' },
  },
};

/** Times in hours from now; what is past is negative. */
interface Story {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly environment: string | null;
  readonly made: number;
  readonly used: number | null;
  readonly expires: number | null;
  readonly revoked: number | null;
}

const STORIES: readonly Story[] = [
  {
    ...{ name: 'Wall display', scopes: ['read:incidents', 'read:metrics'], environment: null },
    ...{ made: -70 * 24, used: -41 * 24, expires: null, revoked: -40 * 24 },
  },
  {
    ...{ name: 'Metrics collector', scopes: ['write:metrics'], environment: 'production' },
    ...{ made: -61 * 24, used: -1, expires: null, revoked: null },
  },
  {
    ...{
      name: 'Migration of the old tracker',
      scopes: ['write:incidents', 'write:tasks'],
      environment: null,
    },
    ...{ made: -45 * 24, used: -32 * 24, expires: -31 * 24, revoked: null },
  },
  {
    ...{ name: 'Vulnerability scanner', scopes: ['read:assets', 'write:assets', 'write:vulnerabilities'] },
    ...{ environment: null, made: -30 * 24, used: -9, expires: 60 * 24, revoked: null },
  },
  {
    ...{ name: 'Staging deployments', scopes: ['read:incidents', 'write:incidents', 'execute:sops'] },
    ...{ environment: 'staging', made: -12 * 24, used: null, expires: 353 * 24, revoked: null },
  },
];

const CHARACTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];

/** Tokens in every state. Nobody can use them: what their hashes are of has not the form of a token. */
export function createTokens(now: Date, accounts: readonly Account[]): TokenRow[] {
  const random = new Random('tokens');
  const owner = accounts.find(({ role }) => role === 'admin');
  if (!owner) return [];
  const at = (hours: number): Date => new Date(now.getTime() + hours * HOUR);
  return STORIES.map(({ name, scopes, environment, made, used, expires, revoked }) => {
    const id = random.uuid();
    const end = Array.from({ length: 5 }, () => random.pick(CHARACTERS)).join('') + random.pick([...'AQgw']);
    return {
      ...{ id, name, scopes, environment, user_id: owner.id, created_by: owner.name },
      ...{ token_hash: hashOf(`demo token ${id}`), token_preview: `sk_...${end}` },
      ...{ created_at: at(made), updated_at: at(revoked ?? made) },
      expires_at: expires === null ? null : at(expires),
      last_used_at: used === null ? null : at(used),
      revoked_at: revoked === null ? null : at(revoked),
    };
  });
}

export const addTokens = (client: PoolClient, now: Date, accounts: readonly Account[]): Promise<number> =>
  bulkInsert(client, TOKENS, createTokens(now, accounts));
