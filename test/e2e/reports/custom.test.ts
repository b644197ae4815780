import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import type { Principal } from '../../../src/core/access/principal';
import { type RequestContext, requestContext } from '../../../src/core/context/request-context';
import type { StoredRow } from '../../../src/core/http/answers';
import { ReportsService } from '../../../src/reports/reports';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { type ErrorAnswer, faultyFields, openIncident, refusalOf } from '../infra/fixtures';
import {
  draftTemplate,
  fileOf,
  finished,
  makeReport,
  type ReportBody,
  TEMPLATES,
  writeTemplate,
} from './templates-scene';

const CONTEXT: Omit<RequestContext, 'principal'> = {
  ...{ requestId: 'test', startedAt: 0, ip: '', userAgent: null, baseUrl: 'http://localhost', refusal: null },
  ...{ credential: 'bearer', precondition: null, once: null },
};
/** As an API token would be: less than its creator holds. */
const principalWith = (permissions: ReadonlySet<string>): Principal => ({
  ...{ kind: 'api_token', userId: PERSONAS.engineer.id, userName: PERSONAS.engineer.name, userEmail: '' },
  ...{ role: 'engineer', permissions, environment: null, credentialId: '', expiresAt: Infinity },
});
const FIELDS = [
  { name: 'audience', label: 'For whom', type: 'text', required: true, validation: '[A-Za-z ]{3,20}' },
  { name: 'limit', label: 'Limit', type: 'number', validation: '1..100', default_value: 10 },
  { name: 'since', label: 'Since', type: 'date' },
  { name: 'squad', label: 'Squad', type: 'select', options: ['Payments', 'Platform'] },
  { name: 'details', label: 'With details', type: 'boolean', default_value: false },
];
const LETTER = `<h2>For {{parameters.audience}}</h2>
<p>{{incidents.figures.opened}} opened, limit {{limit}}{{#parameters.details}}, in detail{{/parameters.details}}.</p>
<table><thead><tr><th>Severity</th><th>Opened</th></tr></thead><tbody>
{{#incidents.tables.by_severity.rows}}<tr><td>{{severity}}</td><td>{{opened}}</td></tr>{{/incidents.tables.by_severity.rows}}
</tbody></table>`;

