import { describe, expect, it } from '@jest/globals';
import { LOOK_MS } from './execution.chores';
import { LEASE_MS, MERCY_MS } from './execution.queries';

describe('an execution whose server died', () => {
  it('is ended within 30 s, with time left to do so', () => {
    expect(LEASE_MS + MERCY_MS + LOOK_MS).toBeLessThanOrEqual(25_000);
  });
});
