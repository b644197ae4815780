import { createHash } from 'node:crypto';
import { type Point, type Series, seriesKey } from '../metrics';

/** The measurements of a batch that belong to one series. */
export interface SeriesPoints {
  readonly digest: string;
  readonly name: Series;
  readonly points: readonly Point[];
}

/** What the tables call a series: of fixed length, whatever its names. 43 characters. */
export const seriesDigest = (name: Series): string =>
  createHash('sha256').update(seriesKey(name)).digest('base64url');

/** Sorts a batch by series, in the order in which they come up. */
export function groupBySeries(points: Iterable<Point>): SeriesPoints[] {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = seriesKey(point);
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].map((group) => ({
    digest: seriesDigest(group[0]),
    name: group[0],
    points: group,
  }));
}
