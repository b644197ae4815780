import { repositoryOf } from '../../core/database/repository-of';
import { Alert } from './alert.entity';

/** One series under one rule. */
export interface Watch {
  readonly threshold_id: string;
  readonly series: string;
}

const OPEN = {
  name: 'alerts_open',
  text: `select a.id, a.threshold_id, a.series from alerts a
    join unnest($1::uuid[], $2::text[]) as w(threshold_id, series) using (threshold_id, series)
    where a.status <> 'resolved' and a.deleted_at is null`,
};
const OPEN_OF = {
  name: 'alerts_open_of',
  text: `select id from alerts where threshold_id = $1 and status <> 'resolved' and deleted_at is null order by id`,
};

export class AlertRepository extends repositoryOf(Alert) {
  /** The open alerts of the watched series, at most one each. */
  openAt(watches: readonly Watch[]): Promise<(Watch & { readonly id: string })[]> {
    const values = [watches.map((watch) => watch.threshold_id), watches.map((watch) => watch.series)];
    return this.tools.database.query(OPEN, values);
  }

  /** The ids of a rule's open alerts. */
  async openOf(thresholdId: string): Promise<string[]> {
    const rows = await this.tools.database.query<{ id: string }>(OPEN_OF, [thresholdId]);
    return rows.map(({ id }) => id);
  }
}
