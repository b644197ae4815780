import { createHash } from 'node:crypto';
import type { Environment } from '../../core/fields';
import { FORBIDDEN_KEYS } from '../../core/http/unsafe-content';
import { METRIC_NAME, type Point } from '../../infra/metrics';
import { environmentOf } from '../feeds';
import { typeOf, unitOf } from './metric-words';
import type { SentSeries } from './write-request';

const NAME = '__name__';
const ENVIRONMENT = ['environment', 'env'];
/** What a metric of ours may hold. */
const MOST = { name: 200, service: 100, host: 253, tags: 32, tagName: 64, tag: 256 };
/** Names and texts may hold line breaks and tabs, but nothing else that cannot be seen. */
const UNSEEN = /(?![\t\n\r])\p{Cc}/u;

/** What all points of a series have in common. */
export interface PointSeries extends Pick<
  Point,
  'metric_name' | 'metric_type' | 'unit' | 'environment' | 'service' | 'host' | 'tags'
> {
  /** The first half of its points' ids: 19 hexadecimal digits of what its environment and labels are. */
  readonly digest: string;
}

/** Says why a series cannot be taken. */
export class SeriesFault {
  constructor(readonly message: string) {}
}

/** A series of ours from the labels of one of Prometheus'. `fallback` is for those that name no environment. */
export function seriesOf(
  { labels: sent, isOverfull }: SentSeries,
  fallback: Environment,
  units: ReadonlyMap<string, string>,
): PointSeries | SeriesFault {
  const labels = new Map<string, string>();
  for (const [name, value] of sent) {
    if (name === null || value === null) return new SeriesFault('has a label that is not UTF-8');
    if (name === '') return new SeriesFault('has a label without a name');
    if (UNSEEN.test(name) || value.includes('\0'))
      return new SeriesFault('has a label with control characters');
    if (FORBIDDEN_KEYS.has(name)) return new SeriesFault(`must not have a label named ${name}`);
    if (labels.has(name)) return new SeriesFault(`has the label ${name.slice(0, 100)} twice`);
    labels.set(name, value);
  }
  // An empty label is the same as none.
  for (const [name, value] of labels) if (value === '') labels.delete(name);
  const name = labels.get(NAME);
  if (name === undefined) return new SeriesFault(`has no ${NAME}`);
  if (name.length > MOST.name) return tooLong(NAME, MOST.name);
  const environment = environmentOf((label) => labels.get(label), ENVIRONMENT, fallback);
  const digest = digestOf(environment, labels);
  const metric_name = METRIC_NAME.test(name) ? name : name.replace(/^[^A-Za-z_]|[^A-Za-z0-9_.:-]/gu, '_');
  if (metric_name === name) labels.delete(NAME);
  const [service, host] = [
    labels.get('service') ?? labels.get('job') ?? null,
    labels.get('instance') ?? null,
  ];
  if (service !== null && service.length > MOST.service)
    return tooLong(labels.has('service') ? 'service' : 'job', MOST.service);
  if (host !== null && host.length > MOST.host) return tooLong('instance', MOST.host);
  labels.delete(labels.has('service') ? 'service' : 'job');
  labels.delete('instance');
  // What says more than we keep of it stays among the tags.
  for (const label of ENVIRONMENT) if (labels.get(label) === environment) labels.delete(label);
  if (isOverfull || labels.size > MOST.tags) return new SeriesFault(`has more than ${MOST.tags} labels`);
  for (const [label, value] of labels) {
    if (label.length > MOST.tagName) return tooLong(`the name of ${label.slice(0, 100)}`, MOST.tagName);
    if (value.length > MOST.tag) return tooLong(label, MOST.tag);
  }
  return {
    ...{ metric_name, metric_type: typeOf(name), unit: unitOf(name, units) },
    ...{ environment, service, host, digest },
    tags: labels.size === 0 ? null : Object.fromEntries(labels),
  };
}

/** The id of a series' sample at a moment: the same however often it is sent. In the form of a UUID v4. */
export function pointId(digest: string, time: number): string {
  // 18 digits and two bits of the series, 12 digits of the time: 48 bits are enough for 8,000 years.
  const moment = time.toString(16).padStart(12, '0');
  const variant = '89ab'[parseInt(digest[18], 16) & 3];
  return (
    `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(12, 15)}-` +
    `${variant}${digest.slice(15, 18)}-${moment}`
  );
}

const tooLong = (what: string, most: number): SeriesFault =>
  new SeriesFault(`${what} must not have more than ${most} characters`);

const digestOf = (environment: Environment, labels: ReadonlyMap<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify([environment, ...[...labels].sort(([one], [other]) => (one < other ? -1 : 1))]))
    .digest('hex')
    .slice(0, 19);
