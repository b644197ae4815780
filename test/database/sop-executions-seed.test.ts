import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '../../src/core/database/database';
import { demoAccounts } from '../../src/seed/accounts';
import { bulkInsert } from '../../src/seed/bulk-insert';
import { addExecutions } from '../../src/seed/executions';
import { createIncidents, INCIDENTS } from '../../src/seed/incidents';
import { RUNS } from '../../src/seed/executions/runs';
import { addSops } from '../../src/seed/sops';
import { isSecret } from '../../src/sops/executions/run-parameters';
import type { ExecutionBody } from '../e2e/sops/executions-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

type Row = ExecutionBody & { readonly sop_title: string; readonly sop_version: string };

describe('the executions of the demo data', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const seed = async (now: Date): Promise<Row[]> => {
    await server.sql(
      'truncate sop_execution_steps, sop_executions, sop_versions, sops, evidence, incidents cascade',
    );
    const accounts = demoAccounts(now);
    const incidents = createIncidents({ count: 125, now, accounts, stream: 'incidents:0' });
    const client = await new Database(server.app.get(DataSource)).pool.connect();
    try {
      await bulkInsert(
        client,
        INCIDENTS,
        incidents.map(({ row }) => row),
      );
      await addSops(client, now, accounts);
      expect(await addExecutions(client, now, accounts)).toBe(20);
    } finally {
      client.release();
    }
    return (await engineer.get<Row[]>('/sops/executions?limit=100')).body;
  };

  // A working morning, a Sunday night, the turn of a year, after a leap day.
  it.each(['2026-11-02T09:30:00Z', '2026-11-08T23:59:59Z', '2027-01-01T00:00:00Z', '2028-03-01T12:00:00Z'])(
    'of %s are twenty, in all results, and each could have happened so',
    async (time) => {
      const now = new Date(time);
      const rows = await seed(now);
      expect(rows).toHaveLength(20);
      expect(new Set(rows.map(({ status }) => status))).toEqual(
        new Set(['success', 'partial', 'failed', 'running']),
      );
      expect(new Set(rows.map(({ environment }) => environment)).size).toBe(3);
      expect(new Set(rows.map(({ sop_id }) => sop_id)).size).toBeGreaterThanOrEqual(8);
      for (const row of rows) {
        const { step_results: steps, finished_at } = row;
        const ended = finished_at === null ? now : new Date(finished_at);
        expect([row.sop_title, new Date(row.executed_at) < ended, ended <= now]).toEqual([
          row.sop_title,
          true,
          true,
        ]);
        expect(steps.length).toBeGreaterThanOrEqual(6);
        const unfilled = steps.flatMap(({ output }) => (/\{\{|undefined/.test(output ?? '') ? [output] : []));
        expect([row.sop_title, unfilled]).toEqual([row.sop_title, []]);
        const manual = steps.filter((step) => (step as { command?: unknown }).command === null);
        expect(manual.filter(({ output, exit_code }) => output !== null || exit_code !== null)).toEqual([]);
        const noted = steps.filter(({ note }) => note !== null);
        expect(noted.filter((step) => !manual.includes(step))).toEqual([]);
        const failed = steps.findIndex(({ status }) => status === 'failed');
        if (failed >= 0)
          expect(new Set(steps.slice(failed + 1).map(({ status }) => status))).toEqual(new Set(['skipped']));
      }
      const early = await server.sql(
        `select e.sop_title from sop_executions e where not exists (select from sop_versions v
           where v.sop_id = e.sop_id and v.semantic_version = e.sop_version and v.approved_at <= e.executed_at)`,
      );
      expect(early).toEqual([]);
    },
  );

  it('show no secret that was given to them, as those of others do not', async () => {
    const given = RUNS.flatMap(({ parameters }) => Object.entries(parameters)).filter(([name, value]) =>
      isSecret(name, String(value)),
    );
    expect(new Set(given.map(([name]) => name))).toEqual(new Set(['api_token', 'health_url', 'probe_url']));
    const rows = await seed(new Date());
    const shown = rows.flatMap(({ parameters }) => Object.entries(parameters));
    expect(
      shown.filter(([name]) => given.some(([secret]) => secret === name)).map(([, value]) => value),
    ).toEqual(given.map(() => '[masked]'));
    const everything = await server.sql<{ text: string }>(
      `select string_agg(t, ' ') as text from (select to_jsonb(x)::text as t from sop_executions x
         union all select to_jsonb(x)::text from sop_execution_steps x union all select to_jsonb(x)::text from evidence x) rows`,
    );
    for (const [, secret] of given) expect(everything[0].text).not.toContain(String(secret));
  });

  it('are counted by their SOPs, stand in the evidence of their incidents, and the open one can be ended', async () => {
    const rows = await seed(new Date());
    const counted = await server.sql(
      `select s.title from sops s where s.execution_count <> (select count(*) from sop_executions e where e.sop_id = s.id)
         or s.last_executed_at is distinct from (select max(executed_at) from sop_executions e where e.sop_id = s.id)`,
    );
    expect(counted).toEqual([]);
    const tied = rows.filter(({ incident_id }) => incident_id !== null);
    expect(tied.length).toBeGreaterThanOrEqual(3);
    for (const { incident_id, id } of tied) {
      const { body } = await engineer.get(`/infra/incidents/${incident_id}/evidence`);
      expect(body).toContainEqual(
        expect.objectContaining({ type: 'command', metadata: expect.objectContaining({ execution_id: id }) }),
      );
    }
    const open = rows.find(({ status }) => status === 'running')!;
    const left = open.step_results.filter(({ status }) => status === 'pending');
    expect(left.length).toBeGreaterThanOrEqual(1);
    for (const { step_id } of left) {
      const answer = await engineer.patch(`/sops/executions/${open.id}/steps/${step_id}`, {
        status: 'success',
      });
      expect(answer.status).toBe(200);
    }
    expect((await engineer.get(`/sops/executions/${open.id}`)).body).toMatchObject({ status: 'success' });
  });
});
