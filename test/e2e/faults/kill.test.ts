import { it } from '@jest/globals';
import { expectNothingLost } from '../../faults/expect-nothing-lost';
import { killRounds } from '../../faults/kill-rounds';

it('killed twice under load, the server loses nothing and tells everything once and in order', async () => {
  expectNothingLost(await killRounds(2));
}, 180_000);
