import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { Database } from '../../core/database/database';
import { isoText, Params } from '../../core/database/wire';
import type { LayerQuery } from './layer-query';

/** One technique with what was detected of it. */
export interface DetectedTechnique {
  readonly id: string;
  readonly name: string;
  /** Short names of its tactics in the order of the matrix. */
  readonly tactics: readonly string[];
  readonly retired: boolean;
  readonly count: number;
  readonly unresolved: number;
  readonly last_detected: string;
}

@Injectable()
export class LayerQueries {
  constructor(private readonly database: Database) {}

  /** The techniques of these detections, as far as the caller may see them, by id. */
  techniques(query: LayerQuery): Promise<DetectedTechnique[]> {
    const params = new Params();
    const bound = boundEnvironment();
    const conditions = ['d.deleted_at is null'];
    if (bound !== null) conditions.push(`d.environment = ${params.add(bound, 'text')}`);
    if (query.detected_from)
      conditions.push(`d.detected_at >= ${params.add(query.detected_from, 'timestamptz')}`);
    if (query.detected_to)
      conditions.push(`d.detected_at <= ${params.add(query.detected_to, 'timestamptz')}`);
    for (const column of ['status', 'severity', 'environment'] as const)
      if (query[column]) conditions.push(`d.${column} = any(${params.add(query[column], 'text[]')})`);
    if (query.asset_id) conditions.push(`d.asset_id = any(${params.add(query.asset_id, 'uuid[]')})`);
    const text = `
      select t.id, t.name, t.retired, h.count, h.unresolved, ${isoText('h.last_detected')} as last_detected,
        array(select c.short_name from mitre_tactics c where c.id = any(t.tactic_ids) and c.deleted_at is null
          order by c.position, c.id) as tactics
      from (select d.technique_id, count(*)::int as count, max(d.detected_at) as last_detected,
          count(*) filter (where d.status <> 'resolved')::int as unresolved
        from mitre_detections d where ${conditions.join(' and ')} group by d.technique_id) h
      join mitre_techniques t on t.id = h.technique_id order by t.id`;
    return this.database.query<DetectedTechnique>({ text }, params.values);
  }

  /** Version of ATT&CK that the catalogue is of, if it is known. */
  async attackVersion(): Promise<string | null> {
    const text = 'select attack_version from mitre_catalogue';
    const [state] = await this.database.query<{ attack_version: string | null }>({ text }, []);
    return state?.attack_version ?? null;
  }
}
