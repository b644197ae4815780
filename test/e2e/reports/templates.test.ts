import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { PERSONAS } from '../../support/personas';
import { auditOf, type ErrorAnswer, faultyFields, refusalOf } from '../infra/fixtures';
import { draftTemplate, type TemplateBody, TEMPLATES, writeTemplate } from './templates-scene';

const NOTHING = {
  ...{ description: null, default_parameters: null, last_run_at: null, next_run_at: null },
  ...{ schedule_cron: null, schedule_timezone: null, schedule_format: null, schedule_period: null },
  ...{ schedule_parameters: null, schedule_enabled: true },
};
const FIELD = {
  ...{ name: 'audience', label: 'For whom', type: 'text', required: false },
  ...{ default_value: 'everybody', options: null, validation: null },
};

describe('report templates', () => {
  let server: TestServer;
  let admin: Actor;
  let engineer: Actor;
  let viewer: Actor;
  beforeAll(async () => {
    server = await startServer();
    [admin, engineer, viewer] = [
      await server.as('admin'),
      await server.as('engineer'),
      await server.as('viewer'),
    ];
  });
  afterAll(() => server.close());

  it('are written by an admin, who is named in them, with all of each field', async () => {
    const answer = await admin.post<TemplateBody>(TEMPLATES, draftTemplate());
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        ...{ ...draftTemplate(), ...NOTHING, fields: [FIELD], id: answer.body.id },
        created_by: PERSONAS.admin.name,
        created_at: expect.stringMatching(/Z$/),
        updated_at: answer.body.created_at,
      },
    ]);
    expect((await engineer.get(`${TEMPLATES}/${answer.body.id}`)).body).toEqual(answer.body);
    const audit = await auditOf(server, answer.body.id);
    expect(audit.map((row) => [row.event_type, row.resource_type])).toEqual([['CREATE', 'template']]);
  });

  it('are read by engineers, hidden from viewers and changed by admins alone', async () => {
    const { id } = await writeTemplate(admin);
    const path = `${TEMPLATES}/${id}`;
    for (const read of [TEMPLATES, path, `${path}/runs`]) {
      expect((await engineer.get(read)).status).toBe(200);
      expect(refusalOf(await viewer.get(read))).toEqual([403, 'FORBIDDEN']);
    }
    const attempts = [
      await engineer.post(TEMPLATES, draftTemplate()),
      await engineer.patch(path, { name: 'Mine' }),
      await engineer.send('PUT', path, draftTemplate()),
      await engineer.delete(path),
    ];
    expect(attempts.map(refusalOf)).toEqual(Array(4).fill([403, 'FORBIDDEN']));
  });

  it('a PATCH changes what it names, a PUT takes the rest back, a DELETE leaves nothing to read', async () => {
    const { id } = await writeTemplate(admin, { description: 'x', default_parameters: { audience: 'me' } });
    const path = `${TEMPLATES}/${id}`;
    const patched = await admin.patch<TemplateBody>(path, { name: 'Renamed' });
    expect(patched.body).toMatchObject({
      name: 'Renamed',
      description: 'x',
      default_parameters: { audience: 'me' },
    });
    const put = await admin.send<TemplateBody>('PUT', path, {
      ...{ name: 'Put', type: 'custom', template_content: '<p>x</p>' },
    });
    expect([put.status, put.body]).toMatchObject([200, { ...NOTHING, name: 'Put', fields: [] }]);
    expect(refusalOf(await admin.patch(path, { name: 'Old' }, { 'if-match': '"1"' }))).toEqual([
      412,
      'PRECONDITION_FAILED',
    ]);
    expect((await admin.delete(path)).status).toBe(204);
    expect(refusalOf(await admin.get(path))).toEqual([404, 'TEMPLATE_NOT_FOUND']);
    expect(refusalOf(await admin.get(`${path}/runs`))).toEqual([404, 'TEMPLATE_NOT_FOUND']);
    expect(refusalOf(await admin.get(`${TEMPLATES}/nothing`))).toEqual([404, 'TEMPLATE_NOT_FOUND']);
  });

  it('are found by their words, type and author', async () => {
    const name = `Budget ${randomUUID()}`;
    const { id } = await writeTemplate(admin, { name, type: 'cost_report' });
    const queries = ['search=budget', 'type=cost_report', `name=${encodeURIComponent(name)}`];
    for (const query of queries) {
      const { body } = await engineer.get<TemplateBody[]>(`${TEMPLATES}?${query}`);
      expect(body.map((template) => template.id)).toContain(id);
    }
    const { body } = await engineer.get<TemplateBody[]>(`${TEMPLATES}?search=nothinglikeit`);
    expect(body).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    [
      'a section left open',
      { template_content: '<p>a</p>\n{{#a}}' },
      'template_content',
      /^template_content line 2, column 7: the section {{#a}} is not closed$/,
    ],
    [
      'an unescaped value',
      { template_content: '{{{a}}}' },
      'template_content',
      /line 1, column 1: values are always escaped/,
    ],
    [
      'another template in it',
      { template_content: '{{> a}}' },
      'template_content',
      /cannot include another one/,
    ],
    [
      'a script',
      { template_content: '<p>a</p>\n<script>x</script>' },
      'template_content',
      /line 2, column 1: the element <script> is not allowed/,
    ],
    [
      'an address',
      { template_content: '<img src="https://x.example/y.png">' },
      'template_content',
      /the element <img> is not allowed/,
    ],
    [
      'a style that loads',
      { template_content: '<p style="background-color:url(//x)">a</p>' },
      'template_content',
      /must not load anything/,
    ],
    [
      'deep nesting',
      { template_content: '{{#a}}'.repeat(11) + '{{/a}}'.repeat(11) },
      'template_content',
      /nested deeper than 10 levels/,
    ],
    [
      'deep elements',
      { template_content: '<div>'.repeat(500) },
      'template_content',
      /nested deeper than 40 levels/,
    ],
    [
      '300 KB of text',
      { template_content: 'x'.repeat(300_000) },
      'template_content',
      /shorter than or equal to 262144/,
    ],
    ['no content', { template_content: ' ' }, 'template_content', /must not be blank/],
    ['an unknown type', { type: 'poem' }, 'type', /must be one of/],
    ['a field twice', { fields: [FIELD, FIELD] }, 'fields.1.name', /must be unique/],
    [
      'a broken pattern',
      { fields: [{ ...FIELD, validation: '(' }] },
      'fields.0.validation',
      /regular expression/,
    ],
    [
      'a default that is not valid',
      { fields: [{ ...FIELD, type: 'number' }] },
      'fields.0.default_value',
      /must be a number/,
    ],
    [
      '51 fields',
      { fields: Array.from({ length: 51 }, (_, n) => ({ ...FIELD, name: `f${n}` })) },
      'fields',
      /no more than 50/,
    ],
    ['fields that are no list', { fields: { a: 1 } }, 'fields', /must be an array/],
    [
      'values of no field',
      { default_parameters: { nobody: 1 } },
      'default_parameters.nobody',
      /not a field of the template/,
    ],
    [
      'a wrong default value',
      { default_parameters: { audience: 5 } },
      'default_parameters.audience',
      /must be a text/,
    ],
    ['an unknown property', { colour: 'red' }, 'colour', /not a known field/],
  ])('with %s are refused, and told why', async (_, more, field, message) => {
    const answer = await admin.post<ErrorAnswer>(TEMPLATES, draftTemplate(more));
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([[400, 'INVALID_REQUEST'], [field]]);
    const [detail] = answer.body.error.details as { message: string }[];
    expect(detail.message).toMatch(message);
  });

  it('of 10 MB are refused before they are read', async () => {
    const answer = await admin.post(TEMPLATES, draftTemplate({ template_content: 'x'.repeat(10_000_000) }));
    expect(refusalOf(answer)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('tell everything that is wrong at once', async () => {
    const wrong = { template_content: '{{#a}}', fields: [{ name: 'A' }], schedule_cron: '* * * * *' };
    const answer = await admin.post(TEMPLATES, draftTemplate(wrong));
    expect(faultyFields(answer)).toEqual([
      ...['fields.0.name', 'fields.0.label', 'fields.0.type', 'template_content', 'schedule_cron'],
    ]);
  });

  it('stay right as a whole when they are changed', async () => {
    const { id } = await writeTemplate(admin, { default_parameters: { audience: 'me' } });
    const answer = await admin.patch(`${TEMPLATES}/${id}`, { fields: [] });
    expect([refusalOf(answer), faultyFields(answer)]).toEqual([
      [400, 'INVALID_REQUEST'],
      ['default_parameters.audience'],
    ]);
  });

  it('of a type other than custom may do without content, and then preset its parameters', async () => {
    const preset = { name: 'Payments', type: 'incident_summary', template_content: '' };
    const good = await admin.post(TEMPLATES, { ...preset, default_parameters: { squad: 'Payments' } });
    expect(good.status).toBe(201);
    const bad = await admin.post(TEMPLATES, { ...preset, default_parameters: { squad: 5, moon: 'full' } });
    expect(faultyFields(bad)).toEqual(['default_parameters.squad', 'default_parameters.moon']);
    const fields = await admin.post(TEMPLATES, { ...preset, fields: [FIELD] });
    expect(faultyFields(fields)).toEqual(['fields']);
  });
});
