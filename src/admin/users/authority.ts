import { PERMISSIONS, type Role } from '../../auth';
import { boundEnvironment } from '../../core/context/bound-environment';
import { requestContext } from '../../core/context/request-context';
import { Forbidden, ForeignEnvironment } from '../../core/errors/domain-error';

/**
 * Whether the caller is a person. What makes an account, or lets somebody into one, outlives the credentials that did it:
 * a stolen API token could sign in with it after its revocation. Throws Forbidden.
 */
export function demandSession(): void {
  if (requestContext.current()?.principal?.kind === 'api_token')
    throw new Forbidden(
      'An API token may not do this.',
      { required: 'session' },
      'Sign in and use the session.',
    );
}

/**
 * Whether the caller may have to do with accounts of these roles. Accounts belong to no environment, so credentials that
 * are bound to one may not; and who makes, changes or signs out an account must hold all that it may do, or an API token
 * with manage:users alone could make itself an admin. Throws Forbidden.
 */
export function demandAuthorityOver(...roles: readonly Role[]): void {
  const bound = boundEnvironment();
  if (bound !== null) throw new ForeignEnvironment(bound);
  const principal = requestContext.current()?.principal;
  // On the command line whoever has the database may do all.
  if (!principal) return;
  const missing = new Set(roles.flatMap((role) => PERMISSIONS[role]));
  for (const permission of principal.permissions) missing.delete(permission);
  if (missing.size === 0) return;
  throw new Forbidden(
    'Your credentials hold less than this account may do, so they cannot manage it.',
    { missing_permissions: [...missing] },
    'Use credentials that hold the permissions that details name.',
  );
}
