import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectInvalid } from '../http/expect-error';
import { type AssetBody, draft } from './asset-scene';

const PATH = '/secops/assets';

/** Name, address, type, environment, and what else is known. */
const HOSTS: readonly (readonly [string, string, string, string, Record<string, unknown>?])[] = [
  [
    'Pay-API-01.prod.example.net',
    '10.20.4.11',
    'server',
    'production',
    { owner: 'Payments', os: 'Debian GNU/Linux' },
  ],
  [
    'pay-api-02.prod.example.net',
    '10.20.4.12',
    'server',
    'production',
    { owner: 'Payments', os: 'Ubuntu', tags: ['pci'] },
  ],
  [
    'pay-db-01.prod.example.net',
    '10.20.8.11',
    'database',
    'production',
    { owner: 'Data', tags: ['pci', 'postgresql'] },
  ],
  [
    'pay-api-01.stage.example.net',
    '10.30.4.11',
    'server',
    'staging',
    { owner: 'Payments', status: 'maintenance' },
  ],
  ['edge-lb', '2001:db8:20::1', 'load_balancer', 'production', { owner: 'Networking', os: '100%_free\\os' }],
  ['build', '2001:db8:40::9', 'container', 'development', { last_scanned_at: '2026-01-15T10:00:00Z' }],
];

