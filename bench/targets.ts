import type { Chapter } from './chapter';
import type { ContenderName } from './contenders';
import type { Measurement } from './measure';
import { median } from './median';
import type { Scenario } from './scenarios';
import type { SocketMeasurement } from './websocket';

export interface Target {
  readonly title: string;
  readonly wanted: string;
  readonly got: string;
  readonly met: boolean;
}

/** By how much the server under test shall answer more requests than a baseline. */
const REQUESTS: Record<Scenario['part'], readonly (readonly [ContenderName, number])[]> = {
  list: [
    ['express', 1.2],
    ['tutorial', 3],
  ],
  one: [['express', 1]],
  create: [['express', 1.2]],
};
/** How much longer than bare `ws` the last socket may wait for an event. */
const SOCKET_TIME = 1.5;

/**
 * Requests per second of one contender as a multiple of another's: the median of the rounds' own ratios. The
 * two of one round ran within seconds of each other, so a slow minute of the machine slows both and cancels out.
 */
export const ratio = ({ rounds }: Measurement, of: ContenderName, to: ContenderName): number =>
  median(rounds.get(of)!.map((perSecond, round) => perSecond / rounds.get(to)![round]));

export function judge(
  measurements: readonly Measurement[],
  sockets: SocketMeasurement | undefined,
  chapters: readonly Chapter[],
): Target[] {
  const targets = measurements.flatMap((measurement) => {
    const { scenario, connections, figures, events } = measurement;
    if (!figures.has('ours')) return [];
    const title = `${scenario.title}, ${connections} connections`;
    const judged = REQUESTS[scenario.part].map(([to, least]): Target => {
      const got = ratio(measurement, 'ours', to);
      return { title, wanted: `≥ ${least.toFixed(1)} × ${to}`, got: got.toFixed(2), met: got >= least };
    });
    if (events) {
      const { acknowledged, committed, delivered } = events;
      const got = `${delivered} of ${committed} committed (${acknowledged} answered in time)`;
      const met = delivered === committed && acknowledged <= committed;
      judged.push({ title, wanted: 'every event delivered', got, met });
    }
    return judged;
  });
  if (sockets?.ours) {
    const got = sockets.ours.ms / sockets.bare.ms;
    const title = `One event to ${sockets.sockets} sockets`;
    const wanted = `≤ ${SOCKET_TIME.toFixed(1)} × bare ws`;
    targets.push({ title, wanted, got: got.toFixed(2), met: got <= SOCKET_TIME });
  }
  return [...targets, ...chapters.flatMap((chapter) => chapter.targets)];
}
