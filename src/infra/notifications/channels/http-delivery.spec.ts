import { describe, expect, it } from '@jest/globals';
import { receiptOf } from './http-delivery';

const NOW = Date.parse('2026-01-15T12:00:00Z');
const receipt = (status: number, headers = {}, body = '') => receiptOf({ status, headers, body }, NOW);

describe('an answer', () => {
  it.each([200, 201, 202, 204])('%i means delivered', (status) => {
    expect(receipt(status, {}, 'thanks')).toEqual({
      outcome: 'delivered',
      response_status: status,
      error: null,
    });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('%i is tried again', (status) => {
    expect(receipt(status)).toMatchObject({ outcome: 'failed', response_status: status });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])('%i is final', (status) => {
    expect(receipt(status)).toMatchObject({ outcome: 'refused', response_status: status });
  });

  it.each([301, 302, 303, 307, 308])('%i is final and says why', (status) => {
    expect(receipt(status, { location: 'http://elsewhere' }, 'Moved')).toMatchObject({
      outcome: 'refused',
      error: `the receiver answered ${status}: redirects are not followed`,
    });
  });

  it('tells what the receiver said', () => {
    expect(receipt(404, {}, ' no_service\n').error).toBe('the receiver answered 404: no_service');
    expect(receipt(500).error).toBe('the receiver answered 500');
  });

  it('429 and 503 say how long to wait, others do not', () => {
    const waits = [429, 503, 500, 408].map(
      (status) => receipt(status, { 'retry-after': '17' }).retryAfterSeconds,
    );
    expect(waits).toEqual([17, 17, null, null]);
  });
});
