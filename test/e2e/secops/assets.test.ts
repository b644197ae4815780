import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError, expectInvalid } from '../http/expect-error';
import { auditOf } from '../infra/fixtures';
import { type AssetBody, draft } from './asset-scene';

const PATH = '/secops/assets';
const NOBODY = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';
const FULL = {
  status: 'maintenance',
  os: 'Debian GNU/Linux',
  os_version: '12.7',
  owner: 'Payments',
  tags: ['pci', 'java'],
  metadata: { rack: 'B12', ports: [22, 443] },
  last_scanned_at: '2026-01-15T10:30:00.000Z',
};

describe('assets', () => {
  let server: TestServer;
  let engineer: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer] = [await server.as('engineer'), await server.as('viewer')];
  });
  afterAll(() => server.close());

  const register = async (more: Record<string, unknown> = {}): Promise<AssetBody> => {
    const answer = await engineer.post<AssetBody>(PATH, draft(more));
    if (answer.status !== 201) throw new Error(`could not register an asset: ${answer.text}`);
    return answer.body;
  };
  const at = ({ id }: AssetBody): string => `${PATH}/${id}`;

  it('one with nothing but what must be said begins active, without vulnerabilities, and null for the rest', async () => {
    const body = draft();
    const answer = await engineer.post<AssetBody>(PATH, body);
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        ...body,
        id: expect.any(String),
        status: 'active',
        ...{ os: null, os_version: null, owner: null, tags: null, metadata: null, last_scanned_at: null },
        vulnerability_count: 0,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect(Object.keys(answer.body)).toEqual([
      ...[
        'id',
        'hostname',
        'ip_address',
        'asset_type',
        'environment',
        'status',
        'os',
        'os_version',
        'owner',
        'tags',
      ],
      ...['metadata', 'last_scanned_at', 'vulnerability_count', 'created_at', 'updated_at'],
    ]);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect((await viewer.get(at(answer.body))).body).toEqual(answer.body);
  });

  it('all that can be said of one is kept, at creation and by a change', async () => {
    expect(await register(FULL)).toMatchObject(FULL);
    const plain = await register();
    const changed = await engineer.patch<AssetBody>(at(plain), {
      ...FULL,
      asset_type: 'database',
      environment: 'staging',
    });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { ...FULL, asset_type: 'database', environment: 'staging', hostname: plain.hostname },
    ]);
    const emptied = await engineer.patch<AssetBody>(at(plain), {
      os: null,
      owner: null,
      tags: null,
      metadata: null,
    });
    expect(emptied.body).toMatchObject({
      os: null,
      owner: null,
      tags: null,
      metadata: null,
      os_version: '12.7',
    });
  });

  it('a change is audited field by field; the same again changes nothing and says nothing', async () => {
    const asset = await register({ ip_address: '2001:db8::17' });
    const body = { status: 'inactive', ip_address: '2001:db8::18' };
    const first = await engineer.patch<AssetBody>(at(asset), body);
    expect(first.headers.get('etag')).toBe('"2"');
    const again = await engineer.patch<AssetBody>(at(asset), { ...body, ip_address: '2001:0DB8:0:0::18' });
    expect([again.status, again.headers.get('etag'), again.body]).toEqual([200, '"2"', first.body]);
    const trail = await auditOf(server, asset.id);
    expect(
      trail.map(({ event_type, resource_type, resource_name }) => [event_type, resource_type, resource_name]),
    ).toEqual([
      ['CREATE', 'asset', asset.hostname],
      ['UPDATE', 'asset', asset.hostname],
    ]);
    expect(trail[1].changes).toEqual([
      { field: 'ip_address', old_value: '2001:db8::17', new_value: '2001:db8::18' },
      { field: 'status', old_value: 'active', new_value: 'inactive' },
    ]);
  });

  it('a write with If-Match that no longer fits gets 412 and changes nothing', async () => {
    const asset = await register();
    await engineer.patch(at(asset), { owner: 'Data' });
    expectError(
      await engineer.patch(at(asset), { owner: 'Mobile' }, { 'if-match': '"1"' }),
      412,
      'PRECONDITION_FAILED',
    );
    expectError(await engineer.delete(at(asset), { 'if-match': '"1"' }), 412, 'PRECONDITION_FAILED');
    expect((await engineer.get<AssetBody>(at(asset))).body.owner).toBe('Data');
    expect((await engineer.delete(at(asset), { 'if-match': '"2"' })).status).toBe(204);
  });

  it('a removed one vanishes from reads and lists, and is removed once', async () => {
    const asset = await register();
    expect((await engineer.delete(at(asset))).status).toBe(204);
    for (const answer of [
      await engineer.get(at(asset)),
      await engineer.patch(at(asset), { os: 'Plan 9' }),
      await engineer.delete(at(asset)),
    ])
      expectError(answer, 404, 'ASSET_NOT_FOUND');
    const list = await engineer.get<AssetBody[]>(`${PATH}?hostname=${asset.hostname}`);
    expect([list.body, list.headers.get('x-total-count')]).toEqual([[], '0']);
  });

  it('a removed one takes its vulnerabilities out of every read, and leaves those of others', async () => {
    const [asset, other] = [await register(), await register()];
    const weakness = { title: 'Weakness', description: 'Of this host', severity: 'low' };
    const report = async ({ id }: AssetBody): Promise<string> =>
      String((await engineer.post('/secops/vulnerabilities', { ...weakness, asset_id: id })).body.id);
    const [gone, kept] = [await report(asset), await report(other)];
    const total = async (): Promise<number> =>
      Number((await viewer.get('/secops/vulnerabilities')).headers.get('x-total-count'));
    const before = await total();
    expect((await engineer.delete(at(asset))).status).toBe(204);
    expectError(await viewer.get(`/secops/vulnerabilities/${gone}`), 404, 'VULNERABILITY_NOT_FOUND');
    expect(await total()).toBe(before - 1);
    expect((await viewer.get(`/secops/vulnerabilities/${kept}`)).status).toBe(200);
    expectInvalid(await engineer.post('/secops/vulnerabilities', { ...weakness, asset_id: asset.id }), [
      'asset_id',
    ]);
  });

  it.each([NOBODY, 'x', 'stats', '1'])('%s is no asset', async (id) => {
    expectError(await engineer.get(`${PATH}/${id}`), 404, 'ASSET_NOT_FOUND');
  });

  it('viewers read and do not write; strangers do neither', async () => {
    const asset = await register();
    expect((await viewer.get(PATH)).status).toBe(200);
    expectError(await viewer.post(PATH, draft()), 403, 'FORBIDDEN');
    expectError(await viewer.patch(at(asset), { os: 'BeOS' }), 403, 'FORBIDDEN');
    expectError(await viewer.delete(at(asset)), 403, 'FORBIDDEN');
    expectError(await server.anonymous.get(PATH), 401, 'UNAUTHORIZED');
    expectError(await server.anonymous.get(at(asset)), 401, 'UNAUTHORIZED');
  });

  it('creating twice with one Idempotency-Key registers one', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = draft();
    const answers = [await engineer.post(PATH, body, key), await engineer.post(PATH, body, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0].body).toEqual(answers[1].body);
    expectError(await engineer.post(PATH, draft(), key), 409, 'IDEMPOTENCY_KEY_REUSED');
  });

  describe('of a request', () => {
    it('every fault is named at once, and nothing is made', async () => {
      expectInvalid(await engineer.post(PATH, {}), ['hostname', 'ip_address', 'asset_type', 'environment']);
      const faulty = {
        asset_type: 'toaster',
        environment: 'moon',
        status: 'asleep',
        tags: 'pci',
        metadata: [],
        colour: 'red',
      };
      expectInvalid(await engineer.post(PATH, draft(faulty)), Object.keys(faulty));
      expectInvalid(await engineer.post(PATH, draft({ last_scanned_at: 'yesterday', os: '', owner: 7 })), [
        ...['last_scanned_at', 'os', 'owner'],
      ]);
    });

    it('nothing that must be said can be taken back', async () => {
      const asset = await register();
      const fields = ['hostname', 'ip_address', 'asset_type', 'environment', 'status'];
      const nothing = Object.fromEntries(fields.map((field) => [field, null]));
      expectInvalid(await engineer.patch(at(asset), nothing), fields);
    });

    it.each(['id', 'vulnerability_count', 'created_at', 'updated_at', 'version', 'deleted_at'])(
      '%s is not for callers to say',
      async (field) => {
        const asset = await register();
        expectInvalid(await engineer.post(PATH, draft({ [field]: 7 })), [field]);
        expectInvalid(await engineer.patch(at(asset), { [field]: 7 }), [field]);
        expect((await engineer.get(at(asset))).body).toEqual(asset);
      },
    );

    it.each([
      ['10.20.4.17', '10.20.4.17'],
      ['255.255.255.255', '255.255.255.255'],
      ['2001:DB8:0:0::0017', '2001:db8::17'],
      ['0:0:0:0:0:0:0:1', '::1'],
      ['::', '::'],
      ['::ffff:192.0.2.1', '192.0.2.1'],
    ])('the address %s is kept as %s', async (ip_address, canonical) => {
      const asset = await register({ ip_address });
      expect(asset.ip_address).toBe(canonical);
      expect((await engineer.get<AssetBody>(at(asset))).body.ip_address).toBe(canonical);
    });

    it.each([
      ...[
        '',
        'localhost',
        '10.0.0',
        '10.0.0.256',
        '010.0.0.1',
        '10.0.0.01',
        '10.0.0.0/8',
        '10.0.0.1/32',
        ' 10.0.0.1',
      ],
      ...[
        'fe80::1%eth0',
        '2001:db8::/64',
        '2001:db8::1::2',
        '[::1]',
        '0x7f.1',
        '2130706433',
        "10.0.0.1'; --",
        '\u0000',
      ],
      ...[7, null, true, ['10.0.0.1'], { address: '10.0.0.1' }],
    ])('%j is no address', async (ip_address) => {
      expectInvalid(await engineer.post(PATH, draft({ ip_address })), ['ip_address']);
    });

    it.each(['a', 'WEB-01', 'web_01', '9to5', 'a.b.c', `${'a'.repeat(63)}.net`, `${'abc.'.repeat(62)}abcde`])(
      '%s is a host name',
      async (hostname) => {
        expect(await register({ hostname, environment: 'development' })).toMatchObject({ hostname });
      },
    );

    it.each([
      ...[
        '',
        ' ',
        'web 01',
        'web-01.',
        '.web',
        'a..b',
        '-web',
        'web-',
        'wéb',
        'web/01',
        'a'.repeat(64),
        'a.'.repeat(127) + 'bb',
      ],
      ...['web\n', '<script>', '10.0.0.1/8', 'höst', '🖥', 7, null],
    ])('%j is none', async (hostname) => {
      expectInvalid(await engineer.post(PATH, draft({ hostname })), ['hostname']);
    });
  });
});
