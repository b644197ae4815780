import { Injectable } from '@nestjs/common';
import { type CredentialVerifier, PERMISSIONS, type Role } from '..';
import type { Principal } from '../../core/access/principal';
import { Unauthorized } from '../../core/errors/domain-error';
import { ApiTokenRepository, type LiveToken } from './api-token.repository';
import { hashOf, isWellFormed, looksLikeToken } from './token-format';
import { TokenUses } from './token-uses';

/**
 * What these give reaches beyond any one environment: accounts, everybody's procedures and templates, and a log of what
 * happened everywhere. Credentials that are bound to one could free themselves by them, or see past it. `execute:sops` is
 * none of them: what an approved procedure does was decided by who approved it, and runs are of the environment.
 */
const UNBOUND: ReadonlySet<string> = new Set([
  ...['write:sops', 'approve:sops', 'read:audit_logs', 'manage:users', 'manage:templates'],
]);

/** Decides what an API token is worth: its form, its life, its creator's life, and what the creator may do now. */
@Injectable()
export class ApiTokenVerifier implements CredentialVerifier {
  readonly kind = 'api_token';

  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly uses: TokenUses,
  ) {}

  accepts(credential: string): boolean {
    return looksLikeToken(credential);
  }

  async verify(credential: string): Promise<Principal> {
    const token = isWellFormed(credential) ? await this.tokens.findLive(hashOf(credential)) : undefined;
    const principal = principalOf(token);
    this.uses.note(principal.credentialId);
    return principal;
  }

  async renew({ credentialId }: Principal): Promise<Principal> {
    return principalOf(await this.tokens.findLiveById(credentialId));
  }
}

function principalOf(token: LiveToken | undefined): Principal {
  if (!token)
    throw new Unauthorized(
      'The API token is not valid: it may have expired or been revoked.',
      'Create a new one, and send that.',
    );
  const held = PERMISSIONS[token.role as Role];
  const permissions = token.scopes.filter(
    (scope) => held.includes(scope) && (token.environment === null || !UNBOUND.has(scope)),
  );
  return {
    kind: 'api_token',
    userId: token.user_id,
    userName: token.user_name,
    userEmail: token.user_email,
    role: token.role,
    permissions: new Set(permissions),
    environment: token.environment,
    credentialId: token.id,
    rootId: token.root_id,
    expiresAt: token.expires_at?.getTime() ?? Infinity,
  };
}
