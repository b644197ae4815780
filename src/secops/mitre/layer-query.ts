import { isUUID } from 'class-validator';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Environment, isDay, parseTimestamp } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';
import { DetectionSeverity, DetectionStatus } from './detection.enums';

/** Which detections a layer shows. Null is all. */
export interface LayerQuery {
  readonly detected_from: Date | null;
  /** The last moment that counts. */
  readonly detected_to: Date | null;
  readonly status: readonly string[] | null;
  readonly severity: readonly string[] | null;
  readonly environment: readonly string[] | null;
  readonly asset_id: readonly string[] | null;
}

export const LAYER_PARAMETERS = [
  'asset_id',
  'detected_from',
  'detected_to',
  'environment',
  'severity',
  'status',
] as const;
const MAX_VALUES = 100;

/** Reads the query string; parameters mean what they mean to the list of detections. Throws InvalidRequest with every violation. */
export function readLayerQuery(queryString: string): LayerQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const query = readQueryString(queryString, fail);
  for (const name of Object.keys(query))
    if (!(LAYER_PARAMETERS as readonly string[]).includes(name))
      fail(name, `is not a known parameter; known are ${LAYER_PARAMETERS.join(', ')}`);

  const moment = (name: string, endOfDay: string): Date | null => {
    const text = query[name];
    if (text === undefined) return null;
    if (Array.isArray(text)) fail(name, 'must be given once');
    const date = Array.isArray(text) ? undefined : parseTimestamp(isDay(text) ? `${text}${endOfDay}` : text);
    if (!Array.isArray(text) && !date) fail(name, 'must be an ISO 8601 timestamp or day');
    return date ?? null;
  };
  const some = (name: string, isFit: (value: string) => boolean, wanted: string): string[] | null => {
    const raw = query[name];
    if (raw === undefined) return null;
    const values = [...new Set([raw].flat().flatMap((part) => part.split(',').map((value) => value.trim())))];
    if (values.length > MAX_VALUES) fail(name, `must not have more than ${MAX_VALUES} values`);
    else if (!values.every(isFit)) fail(name, wanted);
    return values;
  };
  const oneOf = (name: string, values: Readonly<Record<string, string>>): string[] | null =>
    some(
      name,
      (value) => Object.values(values).includes(value),
      `must be one of ${Object.values(values).join(', ')}`,
    );

  const read: LayerQuery = {
    detected_from: moment('detected_from', ''),
    // A bare day as the upper end means the whole of that day.
    detected_to: moment('detected_to', 'T23:59:59.999Z'),
    status: oneOf('status', DetectionStatus),
    severity: oneOf('severity', DetectionSeverity),
    environment: oneOf('environment', Environment),
    asset_id: some('asset_id', (value) => isUUID(value), 'must be a UUID'),
  };
  if (violations.length > 0) throw new InvalidRequest(violations);
  return read;
}
