import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Forbidden, NotFound } from '../../src/core/errors/domain-error';
import type { CsvExport, Page } from '../../src/core/http/answers';
import { specOf } from '../../src/core/database/resource';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { Evidence } from '../../src/infra/evidence/evidence.entity';
import { EvidenceRepository } from '../../src/infra/evidence/evidence.repository';
import { EvidenceService } from '../../src/infra/evidence/evidence.service';
import { Incident, IncidentsService } from '../../src/infra/incidents';
import { IncidentRepository } from '../../src/infra/incidents/incident.repository';
import { SlaService } from '../../src/infra/sla';
import { Task, TasksService } from '../../src/infra/tasks';
import { PERSONAS } from '../support/personas';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';
import { setClock } from '../support/clock';

/** What credentials that are bound to one environment may see and touch. */
describe('a caller who is bound to staging', () => {
  let server: TestServer;
  let incidents: IncidentsService;
  let repository: IncidentRepository;
  let evidence: EvidenceService;
  let evidenceRepository: EvidenceRepository;
  const ids: Record<string, string> = {};
  const pieces: Record<string, string> = {};

  const bound = <T>(work: () => Promise<T>): Promise<T> =>
    asCaller(tokenOf('engineer', ['read:incidents', 'write:incidents'], 'staging'), work);
  const draft = (environment: string): never =>
    ({
      title: `In ${environment}`,
      description: 'Seen by some only',
      severity: 'low',
      squad: 'Data',
      environment,
    }) as never;
  const listOf = async (entity: typeof Incident | typeof Evidence, parameters = ''): Promise<Page> => {
    const asked = parseListQuery(specOf<unknown>(entity), '/', parameters, undefined);
    const target = entity === Incident ? repository : evidenceRepository;
    return (await bound(() => target.list(asked))) as Page;
  };
  const idsIn = (page: Page): string[] => (JSON.parse(page.json) as { id: string }[]).map(({ id }) => id);

  beforeAll(async () => {
    server = await startServer();
    const find = <T>(type: new (...args: never[]) => T): T => server.app.get(type, { strict: false });
    [incidents, repository] = [find(IncidentsService), find(IncidentRepository)];
    [evidence, evidenceRepository] = [find(EvidenceService), find(EvidenceRepository)];
    for (const environment of ['production', 'staging']) {
      ids[environment] = (await incidents.open(draft(environment))).id;
      const request = { title: `Log of ${environment}`, type: 'log', content: 'x' } as never;
      pieces[environment] = (await evidence.upload(ids[environment], request, undefined, 'Somebody')).id;
    }
  });
  afterAll(() => server.close());

  it('reads, finds and locks rows of staging', async () => {
    expect((await bound(() => repository.read(ids.staging))).id).toBe(ids.staging);
    expect((await bound(() => repository.find(ids.staging)))?.title).toBe('In staging');
    expect((await bound(() => incidents.update(ids.staging, { assignee: 'A' }))).version).toBe(2);
  });

  it('does not find those of production, by whichever key', async () => {
    const [{ jira_id }] = await server.sql<{ jira_id: string }>(
      'select jira_id from incidents where id = $1',
      [ids.production],
    );
    for (const key of [ids.production, jira_id]) {
      await expect(bound(() => repository.read(key))).rejects.toThrow(NotFound);
      expect(await bound(() => repository.find(key))).toBeNull();
      await expect(bound(() => incidents.update(key, { assignee: 'A' }))).rejects.toThrow(NotFound);
      await expect(bound(() => incidents.remove(key))).rejects.toThrow(NotFound);
    }
    const [row] = await server.sql('select assignee, deleted_at, version from incidents where id = $1', [
      ids.production,
    ]);
    expect(row).toEqual({ assignee: null, deleted_at: null, version: 1 });
  });

  it('lists, counts and exports those of staging alone, whatever is filtered', async () => {
    const all = await listOf(Incident);
    expect([idsIn(all), all.paging.total]).toEqual([[ids.staging], 1]);
    for (const parameters of [
      'environment=production',
      'environment=production,staging',
      'search=production',
    ]) {
      const page = await listOf(Incident, parameters);
      expect(idsIn(page)).not.toContain(ids.production);
      expect(page.paging.total).toBe(idsIn(page).length);
    }
    const asked = parseListQuery(specOf(Incident), '/', 'format=csv', undefined);
    const csv = (await bound(() => repository.list(asked))) as CsvExport;
    const chunks: Buffer[] = [];
    for await (const chunk of csv.content) chunks.push(Buffer.from(chunk as string));
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain(ids.staging);
    expect(text).not.toContain(ids.production);
  });

  it('has a total of its own, even if somebody else asked the same a moment ago', async () => {
    const asked = parseListQuery(specOf(Incident), '/', '', undefined);
    expect(((await repository.list(asked)) as Page).paging.total).toBe(2);
    expect(((await bound(() => repository.list(asked))) as Page).paging.total).toBe(1);
    expect(((await repository.list(asked)) as Page).paging.total).toBe(2);
  });

  it('creates rows of staging, and none elsewhere', async () => {
    const { id } = await bound(() => incidents.open(draft('staging')));
    await server.sql('update incidents set deleted_at = now() where id = $1', [id]);
    const before = await server.sql('select 1 from incidents');
    const attempt = bound(() => incidents.open(draft('production')));
    await expect(attempt).rejects.toThrow(Forbidden);
    await expect(attempt).rejects.toMatchObject({ status: 403, details: { environment: 'staging' } });
    expect(await server.sql('select 1 from incidents')).toHaveLength(before.length);
  });

  it('moves no row out of staging', async () => {
    const attempt = bound(() => incidents.update(ids.staging, { environment: 'production' }));
    await expect(attempt).rejects.toThrow(Forbidden);
    const [row] = await server.sql('select environment from incidents where id = $1', [ids.staging]);
    expect(row).toEqual({ environment: 'staging' });
  });

  it('sees evidence as far as its incident', async () => {
    expect(idsIn(await listOf(Evidence))).toEqual([pieces.staging]);
    expect((await bound(() => evidenceRepository.read(pieces.staging))).id).toBe(pieces.staging);
    await expect(bound(() => evidenceRepository.read(pieces.production))).rejects.toThrow(NotFound);
    expect(await bound(() => evidenceRepository.find(pieces.production))).toBeNull();
    await expect(bound(() => evidenceRepository.remove(pieces.production))).rejects.toThrow(NotFound);
  });

  it('adds and removes evidence in staging alone', async () => {
    const request = { title: 'Mine', type: 'log', content: 'x' } as never;
    const added = await bound(() => evidence.upload(ids.staging, request, undefined, 'Token'));
    await bound(() => evidence.remove(ids.staging, added.id));
    await expect(bound(() => evidence.upload(ids.production, request, undefined, 'Token'))).rejects.toThrow(
      NotFound,
    );
    await expect(bound(() => evidence.remove(ids.production, pieces.production))).rejects.toThrow(NotFound);
    await expect(bound(() => evidence.download(ids.production, pieces.production))).rejects.toThrow(NotFound);
    const left = await server.sql('select id from evidence where deleted_at is null order by title');
    expect(left.map(({ id }) => id)).toEqual([pieces.production, pieces.staging]);
  });

  describe('with tasks, which need not have an environment', () => {
    let tasks: TasksService;
    const request = (environment?: string | null): never =>
      ({
        ...{ title: 'A task', description: 'Some work', priority: 'low', squad: 'Data', estimated_hours: 8 },
        ...(environment === undefined ? {} : { environment }),
      }) as never;
    const elsewhere: string[] = [];
    beforeAll(async () => {
      tasks = server.app.get(TasksService, { strict: false });
      for (const environment of [null, 'production'])
        elsewhere.push((await tasks.plan(request(environment))).id);
    });

    afterEach(() => void jest.restoreAllMocks());

    it('plans them in staging unless told another environment, which is refused', async () => {
      const planned = await bound(() => tasks.plan(request()));
      expect(JSON.parse(planned.json)).toMatchObject({ environment: 'staging' });
      await expect(bound(() => tasks.plan(request('production')))).rejects.toThrow(Forbidden);
      await expect(bound(() => tasks.plan(request(null)))).rejects.toThrow(Forbidden);
      await expect(bound(() => tasks.update(planned.id, { environment: null }))).rejects.toThrow(Forbidden);
    });

    it('sees neither those of production nor those of no environment', async () => {
      const asked = parseListQuery(specOf<unknown>(Task), '/', '', undefined);
      const page = (await bound(() => tasks.list(asked))) as Page;
      expect([idsIn(page).length, page.paging.total]).toEqual([1, 1]);
      expect(((await tasks.list(asked)) as Page).paging.total).toBe(3);
      for (const id of elsewhere) {
        expect(idsIn(page)).not.toContain(id);
        await expect(bound(() => tasks.read(id))).rejects.toThrow(NotFound);
        await expect(bound(() => tasks.update(id, { title: 'Mine' }))).rejects.toThrow(NotFound);
        await expect(bound(() => tasks.remove(id))).rejects.toThrow(NotFound);
      }
    });

    it('has the SLA of staging, and of another environment that of nothing', async () => {
      const sla = server.app.get(SlaService, { strict: false });
      await server.sql(`update tasks set created_at = '2026-03-02T10:00:00Z'`);
      setClock('2026-03-04T00:00:00Z', server);
      const ask = async (environment: 'staging' | 'production' | null) =>
        (await bound(() => sla.measure({ weeks: 1, squad: null, environment })))[0];
      const own = { environment: 'staging', total_requested_hours: 8, sla_percentage: 0 };
      expect(await ask(null)).toMatchObject({ ...own, id: expect.stringMatching(/-staging$/) });
      expect(await ask('staging')).toMatchObject(own);
      expect(await ask('production')).toMatchObject({
        ...{ environment: 'production', total_requested_hours: 0, sla_percentage: 100 },
      });
      const [everything] = await sla.measure({ weeks: 1, squad: null, environment: null });
      expect(everything).toMatchObject({ environment: null, total_requested_hours: 24 });
    });
  });

  it('is named in the audit log with the token that was used', async () => {
    const { id } = await bound(() => incidents.open(draft('staging')));
    const [row] = await server.sql('select user_id, metadata from audit_logs where resource_id = $1', [id]);
    expect(row).toMatchObject({
      user_id: PERSONAS.engineer.id,
      metadata: { request_id: 'test', api_token_id: expect.any(String) },
    });
  });
});
