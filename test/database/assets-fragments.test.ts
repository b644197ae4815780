import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import { countStatement, pageStatement } from '../../src/core/lists/list-statements';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { Asset } from '../../src/secops/assets';
import type { AssetBody } from '../e2e/secops/asset-scene';
import { startServer, type TestServer } from '../support/app';

const ASSETS = 50_000;
const FILL = `
  insert into assets (hostname, ip_address, asset_type, environment, os, owner, created_at)
  select (array['pay', 'web', 'search', 'ledger'])[g % 4 + 1] || '-' || g || '.prod.example.net', '10.0.0.0'::inet + g,
    (array['server', 'container', 'database'])[g % 3 + 1], (array['production', 'staging', 'development'])[g % 3 + 1],
    (array['Debian GNU/Linux', 'Ubuntu', 'Alpine Linux'])[g % 3 + 1], (array['Platform', 'Payments', 'Data'])[g % 3 + 1],
    now() - g * interval '1 minute'
  from generate_series(1, $1) g`;

describe('among 50,000 assets', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await server.sql(FILL, [ASSETS]);
    await server.sql('vacuum analyze assets');
  }, 60_000);
  afterAll(() => server.close());

  const spec = specOf<unknown>(Asset);
  const planOf = async (query: Record<string, string>): Promise<string> => {
    const parsed = parseListQuery(spec, '/secops/assets', new URLSearchParams(query).toString(), undefined);
    const plans: string[] = [];
    for (const make of [pageStatement, countStatement]) {
      const { text, values } = make(spec, parsed, { baseUrl: '' });
      const rows = await server.sql<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans.join('\n');
  };

  it.each<[Record<string, string>, RegExp]>([
    [{ search: 'ay-4711' }, /Bitmap Index Scan on assets_fragments_idx/],
    [{ search: 'SEARCH-4', environment: 'staging' }, /Bitmap Index Scan on assets_fragments_idx/],
    [{ search: '10.0.19.1' }, /Bitmap Index Scan on assets_fragments_idx/],
    [
      { filter: JSON.stringify([{ field: 'hostname', operator: 'contains', value: 'y-4711.PROD' }]) },
      /Bitmap Index Scan on assets_fragments_idx/,
    ],
    [
      { hostname: 'PAY-4712.prod.example.net' },
      /Index.* on assets_(hostname_key|name_idx)|using assets_(hostname_key|name_idx)/,
    ],
    [{ ip_address: '10.0.17.0/28' }, /assets_network_idx/],
    [{ ip_address: '10.0.17.1,10.0.99.0/30' }, /assets_network_idx/],
  ])('%j is found by an index', async (query, index) => {
    const [one] = await server.sql<{ enable_seqscan: string }>('show enable_seqscan');
    expect(one.enable_seqscan).toBe('on');
    const plan = await planOf(query);
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  it('sorting by name walks the index, however deep the page', async () => {
    expect(await planOf({ sort_by: 'hostname', sort_order: 'asc' })).toMatch(
      /Index Scan using assets_name_idx/,
    );
  });

  it('a fragment that one of them has finds it, asked for as often as connections need to settle on a plan', async () => {
    const viewer = await server.as('viewer');
    for (let round = 0; round < 8; round += 1) {
      const { body } = await viewer.get<AssetBody[]>(`/secops/assets?search=pay-${4_000 + 4 * round}.prod`);
      expect(body.map(({ hostname }) => hostname)).toEqual([`pay-${4_000 + 4 * round}.prod.example.net`]);
    }
  });

  it('the database itself keeps single addresses only, and no count below nothing', async () => {
    const insert = `insert into assets (hostname, ip_address, asset_type, environment, vulnerability_count) values ('x', $1, 'server', 'staging', $2)`;
    await expect(server.sql(insert, ['10.0.0.0/8', 0])).rejects.toThrow('assets_ip_address_check');
    await expect(server.sql(insert, ['10.0.0.1', -1])).rejects.toThrow('assets_vulnerability_count_check');
  });
});
