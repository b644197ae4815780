import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import type { CsvExport, Page } from '../../src/core/http/answers';
import type { Params } from '../../src/core/database/wire';
import { type BoundStatement, countStatement, pageStatement } from '../../src/core/lists/list-statements';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { techniquesSource } from '../../src/secops/mitre/matrix.queries';
import { MatrixService } from '../../src/secops/mitre/matrix.service';
import { MitreTechnique } from '../../src/secops/mitre/technique';
import {
  boundTo,
  type DetectionBody,
  host,
  report,
  seen,
  sighting,
  type TechniqueBody,
} from '../e2e/secops/mitre-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

const TECHNIQUES = specOf<unknown>(MitreTechnique);
const PATH = '/secops/mitre/detections';

describe('the counts of a technique', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer({ DATABASE_POOL_SIZE: '20' });
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());
  beforeEach(() => server.sql('delete from mitre_detections'));

  it('are exact while 50 people report, move, correct and remove detections of it', async () => {
    const asset = await host(server, 'production');
    const day = (n: number): string => `2026-01-${String(1 + (n % 28)).padStart(2, '0')}T00:00:00.000Z`;
    const lives = Array.from({ length: 50 }, async (_, n) => {
      const { id } = await report(engineer, { technique_id: 'T1078', detected_at: day(n), asset_id: asset });
      if (n % 5 === 1) return (await engineer.delete(`${PATH}/${id}`)).status;
      if (n % 5 === 2) return (await engineer.patch(`${PATH}/${id}`, { technique_id: 'T1105' })).status;
      if (n % 5 === 3) return (await engineer.patch(`${PATH}/${id}`, { detected_at: day(n + 1) })).status;
      return 200;
    });
    const statuses = await Promise.all(lives);
    expect(new Set(statuses)).toEqual(new Set([200, 204]));
    const last = (rest: (n: number) => boolean, later: (n: number) => number): string =>
      Array.from({ length: 50 }, (_, n) => n)
        .filter(rest)
        .map((n) => day(later(n)))
        .toSorted()
        .at(-1)!;
    expect(await seen(engineer, 'T1078')).toMatchObject({
      detection_count: 30,
      last_detected: last(
        (n) => n % 5 !== 1 && n % 5 !== 2,
        (n) => (n % 5 === 3 ? n + 1 : n),
      ),
    });
    expect(await seen(engineer, 'T1105')).toMatchObject({
      detection_count: 10,
      last_detected: last(
        (n) => n % 5 === 2,
        (n) => n,
      ),
    });
  });

  it('know every detection at once, also in totals of lists that were asked for a moment ago', async () => {
    const filter = encodeURIComponent(
      JSON.stringify([{ field: 'detection_count', operator: 'gt', value: 0 }]),
    );
    const detected = async (): Promise<[number, string | null]> => {
      const { body, headers } = await engineer.get<TechniqueBody[]>(
        `/secops/mitre/techniques?filter=${filter}`,
      );
      return [body.length, headers.get('x-total-count')];
    };
    expect(await detected()).toEqual([0, '0']);
    const { body } = await engineer.post<DetectionBody>(PATH, sighting());
    expect(await detected()).toEqual([1, '1']);
    await engineer.delete(`${PATH}/${body.id}`);
    expect(await detected()).toEqual([0, '0']);
    expect(await seen(engineer, 'T1059.001')).toMatchObject({ detection_count: 0, last_detected: null });
  });

  it('tell callers who are bound to an environment of its detections alone', async () => {
    const [production, staging] = [await host(server, 'production'), await host(server, 'staging')];
    const technique_id = 'T1078';
    await report(engineer, { technique_id, asset_id: production, detected_at: '2026-03-01T00:00:00Z' });
    await report(engineer, { technique_id, asset_id: staging, detected_at: '2026-02-01T00:00:00Z' });
    await report(engineer, { technique_id, detected_at: '2026-04-01T00:00:00Z' });
    const matrix = server.app.get(MatrixService, { strict: false });
    const list = (parameters: string): Promise<Page | CsvExport> =>
      matrix.techniques(parseListQuery(specOf<unknown>(MitreTechnique), '/', parameters, undefined));
    const ask = async (environment: string): Promise<TechniqueBody> => {
      const page = (await boundTo(environment, () => list('id=T1078'))) as Page;
      return (JSON.parse(page.json) as TechniqueBody[])[0];
    };
    expect(await ask('staging')).toMatchObject({
      detection_count: 1,
      last_detected: '2026-02-01T00:00:00.000Z',
    });
    expect(await ask('development')).toMatchObject({ detection_count: 0, last_detected: null });
    expect(await seen(engineer, technique_id)).toMatchObject({ detection_count: 3 });
    const totals = ['staging', 'development'].map(async (environment) => {
      const page = (await boundTo(environment, () => list('last_detected_from=2026-01-01'))) as Page;
      return page.paging.total;
    });
    expect(await Promise.all(totals)).toEqual([1, 0]);
    await engineer.patch(`/secops/assets/${production}`, { environment: 'development' });
    expect(await ask('development')).toMatchObject({ detection_count: 1 });
  });

  it('are read from the index of their technique alone, and not at all where nobody asks', async () => {
    await server.sql(`insert into mitre_detections (technique_id, description, severity, detected_at)
      select t.id, 'Seen', 'low', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute'
      from mitre_techniques t, generate_series(1, 30) n`);
    await server.sql('vacuum analyze mitre_detections');
    const scope = { baseUrl: '', source: (params: Params) => techniquesSource(params, null) };
    const query = parseListQuery(specOf<unknown>(MitreTechnique), '/', '', undefined);
    const plan = async ({ text, values }: BoundStatement): Promise<string> => {
      const rows = await server.sql<Record<string, string>>(
        `explain (analyze, costs off, timing off, buffers off) ${text}`,
        values,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const accesses = (text: string): string[] => text.match(/\w[\w ]* on mitre_detections .*/g) ?? [];
    const run = (text: string): string[] => accesses(text).filter((line) => !line.includes('never executed'));
    const page = await plan(pageStatement(TECHNIQUES, query, scope));
    expect(run(page)).toHaveLength(2);
    for (const access of run(page))
      expect(access).toMatch(/^Index Only Scan using mitre_detections_technique_idx /);
    // That of the retired ones, of which there are none.
    const count = await plan(countStatement(TECHNIQUES, query, scope));
    expect([accesses(count).length, run(count)]).toEqual([1, []]);
  });
});
