import { expect, it } from '@jest/globals';
import { expectEachMadeOnce, reportRounds } from '../../faults/report-rounds';
import { cloneDatabase } from '../../support/template-database';

it('killed while it makes a report and ten wait, the server makes each of them once', async () => {
  const database = await cloneDatabase();
  try {
    const figures = await reportRounds(database.url, 1, { lapses: true });
    expect(figures.asked).toHaveLength(11);
    expectEachMadeOnce(figures);
  } finally {
    await database.drop();
  }
}, 180_000);
