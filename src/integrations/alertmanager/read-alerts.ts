import { boundEnvironment } from '../../core/context/bound-environment';
import type { Pace } from '../../core/queueing/pace';
import type { FeedDefaults } from '../feeds';
import type { AlertState } from './alert-feed.queries';
import { environmentOfAlert, sayingOf } from './alert-words';
import { AlertFault, isLater, readAlert, type ReceivedAlert } from './received-alert';

export const MAX_ALERTS = 10_000;

/** An alert beside what would be known of it if it were new. */
export interface News {
  readonly alert: ReceivedAlert;
  readonly state: AlertState;
}

export type SkipAlert = (index: number, fingerprint: string | null, reason: string) => void;

/** The alerts that can be taken, each once; read in slices, as there may be many and large ones. */
export async function readAlerts(
  alerts: readonly unknown[],
  defaults: FeedDefaults,
  heardAt: Date,
  pace: Pace,
  skip: SkipAlert,
): Promise<News[]> {
  const bound = boundEnvironment();
  const news = new Map<string, News>();
  for (const [index, given] of alerts.entries()) {
    if (pace.isDue) await pace.rest();
    if (index >= MAX_ALERTS) {
      skip(index, null, `is beyond the ${MAX_ALERTS} alerts of a request`);
      continue;
    }
    const alert = readAlert(given, heardAt);
    if (alert instanceof AlertFault) {
      skip(index, null, alert.reason);
      continue;
    }
    const { fingerprint, startsAt: starts_at, endsAt: ends_at } = alert;
    const environment = environmentOfAlert(alert, defaults.environment);
    if (bound !== null && environment !== bound) {
      const why = `is of ${environment}: these credentials are bound to the environment ${bound}`;
      skip(index, fingerprint, why);
      continue;
    }
    const key = `${environment} ${fingerprint}`;
    const other = news.get(key);
    if (other && !isLater(alert, other.alert)) continue;
    const times = { starts_at, ends_at, heard_at: heardAt };
    const said = sayingOf(alert, defaults);
    news.set(key, { alert, state: { environment, fingerprint, ...times, incident_id: null, said } });
  }
  return [...news.values()];
}
