import { isUUID } from 'class-validator';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { Environment } from '../../core/fields';
import { readQueryString } from '../../core/lists/query-string';

/** Whose vulnerabilities are counted. Null is all. */
export interface StatisticsQuery {
  readonly environment: Environment | null;
  readonly assetId: string | null;
}

/** Reads the query string. Throws InvalidRequest with every violation. */
export function readStatisticsQuery(queryString: string): StatisticsQuery {
  const violations: Violation[] = [];
  const fail = (field: string, message: string): void => void violations.push({ field, message });
  const { environment, asset_id, ...others } = readQueryString(queryString, fail);
  for (const name of Object.keys(others))
    fail(name, 'is not a known parameter; known are asset_id, environment');
  const once = (
    name: string,
    value: string | string[] | undefined,
    fits: (text: string) => boolean,
    wanted: string,
  ) => {
    if (value === undefined) return null;
    if (Array.isArray(value)) fail(name, 'must be given once');
    else if (!fits(value)) fail(name, `must be ${wanted}`);
    return value;
  };
  const places = Object.values(Environment);
  const place = once(
    'environment',
    environment,
    (text) => Object.hasOwn(Environment, text),
    `one of ${places.join(', ')}`,
  );
  const asset = once('asset_id', asset_id, (text) => isUUID(text), 'a UUID');
  if (violations.length > 0) throw new InvalidRequest(violations);
  return { environment: place as Environment | null, assetId: asset as string | null };
}
