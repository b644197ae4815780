import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { Database } from '../../core/database/database';
import { specOf } from '../../core/database/resource';
import type { Params } from '../../core/database/wire';
import { CommitSignal } from '../../core/events/commit-signal';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { Lists } from '../../core/lists/lists';
import { Asset } from '../assets';
import { MitreDetection } from './detection.entity';
import { MitreTactic } from './tactic';
import { MitreTechnique } from './technique';

const ASSETS = specOf(Asset);
const TACTICS = specOf(MitreTactic);
const TECHNIQUES = specOf(MitreTechnique);
const DETECTIONS = specOf(MitreDetection);

/**
 * Techniques with what was detected of them, as far as the caller may see it. Counted anew by every statement, and only
 * where it is asked for: what is not selected, filtered or sorted by is left out by Postgres. Retired ones are there for
 * their detections alone: to who sees none of these, they are gone.
 */
export function techniquesSource(params: Params, environment: string | null): string {
  const bound = environment === null ? '' : ` and d.environment = ${params.add(environment, 'text')}`;
  const seen = `from mitre_detections d where d.technique_id = t.id and d.deleted_at is null${bound}`;
  return `(select t.*, (select count(*)::int ${seen}) as detection_count,
    (select max(d.detected_at) ${seen}) as last_detected from mitre_techniques t
    where not t.retired or exists (select ${seen}))`;
}

/** The matrix of tactics and techniques, for reading. */
@Injectable()
export class MatrixQueries {
  constructor(
    private readonly lists: Lists,
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {
    // The database moves detections with their asset, and a list of techniques may be filtered by its counts.
    signal.onCommit((resource) => resource === ASSETS.name && signal.committed(DETECTIONS.name));
    signal.onCommit((resource) => resource === DETECTIONS.name && signal.committed(TECHNIQUES.name));
  }

  tactics(query: ListQuery): Promise<Page | CsvExport> {
    return this.lists.answer(TACTICS, query, { baseUrl: '' });
  }

  techniques(query: ListQuery): Promise<Page | CsvExport> {
    const environment = boundEnvironment();
    const source = (params: Params): string => techniquesSource(params, environment);
    return this.lists.answer(TECHNIQUES, query, { baseUrl: '', environment, source });
  }

  /** Totals of lists that are kept for a moment end with the open transaction. */
  forgetCountsWhenCommitted(): void {
    this.database.afterCommit(() => [TACTICS, TECHNIQUES].forEach(({ name }) => this.signal.committed(name)));
  }
}
