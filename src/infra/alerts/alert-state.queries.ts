import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import type { Watch } from './alert.repository';
import type { SeriesState } from './series-policy';

export interface WatchState extends Watch, SeriesState {}

const ENTER = {
  name: 'alert_states_enter',
  text: `insert into alert_states (threshold_id, series)
    select w.threshold_id, w.series from unnest($1::uuid[], $2::text[]) as w(threshold_id, series)
    order by w.threshold_id, w.series on conflict do nothing`,
};
const LOCK = {
  name: 'alert_states_lock',
  text: `select s.threshold_id, s.series, s.evaluated_at, s.fired_at from alert_states s
    join unnest($1::uuid[], $2::text[]) as w(threshold_id, series) using (threshold_id, series)
    order by s.threshold_id, s.series for update of s`,
};
const SAVE = {
  name: 'alert_states_save',
  text: `update alert_states s set evaluated_at = w.evaluated_at, fired_at = w.fired_at, touched_at = now()
    from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])
      as w(threshold_id, series, evaluated_at, fired_at)
    where s.threshold_id = w.threshold_id and s.series = w.series`,
};
const PRUNE = {
  name: 'alert_states_prune',
  text: `delete from alert_states s where s.touched_at < now() - make_interval(days => $1) and not exists (
    select 1 from alerts a where a.threshold_id = s.threshold_id and a.series = s.series
      and a.status <> 'resolved' and a.deleted_at is null)`,
};

/** Where each series stands under each rule; in the database, so that instances and restarts agree on it. */
@Injectable()
export class AlertStateQueries {
  constructor(private readonly database: Database) {}

  /**
   * Where they stand, for the open transaction alone until it ends. New ones come first and all go in one order: two that
   * watch the same series wait for each other, but never both at once.
   */
  async lock(watches: readonly Watch[]): Promise<WatchState[]> {
    const values = [watches.map((watch) => watch.threshold_id), watches.map((watch) => watch.series)];
    await this.database.query(ENTER, values);
    return this.database.query<WatchState>(LOCK, values);
  }

  async save(states: readonly WatchState[]): Promise<void> {
    if (states.length === 0) return;
    await this.database.query(SAVE, [
      states.map((state) => state.threshold_id),
      states.map((state) => state.series),
      states.map((state) => state.evaluated_at),
      states.map((state) => state.fired_at),
    ]);
  }

  /** Forgets series that nothing was measured of for so many days and that have no open alert. */
  async prune(days: number): Promise<void> {
    await this.database.query(PRUNE, [days]);
  }
}
