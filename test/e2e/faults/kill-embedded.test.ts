import { it } from '@jest/globals';
import { embeddedRounds, expectEverythingKept } from '../../faults/embedded-rounds';

it('killed together with its own Postgres, the server keeps everything it acknowledged', async () => {
  expectEverythingKept(await embeddedRounds(1));
}, 180_000);
