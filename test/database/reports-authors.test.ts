import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PERMISSIONS } from '../../src/auth';
import type { Principal } from '../../src/core/access/principal';
import { type RequestContext, requestContext } from '../../src/core/context/request-context';
import { ContentMakers, type ReportContent } from '../../src/reports/figures';
import { ReportsService } from '../../src/reports/reports';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { PERSONAS } from '../support/personas';
import { DRAFT, finished, type ReportBody, storedFiles } from '../e2e/reports/reports-scene';
import { TEMPLATES, writeTemplate } from '../e2e/reports/templates-scene';

const SHOWN = { template_content: '<p>{{incidents.figures.opened}}</p>', fields: [] };

describe('a report, between asking and making', () => {
  let server: TestServer;
  let [admin, engineer, viewer]: Actor[] = [];
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer, viewer] = await Promise.all([
      server.as('admin'),
      server.as('engineer'),
      server.as('viewer'),
    ]);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => server.close());

  /** Asks for a report, changes something while it waits for another one, and gives what becomes of it. */
  async function changedMeanwhile(
    ask: () => Promise<{ id: string }>,
    change: () => Promise<unknown>,
  ): Promise<ReportBody> {
    const maker = server.app.get(ContentMakers).of('sla_report');
    const make = maker.make.bind(maker);
    let [begin, letGo] = [(): void => undefined, (): void => undefined];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const held = new Promise<void>((resolve) => (letGo = resolve));
    jest.spyOn(maker, 'make').mockImplementationOnce(async (task): Promise<ReportContent> => {
      begin();
      await held;
      return make(task);
    });
    await admin.post('/reports/generate', { ...DRAFT, type: 'sla_report' });
    await begun;
    const { id } = await ask();
    await change();
    letGo();
    return finished(viewer, id);
  }

  const custom = (template_id: string) => async () => {
    const wish = { ...DRAFT, type: 'custom', parameters: { template_id } };
    return (await engineer.post<ReportBody>('/reports/generate', wish)).body;
  };
  const incidents = async () => (await engineer.post<ReportBody>('/reports/generate', DRAFT)).body;

  /** With credentials that may less than their account. */
  const askedWith = (template_id: string, permissions: string[], askedBy?: 'schedule') => {
    const principal: Principal = {
      ...{ kind: 'api_token', userId: PERSONAS.engineer.id, userName: PERSONAS.engineer.name, userEmail: '' },
      ...{ role: 'engineer', permissions: new Set(permissions), environment: null, credentialId: '' },
      expiresAt: Infinity,
    };
    const context: RequestContext = {
      ...{ requestId: 'test', startedAt: 0, ip: '', userAgent: null, baseUrl: 'http://localhost' },
      ...{ refusal: null, credential: 'bearer', precondition: null, once: null, principal },
    };
    const wish = { name: 'Custom', type: 'custom', format: 'json', parameters: { template_id } } as const;
    return () =>
      requestContext.run(context, () =>
        server.app.get(ReportsService).generate(wish, { ...principal, askedBy }),
      ) as Promise<{
        id: string;
      }>;
  };

  it('fails when its template has come to show what its author might not see', async () => {
    const more = { template_content: '<p>{{costs.figures.total_cost}}</p>' };
    const { id } = await writeTemplate(admin, SHOWN);
    const report = await changedMeanwhile(askedWith(id, ['read:reports', 'read:incidents']), () =>
      admin.patch(`${TEMPLATES}/${id}`, more),
    );
    expect(report).toMatchObject({
      status: 'failed',
      error:
        'This template shows what takes the permission read:costs. Choose another template, or ask an administrator for the permission.',
    });
    // With the whole of what the account may it is made.
    expect(await changedMeanwhile(custom(id), () => admin.patch(`${TEMPLATES}/${id}`, SHOWN))).toMatchObject({
      status: 'completed',
    });
  });

  it('fails when its template has become one of another environment, or takes other fields', async () => {
    const { id } = await writeTemplate(admin, SHOWN);
    const place = { name: 'environment', label: 'Where', type: 'select', options: ['staging'] };
    const moved = { fields: [{ ...place, default_value: 'staging' }] };
    expect(await changedMeanwhile(custom(id), () => admin.patch(`${TEMPLATES}/${id}`, moved))).toMatchObject({
      status: 'failed',
      error:
        'The template has changed and is of another environment than the report. Mend the template, or make a new report with another one.',
    });
    await admin.patch(`${TEMPLATES}/${id}`, { fields: [] });
    const fields = [{ name: 'audience', label: 'For whom', type: 'text', required: true }];
    expect(
      await changedMeanwhile(custom(id), () => admin.patch(`${TEMPLATES}/${id}`, { fields })),
    ).toMatchObject({
      status: 'failed',
      error:
        'The template has changed and the report no longer fits it: audience is required: For whom. Mend the template, or make a new report with another one.',
    });
  });

  it.each(['disabled_at', 'deleted_at'])('fails when the account of its author has a %s', async (column) => {
    const set = (value: string): Promise<unknown> =>
      server.sql(`update users set ${column} = ${value} where id = $1`, [PERSONAS.engineer.id]);
    const before = await storedFiles(server);
    const report = await changedMeanwhile(incidents, () => set('now()'));
    await set('null');
    expect(report).toMatchObject({
      status: 'failed',
      error:
        'The account that asked for this report has been disabled or removed. Ask for the report in your own name.',
    });
    // That of the one it waited for, and none of its own.
    expect(await storedFiles(server)).toHaveLength(before.length + 1);
  });

  it('of a schedule shows what whoever set it might see, and no more when their account has been disabled', async () => {
    const { id } = await writeTemplate(admin, SHOWN);
    const scheduled = askedWith(id, ['read:reports', 'read:incidents'], 'schedule');
    const set = (value: string): Promise<unknown> =>
      server.sql(`update users set disabled_at = ${value} where id = $1`, [PERSONAS.engineer.id]);
    const goesOn = await changedMeanwhile(scheduled, () => set('now()'));
    expect(goesOn).toMatchObject({ status: 'completed' });
    const more = { template_content: '<p>{{costs.figures.total_cost}}</p>' };
    const report = await changedMeanwhile(scheduled, () => admin.patch(`${TEMPLATES}/${id}`, more));
    await set('null');
    expect(report).toMatchObject({
      status: 'failed',
      error:
        'This template shows what takes the permission read:costs. Choose another template, or ask an administrator for the permission.',
    });
  });

  it('fails when its author may not read any more what it is made of', async () => {
    const report = await changedMeanwhile(incidents, () => {
      const less = PERMISSIONS.engineer.filter((permission) => permission !== 'read:incidents');
      jest.replaceProperty(PERMISSIONS, 'engineer', less);
      return Promise.resolve();
    });
    expect(report).toMatchObject({
      status: 'failed',
      error:
        'A report of the type incident_summary takes the permission read:incidents. Ask an administrator for the permission.',
    });
    jest.restoreAllMocks();
    expect((await finished(viewer, (await incidents()).id)).status).toBe('completed');
  });
});
