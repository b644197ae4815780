import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SchedulesService } from '../../src/reports/schedules';
import { finished, type TemplateBody, TEMPLATES, writeTemplate } from '../e2e/reports/templates-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { setClock } from '../support/clock';

const BEFORE = '2027-03-01T06:00:00.000Z';
const DUE = '2027-03-01T07:00:00.000Z';
const TEMPLATE_COUNT = 10;

interface Run {
  readonly template_id: string;
  readonly run_at: Date;
  readonly report_id: string | null;
}

describe('two servers on one database', () => {
  let server: TestServer;
  let other: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    other = await startServer({}, server.databaseUrl);
    admin = await server.as('admin');
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await other.close();
    await server.close();
  });

  const looks = (at: string): Promise<unknown> => {
    setClock(at, server, other);
    const services = [server, other].map(({ app }) => app.get(SchedulesService, { strict: false }));
    // Each several times at once.
    return Promise.all([...services, ...services, ...services].map((service) => service.runDue()));
  };
  const runs = (): Promise<Run[]> =>
    server.sql<Run>(
      'select template_id, run_at, report_id from report_schedule_runs order by run_at, template_id',
    );

  it('bring each scheduled report once, time after time', async () => {
    setClock(BEFORE, server, other);
    const ids: string[] = [];
    for (let count = 0; count < TEMPLATE_COUNT; count += 1) {
      const schedule = { schedule_cron: '0 7 * * *', schedule_format: 'json' };
      ids.push((await writeTemplate(admin, { name: `Daily ${count}`, ...schedule })).id);
    }
    await looks(DUE);
    await looks('2027-03-01T07:00:10.000Z');
    const first = await runs();
    expect(first.map((run) => run.template_id)).toEqual(ids.toSorted());
    await looks('2027-03-02T07:00:00.000Z');
    const all = await runs();
    expect(all).toHaveLength(2 * TEMPLATE_COUNT);
    const reports = await server.sql<{ id: string }>('select id from reports');
    expect(reports.map(({ id }) => id).toSorted()).toEqual(all.map((run) => run.report_id).toSorted());
    for (const { report_id } of first) {
      expect(await finished(admin, report_id!)).toMatchObject({ status: 'completed' });
    }
  });

  it('never run a time again that has run, whatever the schedule says', async () => {
    setClock(BEFORE, server, other);
    const { id } = await writeTemplate(admin, { schedule_cron: '0 7 * * *', schedule_format: 'json' });
    await looks(DUE);
    // As if it had been changed on a server whose clock is behind.
    await server.sql('update report_templates set next_run_at = $2 where id = $1', [id, DUE]);
    await looks('2027-03-01T07:00:20.000Z');
    expect((await runs()).filter((run) => run.template_id === id)).toHaveLength(1);
    const { body } = await admin.get<TemplateBody>(`${TEMPLATES}/${id}`);
    expect(body.next_run_at).toBe('2027-03-02T07:00:00.000Z');
    await expect(
      server.sql(
        `insert into report_schedule_runs (template_id, run_at, status) values ($1, $2, 'requested')`,
        [id, DUE],
      ),
    ).rejects.toThrow(/report_schedule_runs_once_idx/);
  });
});
