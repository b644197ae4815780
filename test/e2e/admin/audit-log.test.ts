import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCHED } from '../../../src/admin/audit/audit-log.queries';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { intruder } from '../../support/audit-scene';
import { PERSONAS } from '../../support/personas';

type Row = Record<string, unknown>;
const REPORT = {
  title: 'Elephants in the checkout',
  description: 'Customers cannot pay for them.',
  severity: 'low',
  squad: 'Payments',
};
const PATH = '/admin/audit-logs';

describe('the audit log', () => {
  let server: TestServer;
  let admin: Actor;
  let engineer: Actor;
  let incident: string;
  const list = async (query: string): Promise<Row[]> => (await admin.get<Row[]>(`${PATH}?${query}`)).body;
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer] = [await server.as('admin'), await server.as('engineer')];
    const viewer = await server.as('viewer');
    const made = await engineer.post('/infra/incidents', { ...REPORT, environment: 'production' });
    incident = String(made.body.id);
    await engineer.patch(`/infra/incidents/${incident}`, { severity: 'high', squad: '=Payments' });
    await viewer.delete(`/infra/incidents/${incident}`);
    await admin.delete(`/infra/incidents/${incident}`);
  });
  afterAll(() => server.close());

  it('tells of one entry what was changed from what to what', async () => {
    const [entry] = await list(`resource_id=${incident}&event_type=UPDATE`);
    expect(entry).toMatchObject({
      ...{ event_type: 'UPDATE', resource_type: 'incident', resource_id: incident, status: 'success' },
      ...{ resource_name: 'INC-1001', user_id: PERSONAS.engineer.id, error_message: null },
      changes: [
        { field: 'severity', old_value: 'low', new_value: 'high' },
        { field: 'squad', old_value: 'Payments', new_value: '=Payments' },
      ],
    });
    const one = await admin.get(`${PATH}/${String(entry.id)}`);
    expect([one.status, one.body]).toEqual([200, entry]);
    const again = await admin.get(`${PATH}/${String(entry.id)}`, {
      'if-none-match': one.headers.get('etag')!,
    });
    expect(again.status).toBe(304);
  });

  it.each(['00000000-0000-4000-8000-0000000000ff', 'nonsense', 'verify2'])('has no entry %s', async (id) => {
    const answer = await admin.get(`${PATH}/${id}`);
    expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'AUDIT_LOG_NOT_FOUND' } }]);
  });

  it('is asked by who, what, how it ended and when, and gives 50 unless told otherwise', async () => {
    const kinds = (rows: Row[]) =>
      rows.map(({ event_type, status }) => `${String(event_type)} ${String(status)}`);
    expect(kinds(await list(`resource_id=${incident}&sort_order=asc`))).toEqual([
      ...['CREATE success', 'UPDATE success', 'DELETE failed', 'DELETE success'],
    ]);
    expect(kinds(await list(`user_id=${PERSONAS.viewer.id}`))).toEqual(['DELETE failed', 'LOGIN success']);
    expect(kinds(await list(`resource_type=incident&status=failed`))).toEqual(['DELETE failed']);
    expect(kinds(await list('event_type=LOGIN,UPDATE&resource_type=incident'))).toEqual(['UPDATE success']);
    const [first] = await list('sort_order=asc&limit=1');
    const before = new Date(Date.parse(String(first.timestamp)) - 1).toISOString();
    expect(await list(`end_date=${before}`)).toEqual([]);
    expect(await list(`start_date=${before}&sort_order=asc&limit=1`)).toEqual([first]);
    const filter = JSON.stringify([{ field: 'user_id', operator: 'ne', value: PERSONAS.engineer.id }]);
    expect(kinds(await list(`resource_id=${incident}&filter=${encodeURIComponent(filter)}`))).toEqual([
      ...['DELETE success', 'DELETE failed'],
    ]);
    const page = await admin.get<{ pagination: object }>(`${PATH}?page=1`);
    expect(page.body.pagination).toMatchObject({ items_per_page: 50, current_page: 1 });
    const [newest, next] = await list('limit=2');
    const cut = await admin.get(`${PATH}?limit=1`);
    expect(cut.body).toEqual([newest]);
    expect(await list(`limit=1&cursor=${cut.headers.get('x-next-cursor')!}`)).toEqual([next]);
    const faults = await admin.get<{ error: { details: { field: string }[] } }>(
      `${PATH}?status=x&start_date=y&action=z`,
    );
    expect(faults.status).toBe(400);
    expect(faults.body.error.details.map(({ field }) => field)).toEqual(['status', 'start_date', 'action']);
  });

  it('counts what was done a moment ago, refusals and sign-ins included', async () => {
    const total = async (): Promise<number> => Number((await admin.get(PATH)).headers.get('x-total-count'));
    const before = await total();
    await engineer.post('/infra/incidents', {});
    expect(await total()).toBe(before + 1);
    await server.signIn('colleague');
    expect(await total()).toBe(before + 2);
  });

  it('is searched by words, in any of their forms, by index', async () => {
    const found = await list('search=INC-1001');
    expect(found.map(({ event_type }) => event_type)).toEqual(['DELETE', 'UPDATE', 'CREATE']);
    const updates = await list('search=update%20INC-1001');
    expect(updates.map(({ event_type }) => event_type)).toEqual(['UPDATE']);
    expect(await list('search=forbidden%20-INC-1001')).toMatchObject([{ status: 'failed' }]);
    // A table that fits into a page is read whole, whatever there is.
    const own = await intruder(server);
    await own.query('set enable_seqscan = off');
    const { rows } = await own.query(
      `explain select 1 from ${SEARCHED} r where r.search @@ websearch_to_tsquery('english', 'update')`,
    );
    await own.end();
    expect(JSON.stringify(rows)).toContain('audit_logs_search_idx');
  });

  it('comes as CSV, whose cells no spreadsheet runs', async () => {
    const csv = await admin.get<string>(`${PATH}?format=csv&resource_id=${incident}&event_type=UPDATE`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, line] = csv.text.split('\r\n');
    expect(head).toMatch(/^id,event_type,resource_type,resource_id,.*,changes,metadata,timestamp$/);
    expect(line).toContain('Updated incident INC-1001: severity, squad');
  });

  it.each(['', '/verify', '/checkpoints', '/public-key', '/export', `/${PERSONAS.admin.id}`])(
    'is for admins only: %s',
    async (path) => {
      const answer = await engineer.get(PATH + path);
      expect([answer.status, answer.body]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN', details: { missing_permission: 'read:audit_logs' } } },
      ]);
    },
  );

  it('is closed to tokens of one environment, for it is of all of them', async () => {
    const draft = { name: 'reader', scopes: ['read:audit_logs', 'read:incidents'] };
    const tokenFor = async (environment: string | null): Promise<Actor> => {
      const made = await admin.post('/admin/tokens', { ...draft, ...(environment ? { environment } : {}) });
      expect(made.status).toBe(201);
      return server.anonymous.with({ authorization: `Bearer ${String(made.body.token)}` });
    };
    const [free, bound] = [await tokenFor(null), await tokenFor('staging')];
    for (const path of ['', '/verify', '/checkpoints', '/public-key', '/export'])
      expect([(await free.get(PATH + path)).status, (await bound.get(PATH + path)).status]).toEqual([
        200, 403,
      ]);
  });

  it('is exported with its checkpoints and the key, and anybody can verify it without this server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'occ-audit-'));
    const save = async (name: string, path: string, type: string): Promise<string> => {
      const answer = await admin.get(PATH + path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      await writeFile(join(folder, name), answer.text);
      return answer.text;
    };
    const verify = (...names: string[]) => {
      const paths = names.map((name) => join(folder, name));
      const flags = ['-r', join(__dirname, '../../support/load-typescript.cjs')];
      const main = join(__dirname, '../../../src/audit-verify.main.ts');
      const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, main, ...paths], {
        encoding: 'utf8',
      });
      return [status, stdout + stderr];
    };
    try {
      const lines = await save('export.jsonl', '/export', 'application/jsonl; charset=utf-8');
      const list = await save('checkpoints.json', '/checkpoints', 'application/json; charset=utf-8');
      await save('public.pem', '/public-key', 'application/x-pem-file');
      const count = lines.trimEnd().split('\n').length;
      const [{ sequence }] = JSON.parse(list) as { sequence: number }[];
      expect(verify('export.jsonl', 'checkpoints.json', 'public.pem')).toEqual([
        0,
        `valid: ${count} entries, 1 checkpoints; the last ${count - sequence} are behind the newest checkpoint\n`,
      ]);
      await writeFile(join(folder, 'altered.jsonl'), lines.replaceAll('Elephants', 'Mice'));
      expect(verify('altered.jsonl', 'checkpoints.json', 'public.pem')).toEqual([
        1,
        expect.stringMatching(
          /^NOT VALID: altered at entry \d+ \(row [0-9a-f-]{36}\): it is not what was sealed/,
        ),
      ]);
      expect(verify('public.pem', 'checkpoints.json', 'public.pem')).toEqual([
        2,
        'line 1 of the export is not JSON\n',
      ]);
      expect(verify('export.jsonl', 'checkpoints.json')).toEqual([
        2,
        expect.stringContaining('audit:verify'),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('gives checkpoints in pages that nobody sees', async () => {
    const { body } = await admin.get<object[]>(`${PATH}/checkpoints`);
    const own = await intruder(server);
    await own.query(`insert into audit_checkpoints (sequence, hash, count, created_at, key_id, previous, signature)
      select 1000000 + n, '', 1, now(), 'key', null, '' from generate_series(1, 2100) n`);
    try {
      const all = await admin.get<{ sequence: number }[]>(`${PATH}/checkpoints`);
      expect(all.body).toHaveLength(body.length + 2100);
      expect(all.body.at(-1)!.sequence).toBe(1_002_100);
      const wrapped = await admin.with({ 'x-response-envelope': 'success' }).get(`${PATH}/checkpoints`);
      expect(wrapped.body).toMatchObject({ success: true, data: all.body });
    } finally {
      await own.query('delete from audit_checkpoints where sequence > 1000000');
      await own.end();
    }
  });

  it('gives headers of the export to who asks for no more', async () => {
    const { status, headers, text } = await admin.send('HEAD', `${PATH}/export`);
    expect([status, text, headers.get('content-disposition')]).toEqual([
      200,
      '',
      expect.stringMatching(/^attachment; filename="audit-logs-\d{4}-\d\d-\d\d\.jsonl"$/),
    ]);
  });
});
