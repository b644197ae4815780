import { Injectable } from '@nestjs/common';
import { AuditSealer } from '../../core/audit/chain/audit-sealer';
import { ChainCheck, type Fault, FaultKind } from '../../core/audit/chain/chain-check';
import type { Entry, Link } from '../../core/audit/chain/link';
import { SigningKey } from '../../core/audit/chain/signing-key';
import { SharedTurns } from '../../core/queueing/shared-turns';
import { Turnstile } from '../../core/queueing/turnstile';
import { AuditChainRepository, LOWEST } from './audit-chain.repository';
import type { LinkRow, Strays } from './audit-log.queries';
import type { AuditVerification } from './verification.answers';

const MAX_CHECKPOINTS = 1_000;

/** Verifies the audit log in the database: its chain, its checkpoints, and that no row has been left out. */
@Injectable()
export class AuditVerificationService {
  /** One at a time, shared by all who asked before it began: it reads the whole log. */
  private readonly turns = new SharedTurns<AuditVerification>(new Turnstile(1));

  constructor(
    private readonly chain: AuditChainRepository,
    private readonly sealer: AuditSealer,
    private readonly key: SigningKey,
  ) {}

  verify(): Promise<AuditVerification> {
    return this.turns.take('verify', () => this.run());
  }

  private async run(): Promise<AuditVerification> {
    const { snapshot } = await this.chain.extent();
    // What was written so far is looked at, too. Should that fail, what waits too long is found.
    await this.sealer.settle().catch(() => false);
    const check = new ChainCheck((await this.key.load()).known, this.sealer.known);
    const broken = await this.followChain(check);
    const { stray, unsealed } = await this.findStrays(snapshot, check.checked);
    // One that no server wrote stays on record for good: it must not hide what is done after it.
    const fault = broken ?? stray ?? (await this.findDouble()) ?? check.unprovedFault;
    return {
      valid: fault === null,
      checked: check.checked,
      first_invalid_id: fault?.id ?? null,
      first_invalid_sequence: fault && fault.sequence > 0 ? fault.sequence : null,
      reason: fault?.kind ?? null,
      message: fault?.message ?? null,
      checkpoints: check.checkpoints,
      unsigned: check.unsigned,
      unsealed,
      unproved: check.unproved,
    };
  }

  private async followChain(check: ChainCheck): Promise<Fault | null> {
    const { head, newestCheckpoint } = await this.chain.extent();
    let done = LOWEST;
    let doubtful: { fault: Fault; link: Link } | undefined;
    for await (const rows of this.chain.links(head)) {
      const last = rows[rows.length - 1].sequence;
      const checkpoints = await this.chain.checkpoints(done, last, MAX_CHECKPOINTS);
      done = last;
      for (const row of rows) {
        if (doubtful) return check.refine(doubtful.fault, doubtful.link, linkOf(row));
        for (
          ;
          checkpoints.length > 0 && checkpoints[0].sequence < Number(row.sequence);
          checkpoints.shift()
        ) {
          const fault = check.checkpoint(checkpoints[0]);
          // That the link before it is missing is told by the one behind.
          if (fault?.kind === FaultKind.cutOff) break;
          if (fault) return fault;
        }
        const link = linkOf(row);
        const found = check.link(link);
        if (!found) continue;
        const fault = named(found, row);
        if (fault.kind !== FaultKind.altered) return fault;
        if (link.entry?.id !== row.log_id)
          return { ...fault, kind: FaultKind.reordered, message: 'another row stands in its place' };
        doubtful = { fault, link };
      }
      for (const checkpoint of doubtful ? [] : checkpoints) {
        const fault = check.checkpoint(checkpoint);
        if (fault) return fault;
      }
    }
    if (doubtful) return doubtful.fault;
    const [beyond] = await this.chain.checkpoints(done, newestCheckpoint, 1);
    return (beyond && check.checkpoint(beyond)) ?? check.end();
  }

  /** `entries`: how many the chain has, up to where it was followed. */
  private async findStrays(
    snapshot: string,
    entries: number,
  ): Promise<{ stray: Fault | null; unsealed: number }> {
    let stray: Fault | null = null;
    let unsealed = 0;
    let linked = 0;
    for await (const found of this.chain.strays(snapshot, entries)) {
      unsealed += found.unsealed;
      linked += found.linked;
      stray ??= strayOf(found);
    }
    if (linked !== entries)
      stray ??= inserted(null, `the chain has ${entries} entries, but of ${linked} rows`);
    return { stray, unsealed };
  }

  private async findDouble(): Promise<Fault | null> {
    const id = await this.chain.double();
    return id === null ? null : inserted(id, 'it stands in the chain twice: its id was used again');
  }
}

const inserted = (id: string | null, message: string): Fault => ({
  ...{ kind: FaultKind.inserted, sequence: 0, id, message },
});

function strayOf({ stray, double }: Strays): Fault | null {
  if (double !== null) return inserted(double, 'there is another row at its place');
  if (stray === null) return null;
  const { id, left_out } = stray;
  return left_out
    ? inserted(id, 'it was put among rows that had been sealed')
    : { kind: FaultKind.unsealed, sequence: 0, id, message: 'it has waited to be sealed for too long' };
}

const linkOf = ({ sequence, hash, genuine, entry }: LinkRow): Link => ({
  ...{ sequence: Number(sequence), hash, genuine },
  entry: entry === null ? null : (JSON.parse(entry) as Entry),
});

/** The chain knows which row it sealed, even where that row is gone. */
const named = (fault: Fault, { sequence, log_id }: LinkRow): Fault =>
  fault.sequence === Number(sequence) && fault.kind !== FaultKind.missingCheckpoint
    ? { ...fault, id: log_id }
    : fault;