describe('the list of assets', () => {
  let server: TestServer;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    const engineer = await server.as('engineer');
    viewer = await server.as('viewer');
    for (const [hostname, ip_address, asset_type, environment, more] of HOSTS) {
      const answer = await engineer.post(
        PATH,
        draft({ hostname, ip_address, asset_type, environment, ...more }),
      );
      expect(answer.status).toBe(201);
    }
  });
  afterAll(() => server.close());

  /** The places in HOSTS of what is found, in the order of the answer. */
  const found = async (query: Record<string, string>): Promise<number[]> => {
    const { status, body, headers } = await viewer.get<AssetBody[]>(
      `${PATH}?${new URLSearchParams(query).toString()}`,
    );
    expect([status, headers.get('x-total-count')]).toEqual([200, String(body.length)]);
    return body.map(({ hostname }) => HOSTS.findIndex(([name]) => name === hostname));
  };
  const filter = (field: string, operator: string, value: unknown) => ({
    filter: JSON.stringify([{ field, operator, value }]),
  });

  it('is the newest first', async () => {
    expect(await found({})).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it.each<[Record<string, string>, number[]]>([
    [{ search: 'pay-api' }, [3, 1, 0]],
    [{ search: 'PAY-api-01' }, [3, 0]],
    [{ search: 'api-01.PROD' }, [0]],
    [{ search: 'y-d' }, [2]],
    [{ search: 'lb' }, [4]],
    [{ search: 'pay stage' }, [3]],
    [{ search: 'pay -stage' }, [2, 1, 0]],
    [{ search: '10.20.4' }, [1, 0]],
    [{ search: '2001:db8' }, [5, 4]],
    [{ search: 'debian' }, [0]],
    [{ search: '"Debian GNU"' }, [0]],
    [{ search: 'networking' }, [4]],
    [{ search: '%' }, [4]],
    [{ search: '_' }, [4]],
    [{ search: '\\' }, [4]],
    [{ search: '100%_free\\os' }, [4]],
    [{ search: 'nowhere' }, []],
    [{ search: '""' }, []],
    [{ search: 'pay', asset_type: 'database' }, [2]],
  ])('%j finds these', async (query, hosts) => {
    expect(await found(query)).toEqual(hosts);
  });

  it.each<[Record<string, string>, number[]]>([
    [{ hostname: 'PAY-API-01.PROD.EXAMPLE.NET' }, [0]],
    [{ hostname: 'edge-lb,BUILD' }, [5, 4]],
    [{ hostname: 'pay-api-01' }, []],
    [{ ip_address: '10.20.4.11' }, [0]],
    [{ ip_address: '10.20.4.11,2001:DB8:40:0::9' }, [5, 0]],
    [{ ip_address: '10.20.0.0/16' }, [2, 1, 0]],
    [{ ip_address: '10.0.0.0/8' }, [3, 2, 1, 0]],
    [{ ip_address: '2001:db8:20::/48,10.30.0.0/16' }, [4, 3]],
    [{ ip_address: '0.0.0.0/0' }, [3, 2, 1, 0]],
    [{ asset_type: 'server', environment: 'production' }, [1, 0]],
    [{ asset_type: 'container,database' }, [5, 2]],
    [{ status: 'maintenance' }, [3]],
    [{ environment: 'staging,development' }, [5, 3]],
    [{ owner: 'Payments' }, [3, 1, 0]],
    [{ tag: 'pci' }, [2, 1]],
    [{ tag: 'postgresql' }, [2]],
    [{ last_scanned_from: '2026-01-15', last_scanned_to: '2026-01-15' }, [5]],
  ])('is filtered by %j', async (query, hosts) => {
    expect(await found(query)).toEqual(hosts);
  });

  it.each<[string, string, unknown, number[]]>([
    ['hostname', 'contains', 'API-0', [3, 1, 0]],
    ['hostname', 'ne', 'EDGE-LB', [5, 3, 2, 1, 0]],
    ['hostname', 'gt', 'PAY-API-02', [2, 1]],
    ['ip_address', 'eq', '10.20.0.0/16', [2, 1, 0]],
    ['ip_address', 'ne', '10.0.0.0/8', [5, 4]],
    ['ip_address', 'in', ['10.20.8.0/24', '2001:db8:40::9'], [5, 2]],
    ['ip_address', 'gte', '10.30.0.0', [5, 4, 3]],
    ['vulnerability_count', 'gt', 0, []],
    ['vulnerability_count', 'eq', 0, [5, 4, 3, 2, 1, 0]],
    ['owner', 'eq', null, [5]],
  ])('is filtered by %s %s %j', async (field, operator, value, hosts) => {
    expect(await found(filter(field, operator, value))).toEqual(hosts);
  });

  it.each<[string, string, number[]]>([
    ['hostname', 'asc', [5, 4, 0, 3, 1, 2]],
    ['hostname', 'desc', [2, 1, 3, 0, 4, 5]],
    ['ip_address', 'asc', [0, 1, 2, 3, 4, 5]],
    ['last_scanned_at', 'desc', [5]],
  ])('is sorted by %s %s', async (sort_by, sort_order, hosts) => {
    expect((await found({ sort_by, sort_order })).slice(0, hosts.length)).toEqual(hosts);
  });

  it.each(['hostname', 'ip_address', 'os', 'asset_type'])(
    'pages by cursor overlap nowhere, sorted by %s',
    async (sort_by) => {
      for (const sort_order of ['asc', 'desc']) {
        const whole = await found({ sort_by, sort_order });
        const pages: number[] = [];
        let query = new URLSearchParams({ sort_by, sort_order, limit: '2' });
        while (pages.length < whole.length) {
          const { body, headers } = await viewer.get<AssetBody[]>(`${PATH}?${query.toString()}`);
          expect(body).toHaveLength(2);
          pages.push(...body.map(({ hostname }) => HOSTS.findIndex(([name]) => name === hostname)));
          query = new URLSearchParams({
            ...{ sort_by, sort_order, limit: '2', cursor: headers.get('x-next-cursor') ?? 'none' },
          });
        }
        expect(pages).toEqual(whole);
      }
    },
  );

  it.each<[Record<string, string>, string]>([
    [{ ip_address: '10.0.0' }, 'ip_address'],
    [{ ip_address: '10.0.0.0/33' }, 'ip_address'],
    [{ ip_address: 'fe80::1%eth0' }, 'ip_address'],
    [{ ip_address: "10.0.0.1' or true --" }, 'ip_address'],
    [{ asset_type: 'toaster' }, 'asset_type'],
    [{ environment: 'moon' }, 'environment'],
    [{ search: 'a b c d e f g h i j k' }, 'search'],
    [{ search: 'x'.repeat(1_001) }, 'search'],
    [{ sort_by: 'metadata' }, 'sort_by'],
    [filter('ip_address', 'contains', '10.20'), 'filter.0.value'],
    [filter('ip_address', 'eq', '10.0.0.256'), 'filter.0.value'],
    [filter('metadata', 'eq', 'x'), 'filter.0.field'],
  ])('%j is refused', async (query, field) => {
    expectInvalid(await viewer.get(`${PATH}?${new URLSearchParams(query).toString()}`), [field]);
  });

  it('is exported as CSV with addresses as they are', async () => {
    const answer = await viewer.get<string>(`${PATH}?format=csv&sort_by=ip_address&sort_order=asc`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    const [head, ...lines] = answer.text.trim().split('\r\n');
    expect(head).toBe(
      'id,hostname,ip_address,asset_type,environment,status,os,os_version,owner,tags,metadata,last_scanned_at,vulnerability_count,created_at,updated_at',
    );
    expect(lines.map((line) => line.split(',')[2])).toEqual(HOSTS.map(([, address]) => address));
    expect(lines[1]).toContain(',pci,');
  });
});
