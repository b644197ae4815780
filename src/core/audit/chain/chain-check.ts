import { type Checkpoint, CHECKPOINT_EVERY, checkpointDigest, isSigned, type PublicKeys } from './checkpoint';
import { BEGINNING, type Entry, type Link, linkHash } from './link';

export const FaultKind = {
  altered: 'altered',
  removed: 'removed',
  inserted: 'inserted',
  reordered: 'reordered',
  recomputed: 'recomputed',
  cutOff: 'cut_off',
  forgedCheckpoint: 'checkpoint_forged',
  missingCheckpoint: 'checkpoint_missing',
  unsealed: 'unsealed',
} as const;
export type FaultKind = (typeof FaultKind)[keyof typeof FaultKind];

/** The first thing that does not hold. */
export interface Fault {
  readonly kind: FaultKind;
  readonly sequence: number;
  /** Of the audit row, where there is one to be named. */
  readonly id: string | null;
  readonly message: string;
}

/** A place of the chain and the hash that stands there. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Goes along a chain once and says what does not hold. Takes the links in their order and each checkpoint right after
 * the link that it is of; keeps no more than the last of both. After a fault it is done; rows that no server wrote are counted, and it goes on.
 */
export class ChainCheck {
  private head: Head = { sequence: 0, hash: BEGINNING };
  private last: Checkpoint | null = null;
  private isBeginning = true;
  /** The first row that no server wrote. It stays on record, so that what does not hold behind it is looked for as well. */
  unprovedFault: Fault | null = null;
  unproved = 0;
  /** Links that were looked at. */
  checked = 0;
  checkpoints = 0;

  /**
   * `known`: a place that is remembered from elsewhere, to be found again unchanged. `kept`: the last place of which there
   * is a checkpoint, where those are not all that there are but a stretch that somebody has kept.
   */
  constructor(
    private readonly keys: PublicKeys,
    private readonly known: Head | null = null,
    private readonly kept: number | null = null,
  ) {}

  /** Links since the newest checkpoint. */
  get unsigned(): number {
    return this.head.sequence - (this.last?.sequence ?? 0);
  }

  link(link: Link): Fault | null {
    this.checked += 1;
    const { sequence, genuine, entry } = link;
    const expected = this.head.sequence + 1;
    if (sequence > expected) return fault('removed', expected, null, `entry ${expected} is missing`);
    if (sequence < expected)
      return fault('inserted', sequence, idOf(link), `there is another entry ${sequence} before`);
    if (entry === null) return fault('removed', sequence, idOf(link), 'its row is gone');
    if (linkHash(this.head.hash, sequence, genuine, entry) !== link.hash)
      return fault('altered', sequence, idOf(link), 'it is not what was sealed at this place');
    this.noteUnproved(link, entry);
    if (this.unsigned >= CHECKPOINT_EVERY && this.isSignedUpTo(sequence))
      return fault(
        'missingCheckpoint',
        sequence,
        null,
        `no checkpoint for more than ${CHECKPOINT_EVERY} entries`,
      );
    this.head = { sequence, hash: link.hash };
    return this.compare(this.known);
  }

  checkpoint(checkpoint: Checkpoint): Fault | null {
    this.checkpoints += 1;
    const { sequence, key_id, previous } = checkpoint;
    const key = this.keys.get(key_id);
    if (!key)
      return fault('forgedCheckpoint', sequence, null, `checkpoint ${sequence} is signed by an unknown key`);
    if (!isSigned(checkpoint, key))
      return fault(
        'forgedCheckpoint',
        sequence,
        null,
        `the signature of checkpoint ${sequence} does not hold`,
      );
    const isFirstKept = this.kept !== null && this.last === null;
    if (!isFirstKept && previous !== (this.last && checkpointDigest(this.last)))
      return fault(
        'missingCheckpoint',
        sequence,
        null,
        `checkpoint ${sequence} does not follow the one before`,
      );
    if (sequence > this.head.sequence) return this.cutOff(sequence);
    const wrong = this.compare(checkpoint);
    this.last = checkpoint;
    return wrong;
  }

  /** To be asked when there are no more links. */
  end(): Fault | null {
    return this.known && this.known.sequence > this.head.sequence ? this.cutOff(this.known.sequence) : null;
  }

  /**
   * Tells more of an altered link by the one that follows it: whether it was put in, has changed places with that one, or
   * comes after one that was taken out and all the others moved up.
   */
  refine(found: Fault, link: Link, next: Link): Fault {
    const fits = (previous: string, sequence: number, one: Link): boolean =>
      one.entry !== null && linkHash(previous, sequence, one.genuine, one.entry) === one.hash;
    const { hash, sequence } = this.head;
    const here = sequence + 1;
    if (fits(link.hash, here + 1, next)) return found;
    if (fits(hash, here, next))
      return fits(next.hash, here + 1, link)
        ? { ...found, kind: FaultKind.reordered, message: 'it has changed places with the next entry' }
        : { ...found, kind: FaultKind.inserted, message: 'the next entry belongs here' };
    if (fits(link.hash, here + 2, next))
      return { ...found, kind: FaultKind.removed, message: 'an entry is missing before it' };
    return found;
  }

  private noteUnproved(link: Link, entry: Entry): void {
    const isLate = entry.xid === '0' && !this.isBeginning;
    this.isBeginning &&= entry.xid === '0';
    if (link.genuine && !isLate) return;
    this.unproved += 1;
    const message = isLate
      ? 'it claims to be from before the chain, but comes later'
      : 'no server wrote it: its id has no proof';
    this.unprovedFault ??= fault('inserted', link.sequence, idOf(link), message);
  }

  /** Whether a checkpoint behind the last one would be at hand if it had been made. */
  private isSignedUpTo(sequence: number): boolean {
    return this.kept === null || (this.last !== null && sequence <= this.kept);
  }

  private compare(place: Head | null): Fault | null {
    if (place?.sequence !== this.head.sequence || place.hash === this.head.hash) return null;
    const from = (this.last?.sequence ?? 0) + 1;
    const message = `entries ${from} to ${place.sequence} are not those that were signed: the chain was computed anew`;
    return fault('recomputed', from, null, message);
  }

  private cutOff(to: number): Fault {
    const from = this.head.sequence + 1;
    return fault(
      'cutOff',
      from,
      null,
      `the chain ends, but it reached ${to}: entries from ${from} are missing`,
    );
  }
}

const idOf = ({ entry }: Link): string | null => (typeof entry?.id === 'string' ? entry.id : null);

const fault = (
  kind: keyof typeof FaultKind,
  sequence: number,
  id: string | null,
  message: string,
): Fault => ({
  ...{ kind: FaultKind[kind], sequence, id, message },
});
