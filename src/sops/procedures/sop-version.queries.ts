import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { isoText } from '../../core/database/wire';
import type { SopSnapshot } from './sop-snapshot';
import type { WholeVersion } from './whole-version';

/** A version to be kept. */
export interface NewVersion {
  readonly id: string;
  readonly sop_id: string;
  readonly semantic_version: string;
  readonly author: string;
  readonly changed_fields: readonly string[];
  readonly summary: string;
  readonly snapshot: SopSnapshot;
}

// Whoever writes holds the lock of the SOP's row, so that no number is given twice.
const KEEP = {
  name: 'sop_versions_keep',
  text: `insert into sop_versions (id, sop_id, number, semantic_version, author, changed_fields, summary, snapshot)
    values ($1, $2, (select coalesce(max(number), 0) + 1 from sop_versions where sop_id = $2), $3, $4, $5, $6, $7)`,
};
const APPROVE = {
  name: 'sop_versions_approve',
  text: `update sop_versions set approved_at = $3, approved_by = $4 where sop_id = $1 and semantic_version = $2`,
};
const STEP_IDS = {
  name: 'sop_versions_step_ids',
  text: `select distinct s ->> 'id' as id from sop_versions v, jsonb_array_elements(v.snapshot -> 'steps') s where v.sop_id = $1`,
};
const WHOLE = `select id, sop_id, semantic_version as version, number, author, ${isoText('created_at')} as created_at,
    changed_fields, summary, ${isoText('approved_at')} as approved_at, approved_by, snapshot
  from sop_versions where sop_id = $1 and deleted_at is null`;
const FIND = { name: 'sop_versions_find', text: `${WHOLE} and semantic_version = $2` };
const BEFORE = {
  name: 'sop_versions_before',
  text: `${WHOLE} and number < (select number from sop_versions where sop_id = $1 and semantic_version = $2)
    order by number desc limit 1`,
};

@Injectable()
export class SopVersionQueries {
  constructor(private readonly database: Database) {}

  /** Needs the transaction that locks the SOP. */
  async keep(version: NewVersion): Promise<void> {
    const { id, sop_id, semantic_version, author, changed_fields, summary, snapshot } = version;
    const values = [id, sop_id, semantic_version, author, changed_fields, summary, JSON.stringify(snapshot)];
    await this.database.query(KEEP, values);
  }

  async approve(sopId: string, version: string, at: Date, by: string): Promise<void> {
    await this.database.query(APPROVE, [sopId, version, at, by]);
  }

  /** Ids of all steps that the SOP has had. */
  async stepIds(sopId: string): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(STEP_IDS, [sopId]);
    return new Set(rows.map(({ id }) => id));
  }

  async find(sopId: string, version: string): Promise<WholeVersion | null> {
    return (await this.database.query<WholeVersion>(FIND, [sopId, version]))[0] ?? null;
  }

  /** The one before it, or null if it is the first. */
  async before(sopId: string, version: string): Promise<WholeVersion | null> {
    return (await this.database.query<WholeVersion>(BEFORE, [sopId, version]))[0] ?? null;
  }
}
