import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/time/clock';
import { type Point, PointWatcher } from '../metrics';
import { type Rule, RuleBook, ThresholdEnvironment, ThresholdQueries } from '../thresholds';
import { AlertKeeper, type Opening, type Settling } from './alert-keeper';
import { type WatchState, AlertStateQueries } from './alert-state.queries';
import { AlertRepository, type Watch } from './alert.repository';
import { groupBySeries, type SeriesPoints } from './series';
import { judge } from './series-policy';

/**
 * Holds every accepted batch against the rules, inside its transaction. However many points there are, it asks the
 * database a fixed number of times, and a few times more for each 1,000 alerts that open or resolve.
 */
@Injectable()
export class AlertWatcher implements PointWatcher {
  constructor(
    private readonly rules: RuleBook,
    private readonly thresholds: ThresholdQueries,
    private readonly states: AlertStateQueries,
    private readonly alerts: AlertRepository,
    private readonly keeper: AlertKeeper,
    private readonly clock: Clock,
  ) {}

  async watch(points: readonly Point[]): Promise<void> {
    const book = await this.rules.read();
    const watched = points.filter((point) =>
      book.get(point.metric_name)?.some((scope) => fits(scope, point)),
    );
    if (watched.length === 0) return;
    const names = new Set(watched.map((point) => point.metric_name));
    const candidates = [...names].flatMap((name) => book.get(name)!.map(({ id }) => id));
    // The rules as they are now: nobody changes them, or retires their alerts, before this batch is done.
    const rules = await this.thresholds.hold(candidates);
    const series = groupBySeries(watched);
    const pairs = new Map<string, { rule: Rule; group: SeriesPoints }>();
    for (const rule of rules) {
      for (const group of series) {
        if (fits(rule, group.name))
          pairs.set(keyOf({ threshold_id: rule.id, series: group.digest }), { rule, group });
      }
    }
    if (pairs.size > 0) await this.evaluate(pairs);
  }

  private async evaluate(pairs: ReadonlyMap<string, { rule: Rule; group: SeriesPoints }>): Promise<void> {
    const watches = [...pairs.values()].map(({ rule, group }) => ({
      threshold_id: rule.id,
      series: group.digest,
    }));
    const states = await this.states.lock(watches);
    // Only now that nobody else is at these series: what was open before may not be so any more, and the reverse.
    const open = new Map((await this.alerts.openAt(watches)).map((alert) => [keyOf(alert), alert.id]));
    const now = this.clock.now();
    const changed: WatchState[] = [];
    const settlings: Settling[] = [];
    const openings: (Opening & { readonly resolving: Point | null })[] = [];
    for (const state of states) {
      const { rule, group } = pairs.get(keyOf(state))!;
      const id = open.get(keyOf(state));
      const verdict = judge(rule, state, id !== undefined, group.points, now);
      const { resolving, opening } = verdict;
      if (id !== undefined && resolving) settlings.push({ id, rule, by: resolving });
      if (opening) openings.push({ rule, series: group.digest, ...opening });
      if (hasMoved(state, verdict.state)) changed.push({ ...state, ...verdict.state });
    }
    // In this order: a series has one open alert at most.
    await this.keeper.settle(settlings, now);
    const opened = await this.keeper.open(openings, now);
    const passing = openings.flatMap(({ rule, resolving }, index) =>
      resolving ? [{ id: opened[index], rule, by: resolving }] : [],
    );
    await this.keeper.settle(passing, now);
    await this.states.save(changed);
  }
}

const keyOf = ({ threshold_id, series }: Watch): string => `${threshold_id} ${series}`;

const fits = (
  rule: Pick<Rule, 'metric_name' | 'environment'>,
  point: Pick<Point, 'metric_name' | 'environment'>,
): boolean =>
  rule.metric_name === point.metric_name &&
  (rule.environment === ThresholdEnvironment.all || rule.environment === point.environment);

const hasMoved = (before: WatchState, after: Pick<WatchState, 'evaluated_at' | 'fired_at'>): boolean =>
  before.evaluated_at?.getTime() !== after.evaluated_at?.getTime() ||
  before.fired_at?.getTime() !== after.fired_at?.getTime();
