import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, eventsOf, faultyFields, refusalOf } from '../infra/fixtures';
import {
  change,
  changed,
  countOf,
  LOG4SHELL,
  NOBODY,
  PATH,
  registerAsset,
  report,
  type VulnerabilityBody,
} from './vulnerability-scene';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const FULL = {
  ...LOG4SHELL,
  severity: 'high',
  status: 'in_progress',
  affected_package: 'log4j-core',
  affected_version: '2.14.1',
  fixed_version: '2.17.1',
  discovered_at: '2026-01-15T10:30:00.000Z',
  assignee: 'Test engineer 2',
  remediation: 'Raise log4j-core to 2.17.1.',
  references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-44228', 'http://wiki/log4shell?page=1'],
  mitre_tactics: ['TA0001'],
  mitre_techniques: ['T1190', 'T1059.007'],
  cvss_score: 10,
  cvss_vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
};

describe('vulnerabilities', () => {
  let server: TestServer;
  let engineer: Actor;
  let viewer: Actor;
  let asset: string;
  beforeAll(async () => {
    server = await startServer();
    [engineer, viewer] = [await server.as('engineer'), await server.as('viewer')];
    asset = (await registerAsset(engineer)).id;
  });
  afterAll(() => server.close());

  const post = (more: Record<string, unknown>) =>
    engineer.post<VulnerabilityBody>(PATH, { ...LOG4SHELL, asset_id: asset, severity: 'medium', ...more });

  it('one with nothing but what must be said has all fields in their order, and null for the rest', async () => {
    const before = Date.now();
    const { cve_id: _, ...said } = LOG4SHELL;
    const answer = await engineer.post(PATH, { ...said, asset_id: asset, severity: 'info' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"1"']);
    expect(Object.entries(answer.body)).toEqual([
      ['id', expect.stringMatching(UUID_V4)],
      ['asset_id', asset],
      ['cve_id', null],
      ['title', LOG4SHELL.title],
      ['description', LOG4SHELL.description],
      ['severity', 'info'],
      ['cvss_score', null],
      ['status', 'open'],
      ['affected_package', null],
      ['affected_version', null],
      ['fixed_version', null],
      ['discovered_at', expect.stringMatching(ISO)],
      ['updated_at', expect.stringMatching(ISO)],
      ['resolved_at', null],
      ['assignee', null],
      ['remediation', null],
      ['references', null],
      ['mitre_tactics', null],
      ['mitre_techniques', null],
      ['cvss_vector', null],
      ['environment', 'production'],
      ['accepted_reason', null],
      ['accepted_by', null],
      ['accepted_until', null],
    ]);
    const discovered = Date.parse(String(answer.body.discovered_at));
    expect(discovered).toBeGreaterThanOrEqual(before);
    expect(discovered).toBeLessThanOrEqual(Date.now());
  });

  it('one with everything keeps it, and is read as it was written', async () => {
    const answer = await post(FULL);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject(FULL);
    const read = await viewer.get(`${PATH}/${answer.body.id}`);
    expect([read.status, read.body]).toEqual([200, answer.body]);
  });

  it('every field that may change does, and null empties those that may be empty', async () => {
    const { id, ...before } = await report(engineer, asset);
    const filled = await change(engineer, id, FULL);
    expect([filled.status, filled.headers.get('etag')]).toEqual([200, '"2"']);
    expect(filled.body).toEqual({ ...before, id, ...FULL, updated_at: expect.stringMatching(ISO) });
    const nothing = Object.fromEntries(
      Object.keys(FULL).flatMap((field) =>
        ['title', 'description', 'severity', 'status', 'discovered_at'].includes(field)
          ? []
          : [[field, null]],
      ),
    );
    expect(await changed(engineer, id, nothing)).toMatchObject({ ...nothing, severity: 'high' });
    for (const field of ['title', 'description', 'severity', 'status', 'discovered_at']) {
      const answer = await change(engineer, id, { [field]: null });
      expect([field, ...refusalOf(answer)]).toEqual([field, 400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([field]);
    }
  });

  it('creation and change are written down, each with what changed; a change of nothing is not', async () => {
    const { id } = await report(engineer, asset);
    await changed(engineer, id, { assignee: 'Test engineer 4', references: ['https://example.com/a'] });
    await changed(engineer, id, { assignee: 'Test engineer 4' });
    const [created, updated, ...rest] = await auditOf(server, id);
    expect(rest).toEqual([]);
    expect(created).toMatchObject({
      ...{ event_type: 'CREATE', resource_type: 'vulnerability', resource_name: LOG4SHELL.title },
      ...{ status: 'success', user_name: 'Test engineer 2' },
    });
    expect(created.changes).toContainEqual({ field: 'status', old_value: null, new_value: 'open' });
    expect([updated.event_type, updated.changes]).toEqual([
      'UPDATE',
      [
        { field: 'assignee', old_value: null, new_value: 'Test engineer 4' },
        { field: 'references', old_value: null, new_value: ['https://example.com/a'] },
      ],
    ]);
    expect(await eventsOf(server, id)).toEqual([]);
  });

  it.each(['mitigated', 'false_positive', 'accepted'])(
    '%s sets resolved_at, and opening clears it',
    async (status) => {
      const { id } = await report(engineer, asset);
      const before = Date.now();
      const reason = status === 'accepted' ? { accepted_reason: 'Isolated' } : {};
      const resolved = await changed(engineer, id, { status, ...reason });
      expect(Date.parse(resolved.resolved_at!)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(resolved.resolved_at!)).toBeLessThanOrEqual(Date.now());
      expect((await changed(engineer, id, { assignee: 'A' })).resolved_at).toBe(resolved.resolved_at);
      for (const again of ['in_progress', 'open'])
        expect(await changed(engineer, id, { status: again })).toMatchObject({
          status: again,
          resolved_at: null,
        });
    },
  );

  it.each(['open', 'in_progress', 'mitigated', 'false_positive'])(
    'one can be recorded as %s',
    async (status) => {
      const { resolved_at } = await report(engineer, asset, { status });
      expect(resolved_at !== null).toBe(status === 'mitigated' || status === 'false_positive');
    },
  );

  it('the same CVE may be recorded twice on one asset: it may be in two packages', async () => {
    const [one, two] = [await report(engineer, asset), await report(engineer, asset)];
    expect([one.cve_id, one.id === two.id]).toEqual([two.cve_id, false]);
  });

  it.each(['CVE-1999-0001', 'CVE-2024-3094', 'CVE-2024-1234567890123456789'])(
    '%s is a CVE id',
    async (cve_id) => {
      expect((await report(engineer, asset, { cve_id })).cve_id).toBe(cve_id);
    },
  );

  it.each([
    ...[
      '',
      ' ',
      'CVE',
      'CVE-24-1234',
      'CVE-2024-123',
      'cve-2024-1234',
      'CVE-2024-1234 ',
      'CVE-2024-12a4',
      'GHSA-1',
    ],
    ...['CVE-2024-12345678901234567890', 'XCVE-2024-1234', 'CVE-2024-1234\n', 7, true, ['CVE-2024-1234'], {}],
  ])('%p is none', async (cve_id) => {
    const answer = await post({ cve_id });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['cve_id']);
  });

  const FAULTS: [string, unknown][] = [
    ['severity', 'urgent'],
    ['severity', 'HIGH'],
    ['status', 'closed'],
    ['title', 'ab'],
    ['title', 'x'.repeat(301)],
    ['description', ' '],
    ['description', 'a\u0000b'],
    ['cvss_score', -0.1],
    ['cvss_score', 10.1],
    ['cvss_score', 5.55],
    ['cvss_score', '9.8'],
    ['cvss_score', 1e300],
    ['cvss_score', [9]],
    ['discovered_at', 'yesterday'],
    ['discovered_at', 1_700_000_000],
    ['discovered_at', '2026-02-30T00:00:00Z'],
    ['references', 'https://example.com'],
    ['references', ['not a URL']],
    ['references', ['javascript:alert(1)']],
    ['references', ['ftp://example.com/a']],
    ['references', ['//example.com/a']],
    ['references', [`https://example.com/${'a'.repeat(2_000)}`]],
    ['references', [null]],
    ['mitre_tactics', ['']],
    ['mitre_techniques', Array.from({ length: 51 }, (_, index) => `T${1000 + index}`)],
    ['affected_package', 'x'.repeat(201)],
    ['assignee', ''],
    ['accepted_until', 'never'],
  ];
  it.each(FAULTS.map(([field, value]) => [field, JSON.stringify(value).slice(0, 40), value] as const))(
    '%s of %s is refused, on creation and on change',
    async (field, _, value) => {
      const { id } = await report(engineer, asset);
      for (const answer of [await post({ [field]: value }), await change(engineer, id, { [field]: value })]) {
        expect([answer.text, ...refusalOf(answer)]).toEqual([expect.any(String), 400, 'INVALID_REQUEST']);
        expect(faultyFields(answer)).toEqual([field]);
      }
    },
  );

  it('one cannot be discovered in the future, but clocks may differ a little', async () => {
    const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
    const soon = inMinutes(4);
    const { id, discovered_at } = await report(engineer, asset, { discovered_at: soon });
    expect(discovered_at).toBe(soon);
    for (const answer of [
      await post({ discovered_at: inMinutes(6) }),
      await change(engineer, id, { discovered_at: inMinutes(6) }),
    ]) {
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual(['discovered_at']);
    }
  });

  it('every violation of a creation is told at once', async () => {
    const answer = await engineer.post(PATH, {
      ...{ asset_id: 'no-id', cve_id: 'x', title: 'ab', severity: 'bad', cvss_score: 11, cvss_vector: 'x' },
      ...{
        status: 'gone',
        references: ['x'],
        resolved_at: '2026-01-01',
        accepted_by: 'Me',
        environment: 'staging',
      },
    });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer).sort()).toEqual([
      ...['accepted_by', 'asset_id', 'cve_id', 'cvss_score', 'cvss_vector', 'description', 'environment'],
      ...['references', 'resolved_at', 'severity', 'status', 'title'],
    ]);
  });

  it('what contradicts itself is told at once too', async () => {
    const answer = await engineer.post(PATH, {
      ...{ asset_id: asset, title: 'Three faults', description: 'x', discovered_at: '2999-01-01' },
      ...{ status: 'accepted', accepted_until: '2020-01-01' },
    });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer).sort()).toEqual([
      ...['accepted_reason', 'accepted_until', 'discovered_at', 'severity'],
    ]);
  });

  it.each([
    'id',
    'asset_id',
    'environment',
    'updated_at',
    'resolved_at',
    'accepted_by',
    'version',
    'created_at',
  ])('%s is not for clients to change', async (field) => {
    const { id } = await report(engineer, asset);
    const answer = await change(engineer, id, { [field]: field === 'asset_id' ? asset : 'x' });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it.each([
    ['an unknown asset', NOBODY],
    ['no UUID', 'no-id'],
    ['null', null],
    ['a number', 7],
    ['nothing', undefined],
  ])('%s as asset_id is refused, and nothing is written', async (_, asset_id) => {
    const tally =
      'select (select count(*) from vulnerabilities) as rows, (select count(*) from events) as events';
    const before = await server.sql(tally);
    const answer = await post({ asset_id });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['asset_id']);
    expect(await server.sql(tally)).toEqual(before);
  });

  it.each([NOBODY, 'not-an-id', 'CVE-2021-44228', '%27'])('%s is no vulnerability', async (id) => {
    expect(refusalOf(await engineer.get(`${PATH}/${id}`))).toEqual([404, 'VULNERABILITY_NOT_FOUND']);
    for (const body of [{ title: 'Another' }, { status: 'mitigated' }])
      expect(refusalOf(await change(engineer, id, body))).toEqual([404, 'VULNERABILITY_NOT_FOUND']);
  });

  it('a stale If-Match is refused and a fitting one is not, also where the asset changes along', async () => {
    const { id } = await report(engineer, asset);
    await changed(engineer, id, { assignee: 'A' });
    const close = (etag: string) =>
      engineer.patch(`${PATH}/${id}`, { status: 'mitigated' }, { 'if-match': etag });
    const counted = await countOf(engineer, asset);
    expect(refusalOf(await close('"1"'))).toEqual([412, 'PRECONDITION_FAILED']);
    expect(await countOf(engineer, asset)).toBe(counted);
    const answer = await close('"2"');
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"3"']);
    const known = await engineer.get(`${PATH}/${id}`, { 'if-none-match': '"3"' });
    expect(known.status).toBe(304);
  });

  it('a repeated Idempotency-Key records one, and counts one', async () => {
    const { id } = await registerAsset(engineer);
    const key = { 'idempotency-key': 'scan-17' };
    const body = { ...LOG4SHELL, asset_id: id, severity: 'high' };
    const [first, second] = [await engineer.post(PATH, body, key), await engineer.post(PATH, body, key)];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
    expect(await countOf(engineer, id)).toBe(1);
    const other = await engineer.post(PATH, { ...body, severity: 'low' }, key);
    expect(refusalOf(other)).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('viewers read and change nothing, strangers do neither, and there is no way to remove one', async () => {
    const { id } = await report(engineer, asset);
    const path = `${PATH}/${id}`;
    expect((await viewer.get(path)).status).toBe(200);
    expect(refusalOf(await viewer.post(PATH, {}))).toEqual([403, 'FORBIDDEN']);
    expect(refusalOf(await viewer.patch(path, { title: 'Mine' }))).toEqual([403, 'FORBIDDEN']);
    for (const answer of [await server.anonymous.get(PATH), await server.anonymous.get(path)])
      expect(refusalOf(answer)).toEqual([401, 'UNAUTHORIZED']);
    expect(refusalOf(await engineer.delete(path))).toEqual([404, 'NOT_FOUND']);
    expect((await viewer.get(path)).body).toMatchObject({ title: LOG4SHELL.title });
  });
});
