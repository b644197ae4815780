import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical, sha256 } from './link';

/** At most so many entries stand behind the newest checkpoint. */
export const CHECKPOINT_EVERY = 1_000;

/** Says, signed, what the chain was at one place. */
export interface Checkpoint {
  readonly sequence: number;
  /** The hash of the entry with that sequence. */
  readonly hash: string;
  /** Entries since the checkpoint before. */
  readonly count: number;
  readonly created_at: string;
  readonly key_id: string;
  /** `checkpointDigest` of the one before; null of the first. */
  readonly previous: string | null;
  /** Ed25519 over the canonical JSON of all the others, base64. */
  readonly signature: string;
}

export type Unsigned = Omit<Checkpoint, 'signature'>;

/** Exactly these fields: what else an object carries is not signed. */
const signedBytes = ({ sequence, hash, count, created_at, key_id, previous }: Unsigned): Buffer =>
  Buffer.from(canonical({ sequence, hash, count, created_at, key_id, previous }));

export const signCheckpoint = (unsigned: Unsigned, key: KeyObject): Checkpoint => ({
  ...unsigned,
  signature: sign(null, signedBytes(unsigned), key).toString('base64'),
});

export const isSigned = (checkpoint: Checkpoint, key: KeyObject): boolean =>
  verify(null, signedBytes(checkpoint), key, Buffer.from(checkpoint.signature, 'base64'));

export const checkpointDigest = (checkpoint: Checkpoint): string =>
  sha256(`${signedBytes(checkpoint).toString()}${checkpoint.signature}`);

/** SHA-256 of the public key (SPKI, DER). */
export const keyIdOf = (key: KeyObject): string => sha256(key.export({ type: 'spki', format: 'der' }));

export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** One of these keys has signed it. */
export function isVouched(checkpoint: Checkpoint, keys: PublicKeys): boolean {
  const key = keys.get(checkpoint.key_id);
  return key !== undefined && isSigned(checkpoint, key);
}

const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** The Ed25519 keys of a text with one or more public keys in PEM, by their ids. Throws when one is no such key. */
export function readPublicKeys(text: string): PublicKeys {
  const keys = (text.match(PEM) ?? []).map((pem) => createPublicKey(pem));
  if (keys.some((key) => key.asymmetricKeyType !== 'ed25519')) throw new Error('is no Ed25519 key');
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}
