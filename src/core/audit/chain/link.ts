import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** What stands before the first entry. */
export const BEGINNING = '0'.repeat(64);

/** One audit row at its place in the chain. */
export interface Link {
  /** 1, 2, 3 … without gaps. */
  readonly sequence: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  /** Whether a server wrote the row, as its id proves. */
  readonly genuine: boolean;
  /** Every column of the row: texts, whole numbers and nulls. Null when the row is gone. */
  readonly entry: Entry | null;
}

export type Entry = Readonly<Record<string, unknown>>;

/** JSON in the one form that RFC 8785 allows it. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('nothing to write');
  return text;
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** The hash of an entry at this place behind an entry of that hash. */
export const linkHash = (previous: string, sequence: number, genuine: boolean, entry: Entry): string =>
  sha256(canonical({ entry, genuine, previous, sequence }));
