import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { log } from '../../core/logging/logger';
import { Pace } from '../../core/queueing/pace';
import { Clock } from '../../core/time/clock';
import { HOUR_MS } from '../../core/time/durations';
import { type Incident, IncidentsService, IncidentStatus } from '../../infra/incidents';
import type { FeedDefaults } from '../feeds';
import { datedBy, isNewer, judge, retell, saysTheSame, Verdict } from './alert-policy';
import { AlertFeedQueries, type AlertState } from './alert-feed.queries';
import type { AlertsTaken } from './alerts-taken';
import { type News, readAlerts } from './read-alerts';

const MAX_TOLD = 100;

@Injectable()
export class AlertFeedService {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly states: AlertFeedQueries,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens, updates, reopens and resolves the incidents of these alerts, all of those that can be taken or none. `truncated` is
   * how many the sender says that it left out.
   */
  async take(alerts: readonly unknown[], truncated: number, defaults: FeedDefaults): Promise<AlertsTaken> {
    const heardAt = this.clock.now();
    const counts = { opened: 0, updated: 0, reopened: 0, resolved: 0, ignored: 0 };
    const skipped: AlertsTaken['skipped'] = [];
    let skippedCount = 0;
    const pace = new Pace();
    const news = await readAlerts(alerts, defaults, heardAt, pace, (index, fingerprint, reason) => {
      skippedCount += 1;
      if (skipped.length < MAX_TOLD) skipped.push({ index, fingerprint, reason });
    });
    counts.ignored = alerts.length - skippedCount - news.length;
    if (truncated > 0) log.warn({ truncated }, 'an Alertmanager left out alerts: see its max_alerts');
    const verdicts = news.length > 0 ? await this.work.run(() => this.settle(news, pace)) : [];
    for (const verdict of verdicts) counts[COUNTED[verdict]] += 1;
    return { received: alerts.length, ...counts, truncated, skipped_count: skippedCount, skipped };
  }

  /** Needs an open transaction. */
  private async settle(news: readonly News[], pace: Pace): Promise<Verdict[]> {
    const firing = news.filter(({ alert }) => alert.isFiring).map(({ state }) => state);
    const locked = await this.states.lock(
      news.map(({ state }) => state),
      firing,
    );
    const known = new Map(locked.map((state) => [keyOf(state), state]));
    const saves: AlertState[] = [];
    const openings: News[] = [];
    const byIncident = new Map<string, { news: News; before: AlertState }[]>();
    const verdicts: Verdict[] = [];
    const noteHeard = ({ alert, state: { heard_at } }: News, before: AlertState): void => {
      const isStale = heard_at.getTime() - before.heard_at.getTime() >= HOUR_MS;
      // That it is told again keeps it from being forgotten; once an hour will do.
      if (alert.isFiring && before.ends_at === null && isStale) saves.push({ ...before, heard_at });
    };
    const decide = (one: News, before: AlertState | null, incident: Incident | null): void => {
      const verdict = judge(one.alert, before, incident?.status ?? null, one.state.heard_at);
      verdicts.push(verdict);
      if (verdict === Verdict.ignore) return before ? noteHeard(one, before) : undefined;
      if (verdict === Verdict.open) return void openings.push(one);
      if (incident) act(verdict, incident, one, before!);
      saves.push(stateAfter(verdict, one, before!));
    };
    for (const { alert, state } of news) {
      if (pace.isDue) await pace.rest();
      const before = known.get(keyOf(state)) ?? null;
      const one = { alert: datedBy(alert, before), state };
      if (!before?.incident_id) decide(one, null, null);
      // Most requests only repeat what was said: nothing of it needs to be looked at.
      else if (isRepeat(one, before)) {
        verdicts.push(Verdict.ignore);
        noteHeard(one, before);
      } else {
        const others = byIncident.get(before.incident_id) ?? [];
        byIncident.set(before.incident_id, [...others, { news: one, before }]);
      }
    }
    await this.incidents.changeAll([...byIncident.keys()], (incident) => {
      for (const { news: one, before } of byIncident.get(incident.id)!) decide(one, before, incident);
      byIncident.delete(incident.id);
    });
    // Those that are left have been removed, or moved to where the caller must not look.
    for (const left of byIncident.values())
      for (const { news: one, before } of left) decide(one, before, null);
    const opened = await this.incidents.openAll(openings.map(({ state }) => state.said));
    saves.push(...openings.map(({ state }, index) => ({ ...state, incident_id: opened[index] })));
    await this.states.save(saves);
    return verdicts;
  }
}

const COUNTED = {
  open: 'opened',
  go_on: 'updated',
  reopen: 'reopened',
  resolve: 'resolved',
  ignore: 'ignored',
} as const satisfies Record<Verdict, string>;

const keyOf = ({ environment, fingerprint }: AlertState): string => `${environment} ${fingerprint}`;

const isRepeat = ({ alert, state }: News, before: AlertState): boolean =>
  alert.isFiring &&
  before.ends_at === null &&
  alert.startsAt.getTime() === before.starts_at.getTime() &&
  saysTheSame(before.said, state.said);

/** When one that has ended did so, by our clock: not after we heard of it. */
const endOf = ({ endsAt }: News['alert'], { heard_at }: AlertState): Date =>
  endsAt! > heard_at ? heard_at : endsAt!;

function act(verdict: Verdict, incident: Incident, { alert, state }: News, before: AlertState): void {
  if (verdict === Verdict.resolve) {
    const isOver = incident.resolved_at !== null;
    const end = endOf(alert, state);
    // It cannot have ended before there was anything to end.
    const at = end < incident.created_at ? incident.created_at : end;
    if (!isOver) incident.moveTo(IncidentStatus.resolved, at);
    return;
  }
  if (verdict === Verdict.reopen) incident.moveTo(IncidentStatus.open, state.heard_at);
  retell(incident, before.said, state.said);
}

function stateAfter(verdict: Verdict, { alert, state }: News, before: AlertState): AlertState {
  const { incident_id } = before;
  if (verdict === Verdict.resolve)
    return { ...before, ends_at: endOf(alert, state), heard_at: state.heard_at };
  const starts_at = isNewer(alert, before) ? alert.startsAt : before.starts_at;
  return { ...state, starts_at, incident_id };
}