describe('a custom report', () => {
  let server: TestServer;
  let admin: Actor;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer] = [await server.as('admin'), await server.as('engineer')];
    await openIncident(engineer, { severity: 'critical', squad: 'Payments' });
    await openIncident(engineer, { severity: 'low', squad: 'Payments' });
    await openIncident(engineer, { severity: 'low', squad: 'Platform' });
  });
  afterAll(() => server.close());

  const generate = (parameters: Record<string, unknown>, more: object = {}) =>
    engineer.post<ErrorAnswer & ReportBody>('/reports/generate', {
      ...{ name: 'Custom report', type: 'custom', format: 'html', parameters },
      ...more,
    });

  it('shows the figures and the values that it was asked with, escaped', async () => {
    const { id } = await writeTemplate(admin, { template_content: LETTER, fields: FIELDS });
    const report = await makeReport(engineer, id, { audience: 'the board', details: true });
    expect(report).toMatchObject({
      ...{ status: 'completed', type: 'custom', error: null, version: 1 },
      parameters: { template_id: id, audience: 'the board', limit: 10, details: true },
    });
    const html = await fileOf(engineer, report.id);
    expect(html).toContain('<h2>For the board</h2>\n<p>3 opened, limit 10, in detail.</p>');
    expect(html).toMatch(/<tr><td>critical<\/td><td>1<\/td><\/tr>.*<tr><td>low<\/td><td>2<\/td><\/tr>/s);
    const hostile = await writeTemplate(admin, {
      template_content: '<p lang="{{title}}">{{title}}</p>',
      fields: [{ ...FIELDS[2], name: 'title', type: 'text' }],
    });
    const title = '<script>alert(1)</script>{{incidents}}" onload="x';
    const shown = await fileOf(engineer, (await makeReport(engineer, hostile.id, { title })).id);
    expect(shown).not.toContain('<script');
    const safe = '&lt;script&gt;alert(1)&lt;/script&gt;{{incidents}}';
    expect(shown).toContain(`<p lang="${safe}&quot; onload=&quot;x">${safe}" onload="x</p>`);
  });

  it('is restricted by fields that are named as what restricts the figures', async () => {
    const { id } = await writeTemplate(admin, { template_content: LETTER, fields: FIELDS });
    const report = await makeReport(engineer, id, { audience: 'Payments', squad: 'Payments' });
    expect(await fileOf(engineer, report.id)).toContain('<p>2 opened, limit 10.</p>');
  });

  it('is made in all three formats, which say the same', async () => {
    const { id } = await writeTemplate(admin, { template_content: LETTER, fields: FIELDS });
    const pdf = await makeReport(engineer, id, { audience: 'the board' }, 'pdf');
    expect([pdf.status, (await fileOf(engineer, pdf.id)).slice(0, 5)]).toEqual(['completed', '%PDF-']);
    const json = await makeReport(engineer, id, { audience: 'the board' }, 'json');
    const { body } = await engineer.get(`/reports/${json.id}/download`);
    expect(body).toMatchObject({
      report: { type: 'custom', parameters: { template_id: id, audience: 'the board', limit: 10 } },
      summary: { incidents_opened: 3 },
      sections: [
        {
          heading: 'For the board',
          blocks: [
            { kind: 'paragraph', text: '3 opened, limit 10.' },
            { kind: 'table', rows: expect.arrayContaining([{ column_1: 'critical', column_2: '1' }]) },
          ],
        },
      ],
    });
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['without what is required', {}, ['parameters.audience']],
    ['with null for what is required', { audience: null }, ['parameters.audience']],
    [
      'with the wrong types',
      { audience: 1, limit: '5', since: 'soon', details: 'yes' },
      ['parameters.audience', 'parameters.limit', 'parameters.since', 'parameters.details'],
    ],
    ['with what the pattern does not match', { audience: 'x' }, ['parameters.audience']],
    ['with a number out of its range', { audience: 'abc', limit: 101 }, ['parameters.limit']],
    ['with what is no option', { audience: 'abc', squad: 'Nobody' }, ['parameters.squad']],
    ['with what is no field', { audience: 'abc', colour: 'red' }, ['parameters.colour']],
    ['with a field that every object has', { audience: 'abc', toString: 'x' }, ['parameters.toString']],
  ])('asked for %s is refused, and each field is named', async (_, parameters, fields) => {
    const { id } = await writeTemplate(admin, { template_content: LETTER, fields: FIELDS });
    const answer = await generate({ template_id: id, ...parameters });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], fields]);
  });

  it('asked for without a template, or with one that there is not, is refused', async () => {
    for (const parameters of [{}, { template_id: 5 }, { template_id: 'x' }, { template_id: randomUUID() }]) {
      const answer = await generate(parameters);
      expect([refusalOf(answer), faultyFields(answer)]).toEqual([
        [400, 'INVALID_REQUEST'],
        ['parameters.template_id'],
      ]);
    }
  });

  it('takes the permission to read what the template shows', async () => {
    const shown = '<p>{{#incidents.key_figures}}{{label}}{{/incidents.key_figures}}</p>';
    const { id } = await writeTemplate(admin, { template_content: shown, fields: [] });
    const reports = server.app.get(ReportsService, { strict: false });
    const wish = { name: 'Custom', type: 'custom', format: 'json', parameters: { template_id: id } } as const;
    const asHolderOf = async (...permissions: string[]): Promise<StoredRow> => {
      const principal = principalWith(new Set(permissions));
      return requestContext.run({ ...CONTEXT, principal }, () => reports.generate(wish, principal));
    };
    await expect(asHolderOf('read:reports')).rejects.toThrow('takes the permission read:incidents');
    const { id: made } = await asHolderOf('read:reports', 'read:incidents');
    expect(await finished(engineer, made)).toMatchObject({ status: 'completed' });
    const againAs = (...permissions: string[]): Promise<StoredRow> => {
      const principal = principalWith(new Set(permissions));
      return requestContext.run({ ...CONTEXT, principal }, () => reports.regenerate(made, principal));
    };
    await expect(againAs('read:reports')).rejects.toThrow('takes the permission read:incidents');
    // Also what it has come to show since.
    await admin.patch(`${TEMPLATES}/${id}`, { template_content: '<p>{{costs.figures.total_cost}}</p>' });
    await expect(againAs('read:reports', 'read:incidents')).rejects.toThrow(
      'takes the permission read:costs',
    );
    await againAs('read:reports', 'read:costs');
    expect(await finished(engineer, made)).toMatchObject({ status: 'completed', version: 2 });
  });

  it.each<[string, string, RegExp]>([
    [
      'a loop bomb',
      `${'{{#incidents.tables.by_severity.rows}}'.repeat(10)}x${'{{/incidents.tables.by_severity.rows}}'.repeat(10)}`,
      /^The template cannot be filled: its sections repeat too much/,
    ],
    [
      'text that grows without end',
      `${'{{#incidents.tables.by_severity.rows}}'.repeat(6)}${'x'.repeat(2_000)}${'{{/incidents.tables.by_severity.rows}}'.repeat(6)}`,
      /^The template cannot be filled: the finished text would be longer than 500000 characters/,
    ],
    [
      'more rows than anybody reads',
      `<table>${'<tr><td>x</td></tr>'.repeat(5_001)}</table>`,
      /^The template cannot be filled: the report would have more than 5000 paragraphs and rows/,
    ],
  ])(
    'of a template with %s has failed and says so, while the server goes on',
    async (_, template_content, message) => {
      const { id } = await writeTemplate(admin, { template_content, fields: [] });
      const report = await makeReport(engineer, id);
      expect(report).toMatchObject({
        status: 'failed',
        error: expect.stringMatching(message),
        file_url: null,
      });
      const good = await makeReport(engineer, (await writeTemplate(admin)).id);
      expect(good.status).toBe('completed');
    },
  );

  it('whose template is gone stays, and cannot be made again', async () => {
    const { id } = await writeTemplate(admin);
    const report = await makeReport(engineer, id);
    expect((await admin.delete(`${TEMPLATES}/${id}`)).status).toBe(204);
    expect(await fileOf(engineer, report.id)).toContain('For everybody.');
    const again = await engineer.post(`/reports/${report.id}/regenerate`);
    expect(refusalOf(again)).toEqual([409, 'TEMPLATE_UNUSABLE']);
    expect((await engineer.get(`/reports/${report.id}`)).body).toEqual(report);
  });

  it('whose template has changed is made again of the new one, or not at all', async () => {
    const { id } = await writeTemplate(admin);
    const report = await makeReport(engineer, id);
    await admin.patch(`${TEMPLATES}/${id}`, { template_content: '<p>Now for {{audience}}.</p>' });
    await engineer.post(`/reports/${report.id}/regenerate`);
    expect(await finished(engineer, report.id)).toMatchObject({ status: 'completed', version: 2 });
    expect(await fileOf(engineer, report.id)).toContain('Now for everybody.');
    await admin.patch(`${TEMPLATES}/${id}`, { fields: [] });
    const misfit = await engineer.post<ErrorAnswer>(`/reports/${report.id}/regenerate`);
    expect(refusalOf(misfit)).toEqual([409, 'TEMPLATE_UNUSABLE']);
    expect(misfit.text).toContain(
      'The template has changed and the report no longer fits it: audience is not a field of the template.',
    );
    expect(await finished(engineer, report.id)).toMatchObject({ status: 'completed', version: 2 });
  });

  it('is kept with the values that it was made again with, and stays in its environment', async () => {
    const [audience, squad] = [FIELDS[0], FIELDS[3]];
    const { id } = await writeTemplate(admin, { template_content: LETTER, fields: [audience] });
    const report = await makeReport(engineer, id, { audience: 'the board' });
    await admin.patch(`${TEMPLATES}/${id}`, { fields: [audience, { ...squad, default_value: 'Platform' }] });
    await engineer.post(`/reports/${report.id}/regenerate`);
    expect(await finished(engineer, report.id)).toMatchObject({
      ...{ status: 'completed', version: 2, environment: null },
      parameters: { template_id: id, audience: 'the board', squad: 'Platform' },
    });
    const place = { ...squad, name: 'environment', options: ['staging'], default_value: 'staging' };
    await admin.patch(`${TEMPLATES}/${id}`, { fields: [audience, squad, place] });
    const moved = await engineer.post(`/reports/${report.id}/regenerate`);
    expect(refusalOf(moved)).toEqual([409, 'TEMPLATE_UNUSABLE']);
    expect(await finished(engineer, report.id)).toMatchObject({ status: 'completed', version: 2 });
  });

  it('of a template without content looks as reports of its type do', async () => {
    const preset = {
      type: 'incident_summary',
      template_content: '',
      fields: [],
      default_parameters: { squad: 'Payments' },
    };
    const { id } = await writeTemplate(admin, preset);
    const report = await makeReport(engineer, id, {}, 'json');
    expect(report).toMatchObject({ status: 'completed', parameters: { template_id: id, squad: 'Payments' } });
    const { body } = await engineer.get(`/reports/${report.id}/download`);
    expect(body).toMatchObject({ title: 'Incident summary', summary: { opened: 2 } });
    expect(faultyFields(await generate({ template_id: id, moon: 'full' }))).toEqual(['parameters.moon']);
  });

  it('of a type sees the figures of that type alone', async () => {
    const content = '<p>{{incidents.figures.opened}} and {{costs.figures.total}}</p>';
    const { id } = await writeTemplate(admin, {
      type: 'incident_summary',
      template_content: content,
      fields: [],
    });
    expect(await fileOf(engineer, (await makeReport(engineer, id)).id)).toContain('<p>3 and </p>');
    expect(draftTemplate().type).toBe('custom');
  });
});
