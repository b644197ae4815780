import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../auth';
import { demoAccounts } from './accounts';
import { createTokens } from './tokens';

const NOW = new Date('2026-11-02T09:30:00.000Z');

describe('demo tokens', () => {
  const tokens = createTokens(NOW, demoAccounts(NOW));

  it('are in every state, and their times fit together', () => {
    expect(tokens.filter(({ revoked_at }) => revoked_at)).toHaveLength(1);
    expect(tokens.filter(({ expires_at }) => expires_at && expires_at < NOW)).toHaveLength(1);
    for (const { created_at, last_used_at, revoked_at, expires_at, updated_at } of tokens) {
      expect(created_at < NOW && updated_at <= NOW).toBe(true);
      for (const later of [last_used_at, revoked_at, expires_at])
        expect(later === null || later > created_at).toBe(true);
      const end = revoked_at ?? expires_at ?? NOW;
      expect(last_used_at === null || last_used_at < end).toBe(true);
    }
  });

  it('have scopes that their creator holds, and are the same on every run', () => {
    for (const { scopes } of tokens)
      expect(scopes.filter((scope) => !PERMISSIONS.admin.includes(scope))).toEqual([]);
    expect(createTokens(NOW, demoAccounts(NOW))).toEqual(tokens);
  });

  it('hold hashes of nothing that could be sent', () => {
    expect(new Set(tokens.map(({ token_hash }) => token_hash)).size).toBe(tokens.length);
    for (const { token_hash, token_preview } of tokens) {
      expect(token_hash).toMatch(/^[0-9a-f]{64}$/);
      expect(token_preview).toMatch(/^sk_\.\.\.[A-Za-z0-9_-]{6}$/);
    }
  });
});
