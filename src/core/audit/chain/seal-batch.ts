import { setImmediate as others } from 'node:timers/promises';
import type { Database } from '../../database/database';
import { log } from '../../logging/logger';
import type { Clock } from '../../time/clock';
import { MINUTE_MS } from '../../time/durations';
import type { AuditIds } from '../audit-ids';
import type { Head } from './chain-check';
import {
  ADD_CHECKPOINT,
  ALL_UNSEALED,
  APPEND,
  LOCK,
  MARK_SEALED,
  NEWLY_SEEN,
  type SealingState,
  STATE,
  type UnsealedRow,
} from './chain.queries';
import { type Checkpoint, CHECKPOINT_EVERY, checkpointDigest, isVouched, signCheckpoint } from './checkpoint';
import { BEGINNING, linkHash } from './link';
import type { SigningKey } from './signing-key';

/** Divides CHECKPOINT_EVERY. Large, as each batch costs a transaction. */
const BATCH = 500;
/** Hashed in one go: it holds up everything else in this process. */
const SLICE = 100;
const CHECKPOINT_MS = 10 * MINUTE_MS;

export interface Sealed {
  /** `busy`: another instance is at it. `more`: there may be more. */
  readonly outcome: 'busy' | 'more' | 'done';
  /** The end of the chain, once the transaction has committed. */
  readonly head: Head | null;
  /** The chain still has what was known of it. */
  readonly continues: boolean;
  /** The newest one, of a chain that continues. */
  readonly checkpoint: Checkpoint | null;
}

/** How far this instance has come in what one snapshot shows. */
interface Round {
  /** What had been sealed when it began: if that is no longer so, another instance has been at it. */
  readonly since: string | null;
  readonly snapshot: string;
  readonly end: string;
  readonly after: readonly [xid: string, position: string];
}

/** Positions are drawn from 1 on, but whoever puts rows in may give them any. */
const FIRST_POSITION = '-9223372036854775808';
const LOST =
  'its chain is not the one that this server knew (docs/audit-log.md, "When nothing is signed any more")';
const FOREIGN =
  'its newest checkpoint is signed by no known key: is AUDIT_SIGNING_KEY the one that all instances share, and are those of before in AUDIT_RETIRED_KEYS?';

const START: Round['after'] = ['0', FIRST_POSITION];

/**
 * One transaction of sealing. Each row that has committed is found in exactly one round: the first whose snapshot sees it.
 * The round's snapshot is kept when all that it sees is sealed; dying before that only means to look again.
 */
export class SealBatch {
  private round?: Round;
  /** Why nothing is signed: said once, not with every batch. */
  private refusal?: string;

