/** Who is calling, decided once from the credentials and then only read. */
export interface Principal {
  readonly kind: 'session' | 'api_token';
  readonly userId: string;
  readonly userName: string;
  readonly userEmail: string;
  readonly role: string;
  /** `verb:resource`. For an API token never more than its creator holds. */
  readonly permissions: ReadonlySet<string>;
  /** Rows of other environments do not exist for this caller; null sees all. */
  readonly environment: string | null;
  /** The session or the API token: what revocation ends. */
  readonly credentialId: string;
  /** Of an API token the one at the beginning of those that it was made with: itself, if a session made it. */
  readonly rootId?: string;
  /** Milliseconds since the epoch after which the credentials are refused. */
  readonly expiresAt: number;
}
