import type { PoolClient } from 'pg';
import { SHIPPED_REVISION, shippedCatalogue } from './catalogue';
import { type Ask, askOf, lockCatalogue, replaceCatalogue, stateOf } from './catalogue.queries';

/** Whether the tables need the shipped catalogue: they are empty, or hold an older shipped one, but never an imported one. */
export async function isShippedWanted(ask: Ask): Promise<boolean> {
  const state = await stateOf(ask);
  return !state || (state.source === 'shipped' && state.revision < SHIPPED_REVISION);
}

/** Fills the tables with the shipped catalogue where they need it. Needs an open transaction. */
export async function loadShipped(ask: Ask): Promise<void> {
  if (!(await isShippedWanted(ask))) return;
  await lockCatalogue(ask);
  // Another instance may have been first.
  if (!(await isShippedWanted(ask))) return;
  await replaceCatalogue(ask, shippedCatalogue(), { source: 'shipped', revision: SHIPPED_REVISION });
}

/** The same for whoever fills a database without starting the application. The connection has an open transaction. */
export const loadShippedCatalogue = (client: PoolClient): Promise<void> => loadShipped(askOf(client));
