import type { Point } from './point';

export type Series = Pick<Point, 'metric_name' | 'metric_type' | 'environment' | 'service' | 'host'>;

/** The same text for all points of one series, and another for those of any other. */
export const seriesKey = ({ metric_name, metric_type, environment, service, host }: Series): string =>
  // Of what may hold a line feed, the service is written as JSON and the host comes last.
  `${metric_name}\n${metric_type}\n${environment}\n${service === null ? '' : JSON.stringify(service)}\n${host ?? ''}`;

/** The newest point of each series; of several of the same time the one that came last. */
export function newestOfEachSeries(points: readonly Point[]): Point[] {
  const newest = new Map<string, Point>();
  for (const point of points) {
    const key = seriesKey(point);
    const known = newest.get(key);
    if (!known || point.timestamp >= known.timestamp) newest.set(key, point);
  }
  return [...newest.values()];
}
