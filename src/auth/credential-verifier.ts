import type { Principal } from '../core/access/principal';

/** One kind of credential that may stand in a bearer header. */
export interface CredentialVerifier {
  /** Whether the credential is of this kind, judged by its looks. */
  accepts(credential: string): boolean;
  /** Throws Unauthorized. */
  verify(credential: string): Promise<Principal>;
  /** The kind of principals it makes. */
  readonly kind: Principal['kind'];
  /** Asks anew by what the credential stands for (session, API token). Throws Unauthorized. */
  renew(principal: Principal): Promise<Principal>;
}

/** All kinds, asked in order. A further kind is one more entry here. */
export const CREDENTIAL_VERIFIERS = Symbol('CredentialVerifiers');