  constructor(
    private readonly database: Database,
    private readonly ids: AuditIds,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  /** `known`: a place of the chain. When it is no longer there as it was, rows are chained all the same, but nothing is signed. */
  async seal(known: Head | null): Promise<Sealed> {
    const before = this.round;
    // Whatever goes wrong, the next one must not pass over what this one did not seal.
    this.round = undefined;
    const { round, ...sealed } = await this.database.transaction(() => this.attempt(before, known));
    this.round = round;
    return sealed;
  }

  private async attempt(before: Round | undefined, known: Head | null): Promise<Sealed & { round?: Round }> {
    const [{ mine }] = await this.database.query<{ mine: boolean }>(LOCK, []);
    if (!mine) return { outcome: 'busy', head: null, continues: true, checkpoint: null };
    const [state] = await this.database.query<SealingState>(STATE, [known?.sequence ?? 0]);
    const continues = !known || known.sequence === 0 || state.known_hash === known.hash;
    if (continues && this.refusal === LOST) this.refusal = undefined;
    const round: Round =
      before?.since === state.sealed && before
        ? before
        : { since: state.sealed, snapshot: state.present, end: state.present_end, after: START };
    const unsigned = Number(state.head_sequence) - (state.checkpoint?.sequence ?? 0);
    const limit = Math.min(BATCH, CHECKPOINT_EVERY - (unsigned % CHECKPOINT_EVERY));
    const rows = await this.unsealed(state, round, limit);
    const head = await this.append(state, rows);
    const checkpoint = continues ? await this.sign(state.checkpoint, head) : this.refuse(LOST);
    if (rows.length === limit) {
      const { xid, position } = rows[rows.length - 1];
      return { outcome: 'more', head, continues, checkpoint, round: { ...round, after: [xid, position] } };
    }
    // Nothing new: what was sealed up to then is good for longer, and an idle server writes nothing.
    if (rows.length > 0 || round.after !== START || state.moved)
      await this.database.query(MARK_SEALED, [round.snapshot, state.cluster]);
    return { outcome: 'done', head, continues, checkpoint };
  }

  private async unsealed(state: SealingState, round: Round, limit: number): Promise<UnsealedRow[]> {
    const { after } = round;
    if (!state.moved) {
      // Those that were under way come first, as they began before.
      const later = BigInt(after[0]) < BigInt(state.sealed_end!) ? [state.sealed_end, FIRST_POSITION] : after;
      const seen = [round.snapshot, round.end, state.pending];
      return this.database.query<UnsealedRow>(NEWLY_SEEN, [limit, ...later, ...seen, ...after]);
    }
    // Once, over the whole log.
    await this.database.query({ text: 'set local statement_timeout = 0' }, []);
    return this.database.query<UnsealedRow>(ALL_UNSEALED, [limit, ...after]);
  }

  private async append(state: SealingState, rows: readonly UnsealedRow[]): Promise<Head> {
    let head: Head = { sequence: Number(state.head_sequence), hash: state.head_hash ?? BEGINNING };
    if (rows.length === 0) return head;
    // Rows from before there was a chain stand at its beginning: one that comes later only says that it is of them.
    const isBeginning = state.head_xid === null || state.head_xid === '0';
    const genuine = rows.map(({ id, xid }) => (isBeginning && xid === '0') || this.ids.isProved(id));
    const heads: Head[] = [];
    for (const [index, { entry }] of rows.entries()) {
      const sequence = head.sequence + 1;
      head = { sequence, hash: linkHash(head.hash, sequence, genuine[index], entry) };
      heads.push(head);
      if (heads.length % SLICE === 0) await others();
    }
    await this.database.query(APPEND, [
      heads.map(({ sequence }) => sequence),
      ...[rows.map(({ xid }) => xid), rows.map(({ position }) => position), rows.map(({ id }) => id)],
      ...[genuine, heads.map(({ hash }) => hash)],
    ]);
    return head;
  }

  /** Gives the newest checkpoint, if it may be relied on. */
  private async sign(last: Checkpoint | null, { sequence, hash }: Head): Promise<Checkpoint | null> {
    const count = sequence - (last?.sequence ?? 0);
    const at = this.clock.now();
    // A clock that was ahead and was set right must not hold up the next one until that time comes.
    const isDue =
      !last ||
      count >= CHECKPOINT_EVERY ||
      Math.abs(at.getTime() - Date.parse(last.created_at)) >= CHECKPOINT_MS;
    if (count <= 0 || !isDue) return last;
    const { key, keyId, known } = await this.key.load();
    if (last && !isVouched(last, known)) return this.refuse(FOREIGN);
    this.refusal = undefined;
    const checkpoint = signCheckpoint(
      {
        ...{ sequence, hash, count, created_at: at.toISOString(), key_id: keyId },
        previous: last && checkpointDigest(last),
      },
      key,
    );
    await this.database.query(ADD_CHECKPOINT, [
      ...[sequence, hash, count, checkpoint.created_at, keyId, checkpoint.previous, checkpoint.signature],
    ]);
    // Who keeps the logs elsewhere keeps the checkpoints out of reach of whoever holds the database.
    this.database.afterCommit(() => log.info({ checkpoint }, 'audit checkpoint'));
    return checkpoint;
  }

  private refuse(why: string): null {
    if (this.refusal !== why) log.error(`the audit log is chained but no longer signed: ${why}`);
    this.refusal = why;
    return null;
  }
}
