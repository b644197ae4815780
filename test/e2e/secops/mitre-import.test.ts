import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { specOf } from '../../../src/core/database/resource';
import type { Page } from '../../../src/core/http/answers';
import { parseListQuery } from '../../../src/core/lists/parse-list-query';
import { MitreCatalogueService } from '../../../src/secops/mitre';
import { MatrixService } from '../../../src/secops/mitre/matrix.service';
import { MitreTechnique } from '../../../src/secops/mitre/technique';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, form, refusalOf, storedFiles } from '../infra/fixtures';
import { bundle, shippedBundle, SMALL, technique } from './mitre-bundle';
import { boundTo, host, report, seen, type TechniqueBody } from './mitre-scene';

const IMPORT = '/secops/mitre/import';
const RESULT = { attack_version: '19.1', tactics: 2, techniques: 3, revoked: 2, deprecated: 1 };

describe('an import of an ATT&CK bundle', () => {
  let server: TestServer;
  let admin: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, viewer] = [await server.as('admin'), await server.as('viewer')];
  });
  afterAll(() => server.close());
  // Each begins with the shipped catalogue and no detections.
  beforeEach(async () => {
    await server.sql('delete from mitre_detections');
    const answer = await admin.post(IMPORT, shippedBundle());
    expect([answer.status, answer.body.techniques]).toEqual([200, 691]);
  });

  const upload = (content: string | Uint8Array, parts: Record<string, string> = {}): Promise<Answer> =>
    admin.post(IMPORT, form(parts, { bytes: content, name: 'enterprise-attack.json' }));
  const ids = async (parameters = ''): Promise<string[]> => {
    const { body } = await viewer.get<TechniqueBody[]>(`/secops/mitre/techniques?limit=100&${parameters}`);
    return body.map(({ id }) => id);
  };
  const imports = (): Promise<{ action_description: string; user_id: string; status: string }[]> =>
    server.sql(`select action_description, user_id, status from audit_logs
      where resource_type = 'mitre_catalogue' order by position`);

  it.each(['a JSON body', 'a file'])(
    'as %s replaces the catalogue, without what is revoked or deprecated',
    async (way) => {
      const answer = await (way === 'a file'
        ? upload(JSON.stringify(bundle([...SMALL])))
        : admin.post(IMPORT, bundle([...SMALL])));
      expect([answer.status, answer.body]).toEqual([
        200,
        { ...RESULT, created: 1, updated: 2, unchanged: 0, retired: 0, removed: 689 },
      ]);
      const { body: tactics } = await viewer.get<{ id: string; position: number }[]>('/secops/mitre/tactics');
      expect(tactics.map(({ id, position }) => [id, position])).toEqual([
        ['TA0011', 1],
        ['TA0003', 2],
      ]);
      expect(await ids()).toEqual(['T1205', 'T1205.002', 'T1999']);
      expect(await seen(viewer, 'T1205')).toMatchObject({
        description: 'A knock opens a port.',
        tactic_id: 'TA0011',
        tactic_ids: ['TA0011', 'TA0003'],
        retired: false,
      });
      expect(await storedFiles(server)).toEqual([]);
    },
  );

  it('that says nothing new changes no technique', async () => {
    const before = await server.sql('select id, version, updated_at from mitre_techniques order by id');
    const { body } = await admin.post(IMPORT, shippedBundle());
    expect(body).toMatchObject({ created: 0, updated: 0, unchanged: 691, retired: 0, removed: 0 });
    expect(await server.sql('select id, version, updated_at from mitre_techniques order by id')).toEqual(
      before,
    );
  });

  it('is one entry of the audit log, with what it changed', async () => {
    const before = await imports();
    await admin.post(IMPORT, bundle([...SMALL]));
    const after = await imports();
    expect(after.slice(before.length)).toEqual([
      {
        action_description:
          'Imported mitre catalogue: 2 tactics, 3 techniques, 1 created, 2 updated, 0 unchanged, 0 retired, 689 removed, 2 revoked, 1 deprecated',
        user_id: '00000000-0000-4000-8000-000000000001',
        status: 'success',
      },
    ]);
  });

  it('keeps a technique that it lacks, marked as retired, while there are detections of it', async () => {
    const engineer = await server.as('engineer');
    const { id } = await report(engineer, { technique_id: 'T1001' });
    const gone = await report(engineer, { technique_id: 'T1003' });
    await engineer.delete(`/secops/mitre/detections/${gone.id}`);
    const { body } = await admin.post(IMPORT, bundle([...SMALL]));
    expect(body).toMatchObject({ retired: 1, removed: 688 });
    expect(await ids('retired=true')).toEqual(['T1001']);
    expect(await seen(viewer, 'T1001')).toMatchObject({ detection_count: 1, retired: true });
    expect((await viewer.get(`/secops/mitre/detections/${id}`)).body).toMatchObject({
      technique_id: 'T1001',
    });

    const again = await engineer.post('/secops/mitre/detections', {
      ...{ technique_id: 'T1001', description: 'Once more', severity: 'low' },
    });
    expect([...refusalOf(again), faultyFields(again)]).toEqual([400, 'INVALID_REQUEST', ['technique_id']]);
    const changed = await engineer.patch(`/secops/mitre/detections/${id}`, {
      technique_id: 'T1001',
      status: 'resolved',
    });
    expect([changed.status, changed.body.status]).toEqual([200, 'resolved']);

    const { body: back } = await admin.post(IMPORT, shippedBundle());
    expect(back).toMatchObject({ created: 689, updated: 2, retired: 0, removed: 1 });
    expect(await seen(viewer, 'T1001')).toMatchObject({ detection_count: 1, retired: false });
    expect(await ids('retired=true')).toEqual([]);
  });

  it('lists a technique that it retired only to who may see detections of it, and as long as there are some', async () => {
    const engineer = await server.as('engineer');
    const asset = await host(server, 'production');
    const { id } = await report(engineer, { technique_id: 'T1001', asset_id: asset });
    await admin.post(IMPORT, bundle([...SMALL]));
    const service = server.app.get(MatrixService, { strict: false });
    const listedTo = async (environment: string): Promise<[boolean, number]> => {
      const query = parseListQuery(specOf<unknown>(MitreTechnique), '/', 'limit=100', undefined);
      const page = (await boundTo(environment, () => service.techniques(query))) as Page;
      const listed = (JSON.parse(page.json) as TechniqueBody[]).map((technique) => technique.id);
      return [listed.includes('T1001'), page.paging.total];
    };
    expect(await listedTo('production')).toEqual([true, 4]);
    expect(await listedTo('staging')).toEqual([false, 3]);
    expect(await ids('retired=true')).toEqual(['T1001']);
    await engineer.delete(`/secops/mitre/detections/${id}`);
    expect(await ids('retired=true')).toEqual([]);
    expect(await ids()).toEqual(['T1205', 'T1205.002', 'T1999']);
    expect(await listedTo('production')).toEqual([false, 3]);
  });

  it('keeps whole characters of texts that it shortens', async () => {
    const description = `${'(Citation: x)'.repeat(1_538)}12345${'𝒳'.repeat(9)}`;
    const more = technique('T1999', 'Brand New', ['impact'], { description });
    for (const send of [
      () => admin.post(IMPORT, shippedBundle([more])),
      () => upload(JSON.stringify(shippedBundle([more]))),
    ]) {
      expect((await send()).status).toBe(200);
      expect(await seen(viewer, 'T1999')).toMatchObject({ description: '12345' });
      await admin.post(IMPORT, shippedBundle());
    }
  });

  it('takes a file that a JSON body could not be, and answers others meanwhile', async () => {
    const filler = Array.from({ length: 3_000 }, (_, n) => ({
      ...{ type: 'malware', id: `malware--${n}`, description: 'Something long. '.repeat(400) },
    }));
    const large = JSON.stringify(shippedBundle([...filler, technique('T1999', 'Brand New', ['impact'])]));
    expect(large.length).toBeGreaterThan(16 * 1024 * 1024);
    const refused = await admin.post(IMPORT, large);
    expect(refusalOf(refused)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const [answer, other] = await Promise.all([upload(large), viewer.get('/secops/mitre/tactics')]);
    expect([answer.status, other.status]).toEqual([200, 200]);
    expect(answer.body).toMatchObject({ techniques: 692, created: 1, unchanged: 691 });
    expect(await storedFiles(server)).toEqual([]);
  });

  it('made many times at once leaves one of the catalogues, whole', async () => {
    const other = bundle([...SMALL, technique('T1997', 'Another', ['persistence'])]);
    const attempts = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? bundle([...SMALL]) : other));
    const answers = await Promise.all([
      ...attempts.map((value) => admin.post(IMPORT, value)),
      ...attempts.slice(0, 4).map((value) => upload(JSON.stringify(value))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const found = await ids();
    expect([3, 4]).toContain(found.length);
    expect(found.filter((id) => id !== 'T1997')).toEqual(['T1205', 'T1205.002', 'T1999']);
  });

  it('is sent away when fifteen wait already, and those are served', async () => {
    const service = server.app.get(MitreCatalogueService, { strict: false });
    const bytes = Buffer.from(JSON.stringify(bundle([...SMALL])));
    const outcomes = await Promise.allSettled(Array.from({ length: 18 }, () => service.import(bytes)));
    expect(outcomes.slice(0, 16).filter(({ status }) => status !== 'fulfilled')).toEqual([]);
    for (const outcome of outcomes.slice(16))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { status: 503, retryAfter: 2 } });
  });

  it('waits for a detection that is being written, and then keeps its technique', async () => {
    const writer = new Client({ connectionString: server.databaseUrl });
    await writer.connect();
    try {
      await writer.query('begin');
      await writer.query(
        `insert into mitre_detections (technique_id, description, severity) values ('T1001', 'Seen', 'low')`,
      );
      let isDone = false;
      const importing = admin.post(IMPORT, bundle([...SMALL])).finally(() => (isDone = true));
      const isWaiting = async (): Promise<boolean> =>
        (
          await server.sql(
            `select 1 from pg_locks where relation = 'mitre_techniques'::regclass and not granted`,
          )
        ).length > 0;
      while (!isDone && !(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 10));
      await writer.query('commit');
      expect((await importing).body).toMatchObject({ retired: 1 });
      expect(await seen(viewer, 'T1001')).toMatchObject({ retired: true, detection_count: 1 });
    } finally {
      await writer.end();
    }
  });

  it('and detections that are reported meanwhile know nothing of each other but the outcome', async () => {
    const engineer = await server.as('engineer');
    const sightings = (): Promise<Answer[]> =>
      Promise.all(
        Array.from({ length: 10 }, () =>
          engineer.post('/secops/mitre/detections', {
            ...{ technique_id: 'T1001', description: 'Seen', severity: 'low' },
          }),
        ),
      );
    const [reported, imported] = await Promise.all([sightings(), admin.post(IMPORT, bundle([...SMALL]))]);
    expect(imported.status).toBe(200);
    const taken = reported.filter(({ status }) => status === 201).length;
    expect(reported.filter(({ status }) => status !== 201 && status !== 400)).toEqual([]);
    const technique = await seen(viewer, 'T1001');
    if (taken === 0) expect(technique).toBeUndefined();
    else expect(technique).toMatchObject({ retired: true, detection_count: taken });
  });
});
