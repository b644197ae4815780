import type { Violation } from '../../core/errors/domain-error';
import type { Batch } from '../../core/http/batch';
import type { CreateCostRequest } from './cost.requests';

/** Days outside are slips of the pen, and none of them has a period that the calendar of JSON cannot name. */
export const FIRST_YEAR = '1970';
export const LAST_YEAR = '2999';
export const isAccountable = (day: string): boolean =>
  day >= `${FIRST_YEAR}-01-01` && day <= `${LAST_YEAR}-12-31`;

/** Of service and resource_id in UTF-8: an index takes no more than so much of a key. */
const MAX_KEY_BYTES = 2_000;

/** What is wrong with records that are right field by field. */
export function faultsOf(batch: Batch<CreateCostRequest>): Violation[] {
  const violations: Violation[] = [];
  const places = new Map<string, number>();
  batch.records.forEach((record, index) => {
    const fail = (field: string, message: string): void =>
      void violations.push({ field: batch.path(index, field), message });
    if (!isAccountable(record.date))
      fail('date', `date must be a day of the years ${FIRST_YEAR} to ${LAST_YEAR}`);
    const { date, environment, service, resource_id = null } = record;
    if (Buffer.byteLength(service) + Buffer.byteLength(resource_id ?? '') > MAX_KEY_BYTES)
      fail('resource_id', `service and resource_id must not have more than ${MAX_KEY_BYTES} bytes together`);
    const key = JSON.stringify([date, environment, service, resource_id]);
    const first = places.get(key);
    if (first === undefined) places.set(key, index);
    else
      fail(
        '',
        `records ${first} and ${index} have the same date, environment, service and resource_id: add them up, or name their resources`,
      );
  });
  return violations;
}
