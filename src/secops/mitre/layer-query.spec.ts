import { describe, expect, it } from '@jest/globals';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { readLayerQuery } from './layer-query';

const ID = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';
const NOTHING = {
  ...{
    detected_from: null,
    detected_to: null,
    status: null,
    severity: null,
    environment: null,
    asset_id: null,
  },
};
const faultsOf = (queryString: string): string[] => {
  try {
    readLayerQuery(queryString);
  } catch (error) {
    if (error instanceof InvalidRequest) return (error.details as Violation[]).map(({ field }) => field);
    throw error;
  }
  return [];
};

describe('the query of a layer', () => {
  it('is all detections unless it says otherwise', () => {
    expect(readLayerQuery('')).toEqual(NOTHING);
    expect(readLayerQuery(`status=active,investigating&severity=high&severity=low&asset_id=${ID}`)).toEqual({
      ...NOTHING,
      ...{ status: ['active', 'investigating'], severity: ['high', 'low'], asset_id: [ID] },
    });
  });

  it('takes days as whole days, and moments as they are', () => {
    expect(readLayerQuery('detected_from=2026-01-01&detected_to=2026-01-31')).toMatchObject({
      detected_from: new Date('2026-01-01T00:00:00Z'),
      detected_to: new Date('2026-01-31T23:59:59.999Z'),
    });
    expect(readLayerQuery('detected_to=2026-01-31T10:00:00%2B02:00').detected_to).toEqual(
      new Date('2026-01-31T08:00:00Z'),
    );
  });

  it.each([
    ['status=open', 'status'],
    ['status=active,', 'status'],
    ['severity=info', 'severity'],
    ['environment=prod', 'environment'],
    ['environment=toString', 'environment'],
    ['asset_id=5', 'asset_id'],
    [
      `asset_id=${Array(101)
        .fill(ID)
        .map((id: string, n) => id.slice(0, -3) + String(100 + n))
        .join(',')}`,
      'asset_id',
    ],
    ['detected_from=yesterday', 'detected_from'],
    ['detected_to=2026-02-30', 'detected_to'],
    ['detected_from=2026-01-01&detected_from=2026-01-02', 'detected_from'],
    ['limit=5', 'limit'],
    ['__proto__=1', '__proto__'],
    ['status=%ff', ''],
  ])('%s is refused by naming %p', (queryString, field) => {
    expect(faultsOf(queryString)).toContain(field);
  });
});
