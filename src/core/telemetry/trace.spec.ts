import { describe, expect, it } from '@jest/globals';
import { callerOf, currentTrace, withTrace } from './trace';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('the header traceparent', () => {
  it.each([
    [`00-${TRACE}-${SPAN}-01`, true],
    [`00-${TRACE}-${SPAN}-00`, false],
    [`00-${TRACE}-${SPAN}-02`, false],
    [`cc-${TRACE}-${SPAN}-03-what-the-future-brings`, true],
  ])('%s names trace, span and whether it is sampled', (header, isSampled) => {
    expect(callerOf(header)).toEqual({ traceId: TRACE, spanId: SPAN, isSampled });
  });

  it.each([
    undefined,
    '',
    'x',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
    ` 00-${TRACE}-${SPAN}-01`,
  ])('%j means nothing', (header) => {
    expect(callerOf(header)).toBeNull();
  });
});

describe('the trace of what is going on', () => {
  it('is that of the innermost work, also after a wait, and of nobody else', async () => {
    const trace = { traceId: TRACE, spanId: SPAN, isSampled: true };
    const inner = { ...trace, spanId: SPAN.replace('0', '1') };
    await withTrace(trace, async () => {
      await withTrace(inner, async () => {
        await Promise.resolve();
        expect(currentTrace()).toBe(inner);
      });
      expect(currentTrace()).toBe(trace);
    });
    expect(currentTrace()).toBeUndefined();
  });
});
