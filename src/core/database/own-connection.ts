import type { Pool, QueryResult } from 'pg';

/**
 * Runs a text that holds several statements with their own BEGIN and COMMIT, and gives what each gave. One that fails half
 * way leaves its connection in a broken transaction, and nobody else must get that one.
 */
export async function onOwnConnection(
  pool: Pool,
  text: string,
  values?: unknown[],
): Promise<QueryResult<object>> {
  const client = await pool.connect();
  const ignore = (): void => undefined;
  // While it is ours nobody else listens, and then a broken connection would end the process.
  client.on('error', ignore);
  let isWhole = false;
  try {
    const result = await client.query<object>(text, values);
    isWhole = true;
    return result;
  } finally {
    client.off('error', ignore);
    client.release(!isWhole);
  }
}
