import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PERMISSIONS } from '../../../src/auth';
import type { Principal } from '../../../src/core/access/principal';
import { type RequestContext, requestContext } from '../../../src/core/context/request-context';
import { SchedulesService } from '../../../src/reports/schedules';
import { TemplatesService } from '../../../src/reports/templates';
import type {
  TemplateRequest,
  UpdateTemplateRequest,
} from '../../../src/reports/templates/template.requests';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';
import { PERSONAS } from '../../support/personas';
import { auditOf, type ErrorAnswer, faultyFields, refusalOf } from '../infra/fixtures';
import {
  draftTemplate,
  fileOf,
  finished,
  type ReportBody,
  type TemplateBody,
  TEMPLATES,
  writeTemplate,
} from './templates-scene';

interface RunBody {
  readonly run_at: string;
  readonly status: string;
  readonly report_id: string | null;
  readonly error: string | null;
}

/** A Monday. */
const BEFORE = '2027-03-01T06:00:00.000Z';
const DUE = '2027-03-01T07:00:00.000Z';
const WEEKLY = { schedule_cron: '0 8 * * 1', schedule_timezone: 'Europe/Berlin', schedule_format: 'html' };

describe('the schedule of a template', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => server.close());

  const look = (at: string): Promise<void> => {
    setClock(at, server);
    return server.app.get(SchedulesService, { strict: false }).runDue();
  };
  const scheduled = (more: Record<string, unknown> = {}): Promise<TemplateBody> => {
    setClock(BEFORE, server);
    return writeTemplate(admin, { ...WEEKLY, ...more });
  };
  const runsOf = async (id: string): Promise<RunBody[]> =>
    (await admin.get<RunBody[]>(`${TEMPLATES}/${id}/runs`)).body;
  const templateOf = async (id: string): Promise<TemplateBody> =>
    (await admin.get<TemplateBody>(`${TEMPLATES}/${id}`)).body;

  /** With credentials that may less than their account, an admin's unless said. */
  const as = <T>(
    permissions: string[],
    environment: string | null,
    work: () => Promise<T>,
    account = PERSONAS.admin,
  ): Promise<T> => {
    const principal: Principal = {
      ...{ kind: 'api_token', userId: account.id, userName: account.name, userEmail: '' },
      ...{ role: 'admin', permissions: new Set(permissions), environment, credentialId: '' },
      expiresAt: Infinity,
    };
    const context: Omit<RequestContext, 'principal'> = {
      ...{ requestId: 'test', startedAt: 0, ip: '', userAgent: null, baseUrl: '', refusal: null },
      ...{ credential: 'bearer', precondition: null, once: null },
    };
    return requestContext.run({ ...context, principal }, work);
  };

  it('brings a report when its time has come, with its parameters, in the name of who set it', async () => {
    const { id, next_run_at } = await scheduled({
      ...{ schedule_parameters: { audience: 'the board' }, schedule_period: 'previous_week' },
    });
    expect(next_run_at).toBe(DUE);
    await look('2027-03-01T06:59:59.999Z');
    expect(await runsOf(id)).toEqual([]);
    await look(DUE);
    const [run, ...others] = await runsOf(id);
    expect([run, others]).toMatchObject([{ run_at: DUE, status: 'requested', error: null }, []]);
    expect(await templateOf(id)).toMatchObject({ last_run_at: DUE, next_run_at: '2027-03-08T07:00:00.000Z' });
    const report = await finished(admin, run.report_id!);
    expect(report).toMatchObject({
      ...{ name: 'Weekly review, 2027-03-01', type: 'custom', format: 'html', status: 'completed' },
      ...{ generated_by: PERSONAS.admin.name, parameters: { template_id: id, audience: 'the board' } },
      ...{ period_start: '2027-02-21T23:00:00.000Z', period_end: '2027-02-28T23:00:00.000Z' },
    });
    expect(await fileOf(admin, report.id)).toContain('For the board.');
    const audit = await auditOf(server, id);
    expect(audit.map((row) => row.event_type)).toEqual(['CREATE', 'UPDATE', 'CREATE']);
  });

  it('that was missed for weeks comes once, for the newest of its times', async () => {
    const { id } = await scheduled();
    await look('2027-03-24T12:00:00.000Z');
    await look('2027-03-24T12:00:10.000Z');
    expect(await runsOf(id)).toMatchObject([{ run_at: '2027-03-22T07:00:00.000Z', status: 'requested' }]);
    expect(await templateOf(id)).toMatchObject({
      ...{ last_run_at: '2027-03-22T07:00:00.000Z', next_run_at: '2027-03-29T06:00:00.000Z' },
    });
  });

  it('rests while it is disabled, and goes on from then when it is not', async () => {
    const { id } = await scheduled();
    const rested = await admin.patch<TemplateBody>(`${TEMPLATES}/${id}`, { schedule_enabled: false });
    expect(rested.body.next_run_at).toBeNull();
    await look('2027-03-10T12:00:00.000Z');
    expect(await runsOf(id)).toEqual([]);
    const woken = await admin.patch<TemplateBody>(`${TEMPLATES}/${id}`, { schedule_enabled: true });
    expect(woken.body.next_run_at).toBe('2027-03-15T07:00:00.000Z');
    const gone = await admin.patch<TemplateBody>(`${TEMPLATES}/${id}`, { schedule_cron: null });
    expect(gone.body).toMatchObject({ schedule_cron: null, next_run_at: null });
  });

  it('ends with its template', async () => {
    const { id } = await scheduled();
    await admin.delete(`${TEMPLATES}/${id}`);
    await look(DUE);
    expect(await server.sql('select 1 from report_schedule_runs where template_id = $1', [id])).toEqual([]);
  });

  it('keeps its time when something else of the template is changed', async () => {
    const { id } = await scheduled();
    setClock('2027-03-01T07:00:01.000Z', server);
    const { body } = await admin.patch<TemplateBody>(`${TEMPLATES}/${id}`, { name: 'Another name' });
    expect(body.next_run_at).toBe(DUE);
    const moved = await admin.patch<TemplateBody>(`${TEMPLATES}/${id}`, { schedule_cron: '0 9 * * 1' });
    expect(moved.body.next_run_at).toBe('2027-03-01T08:00:00.000Z');
  });

  it.each([
    ['gone', 'update report_templates set scheduled_by_id = gen_random_uuid() where id = $1'],
    [
      'disabled',
      `with it as (update report_templates set name = name where id = $1)
      update users set disabled_at = now() where id = '${PERSONAS.admin.id}'`,
    ],
  ])('goes on when the account of who set it is %s, with what they might read then', async (_, sql) => {
    const costs = { type: 'cost_report', template_content: '', fields: [] };
    const [{ id }, { id: dear }] = [await scheduled(), await scheduled(costs)];
    for (const one of [id, dear]) await server.sql(sql, [one]);
    await server.sql(`update report_templates set scheduled_with = '{read:incidents}' where id = $1`, [dear]);
    await look(DUE);
    await server.sql(`update users set disabled_at = null where id = $1`, [PERSONAS.admin.id]);
    const [run] = await runsOf(id);
    expect(await finished(admin, run.report_id!)).toMatchObject({ status: 'completed' });
    expect(await runsOf(dear)).toMatchObject([
      {
        status: 'failed',
        error:
          'This schedule brings what takes the permission read:costs. Leave the schedule out, or ask an administrator for the permission.',
      },
    ]);
  });

  it('set before it was recorded by whom is its author’s, and fails when that account is gone', async () => {
    const [{ id }, { id: orphan }] = [await scheduled(), await scheduled()];
    const unknown = 'scheduled_by_id = null, scheduled_by = null, scheduled_with = null';
    await server.sql(`update report_templates set ${unknown} where id = any($1)`, [[id, orphan]]);
    await server.sql('update report_templates set created_by_id = gen_random_uuid() where id = $1', [orphan]);
    await look(DUE);
    expect((await runsOf(id)).map(({ status }) => status)).toEqual(['requested']);
    expect(await runsOf(orphan)).toMatchObject([
      {
        ...{ status: 'failed', report_id: null },
        error:
          'The account in whose name this schedule runs has been disabled or removed. Set the schedule again.',
      },
    ]);
  });

  it('runs with what whoever set it might read, not with what the author of the template may', async () => {
    const { id } = await scheduled({ template_content: '<p>{{incidents.figures.opened}}</p>', fields: [] });
    const templates = server.app.get(TemplatesService, { strict: false });
    const setBy = (request: UpdateTemplateRequest): Promise<unknown> =>
      as(
        ['read:reports', 'read:incidents', 'write:templates'],
        null,
        () => templates.update(id, request),
        PERSONAS.engineer,
      );
    await setBy({ name: 'Another name' });
    const [before] = await server.sql('select scheduled_by from report_templates where id = $1', [id]);
    expect(before).toEqual({ scheduled_by: PERSONAS.admin.name });
    await setBy({ schedule_format: 'json' });
    await look(DUE);
    const [{ report_id }] = await runsOf(id);
    expect(await finished(admin, report_id!)).toMatchObject({
      ...{ status: 'completed', generated_by: PERSONAS.engineer.name },
    });
    expect(await server.sql('select user_id, asked_with from reports where id = $1', [report_id])).toEqual([
      { user_id: PERSONAS.engineer.id, asked_with: ['read:reports', 'read:incidents'] },
    ]);
  });

  it('brings nothing that its owner may not see any more, and says so', async () => {
    const { id } = await scheduled({ type: 'cost_report', template_content: '', fields: [] });
    const less = PERMISSIONS.admin.filter((permission) => permission !== 'read:costs');
    jest.replaceProperty(PERMISSIONS, 'admin', less);
    await look(DUE);
    jest.restoreAllMocks();
    const [run, ...others] = await runsOf(id);
    expect([run, others]).toMatchObject([
      {
        ...{ status: 'failed', report_id: null },
        error:
          'This schedule brings what takes the permission read:costs. Leave the schedule out, or ask an administrator for the permission.',
      },
      [],
    ]);
    expect((await templateOf(id)).next_run_at).toBe('2027-03-08T07:00:00.000Z');
  });

  it('of a template without content brings the report of its type', async () => {
    const { id } = await scheduled({
      ...{ type: 'incident_summary', template_content: '', fields: [], schedule_format: 'json' },
      ...{ default_parameters: { squad: 'Payments' }, schedule_parameters: { environment: 'production' } },
    });
    await look(DUE);
    const [run] = await runsOf(id);
    expect(await finished(admin, run.report_id!)).toMatchObject({
      ...{ type: 'incident_summary', status: 'completed', environment: 'production' },
      parameters: { squad: 'Payments', environment: 'production' },
    });
  });

  it('that brings no report says why, and comes again the next time', async () => {
    const { id } = await scheduled();
    await server.sql(`update report_templates set schedule_parameters = '{"moon": "full"}' where id = $1`, [
      id,
    ]);
    await look(DUE);
    expect(await runsOf(id)).toMatchObject([
      { run_at: DUE, status: 'failed', report_id: null, error: 'moon is not a field of the template' },
    ]);
    expect((await templateOf(id)).next_run_at).toBe('2027-03-08T07:00:00.000Z');
    expect((await admin.get<ReportBody[]>('/reports?search=weekly')).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['31 February', { schedule_cron: '0 8 31 2 *' }, 'schedule_cron'],
    ['every 10 minutes', { schedule_cron: '*/10 * * * *' }, 'schedule_cron'],
    ['six fields', { schedule_cron: '0 0 8 * * 1' }, 'schedule_cron'],
    ['no cron at all', { schedule_cron: 'tomorrow' }, 'schedule_cron'],
    ['a place that there is not', { schedule_timezone: 'Mars/Phobos' }, 'schedule_timezone'],
    ['a format that there is not', { schedule_format: 'docx' }, 'schedule_format'],
    ['a period that there is not', { schedule_period: 'previous_century' }, 'schedule_period'],
    ['values of no field', { schedule_parameters: { moon: 1 } }, 'schedule_parameters.moon'],
    ['a time that is not for callers to say', { next_run_at: DUE }, 'next_run_at'],
  ])('of %s is refused', async (_, more, field) => {
    const answer = await admin.post<ErrorAnswer>(TEMPLATES, draftTemplate({ ...WEEKLY, ...more }));
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], [field]]);
  });

  it('is set by nobody who may not see everything that it brings', async () => {
    const templates = server.app.get(TemplatesService, { strict: false });
    const draft = (more: object = {}): TemplateRequest =>
      draftTemplate({ template_content: '<p>{{incidents.figures.opened}}</p>', ...more }) as never;
    const refused = { status: 403, code: 'FORBIDDEN' };
    const unseen = (permission: string): object => ({
      ...refused,
      details: { missing_permission: permission },
    });
    await expect(as([], null, () => templates.write(draft(WEEKLY)))).rejects.toMatchObject(
      unseen('read:incidents'),
    );
    const preset = draft({ ...WEEKLY, type: 'cost_report', template_content: '', fields: [] });
    await expect(as(['read:incidents'], null, () => templates.write(preset))).rejects.toMatchObject(
      unseen('read:costs'),
    );
    await expect(
      as(['read:incidents'], 'staging', () => templates.write(draft(WEEKLY))),
    ).rejects.toMatchObject({
      ...refused,
      details: { environment: 'staging' },
    });
    // One without a schedule is nobody's business, nor one that rests; until it wakes.
    const { id } = await as([], null, () => templates.write(draft()));
    await as([], null, () => templates.update(id, { ...WEEKLY, schedule_enabled: false } as never));
    const wake = { schedule_enabled: true };
    await expect(as([], null, () => templates.update(id, wake))).rejects.toMatchObject(refused);
    await as(['read:incidents'], null, () => templates.update(id, wake));
    // What it shows can be changed by those who may see that, its name by all who may write.
    const shown = { template_content: '<p>{{costs.figures.total_cost}}</p>' };
    await expect(as(['read:incidents'], null, () => templates.update(id, shown))).rejects.toMatchObject(
      unseen('read:costs'),
    );
    await as([], null, () => templates.update(id, { name: 'Another name' }));
    await as([], 'staging', () => templates.update(id, { schedule_cron: null }));
  });

  it('is refused without a value for what the template requires', async () => {
    const fields = [{ name: 'audience', label: 'For whom', type: 'text', required: true }];
    const answer = await admin.post(TEMPLATES, draftTemplate({ ...WEEKLY, fields }));
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([
      [400, 'INVALID_REQUEST'],
      ['schedule_parameters.audience'],
    ]);
  });

  it('is in UTC and a PDF unless something else is said', async () => {
    const { body } = await admin.post<TemplateBody>(TEMPLATES, draftTemplate({ schedule_cron: '0 8 1 * *' }));
    expect(body).toMatchObject({ schedule_timezone: 'UTC', schedule_format: 'pdf', schedule_period: null });
    expect(body.next_run_at).toMatch(/-01T08:00:00\.000Z$/);
  });
});
