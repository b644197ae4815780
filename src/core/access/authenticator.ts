import type { Principal } from './principal';

/**
 * Turns a credential (session token or API token) into a principal. The one implementation lives in `auth`; the front
 * door and the gateway know only this.
 */
export abstract class Authenticator {
  /** The principal if this credential was verified moments ago: synchronous, no I/O. */
  abstract recall(credential: string): Principal | undefined;

  /** Verifies the credential. Throws Unauthorized. */
  abstract authenticate(credential: string): Promise<Principal>;

  /** Asks anew whether what the principal stands for still holds, whatever token it came with. Throws Unauthorized. */
  abstract renew(principal: Principal): Promise<Principal>;

  /** Drops what is remembered of a user's credentials, or of all (null), and has open sockets checked again. */
  abstract forget(userId: string | null): void;

  /** Calls back whenever credentials of a user may have ended, so that open sockets can be checked again. */
  abstract onChange(listener: (userId: string | null) => void): void;
}
