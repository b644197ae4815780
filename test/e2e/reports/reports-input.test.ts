import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from '../http/expect-error';
import { DRAFT, generated } from './reports-scene';

interface Refusal {
  readonly error: { readonly details: readonly { readonly field: string; readonly message: string }[] };
}

describe('a request for a report', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  it.each([
    ['nothing at all', { name: undefined, type: undefined, format: undefined }, ['name', 'type', 'format']],
    ['a name that is too short', { name: 'x' }, ['name']],
    ['a name that is too long', { name: 'x'.repeat(201) }, ['name']],
    ['a name of NUL', { name: 'abc\0' }, ['name']],
    ['an unknown type', { type: 'weather_report' }, ['type']],
    ['an unknown format', { format: 'docx' }, ['format']],
    ['an unknown field', { colour: 'red' }, ['colour']],
    ['parameters that are a list', { parameters: [] }, ['parameters']],
    ['parameters that are a text', { parameters: 'top=1' }, ['parameters']],
    ['an unknown parameter', { parameters: { weeks: 3 } }, ['parameters.weeks']],
    ['a parameter of another prototype', { parameters: { constructor: 1 } }, ['parameters.constructor']],
    [
      'wrong parameters, every one',
      { parameters: { top: 51, severity: 'huge', squad: '', environment: 'moon' } },
      ['parameters.top', 'parameters.severity', 'parameters.squad', 'parameters.environment'],
    ],
    ['half a number', { parameters: { top: 1.5 } }, ['parameters.top']],
    ['weeks as text', { type: 'sla_report', parameters: { weeks: '12' } }, ['parameters.weeks']],
    ['too many weeks', { type: 'sla_report', parameters: { weeks: 53 } }, ['parameters.weeks']],
    [
      'weeks and a period',
      { type: 'sla_report', parameters: { weeks: 2 }, period_start: '2026-01-01' },
      ['parameters.weeks'],
    ],
    [
      'more than 52 weeks',
      { type: 'sla_report', period_start: '2024-01-01', period_end: '2025-06-01' },
      ['period_start'],
    ],
    [
      'a currency that is none',
      { type: 'cost_report', parameters: { currency: 'dollars' } },
      ['parameters.currency'],
    ],
    [
      'costs of more than a year',
      { type: 'cost_report', period_start: '2024-01-01', period_end: '2025-06-01' },
      ['period_start'],
    ],
    [
      'a period that is no date',
      { period_start: 'yesterday', period_end: '2026-13-01' },
      ['period_start', 'period_end'],
    ],
    [
      'a period that ends before it begins',
      { period_start: '2026-02-01', period_end: '2026-01-01' },
      ['period_end'],
    ],
    ['a period in the future', { period_start: '2999-01-01' }, ['period_start']],
    ['a period of a thousand years', { period_start: '1026-01-01' }, ['period_start']],
    ['a period that never ends', { period_end: '9999-12-31' }, ['period_end']],
    ['costs of the year 1', { type: 'cost_report', period_end: '0001-01-10' }, ['period_end']],
    ['a period that is a number', { period_start: 2026 }, ['period_start']],
    ['a custom one without a template', { type: 'custom' }, ['parameters.template_id']],
  ])('with %s is refused, and says which fields', async (_, more, fields) => {
    const answer = await engineer.post('/reports/generate', { ...DRAFT, ...more });
    expectError(answer, 400, 'INVALID_REQUEST');
    const { details } = (answer.body as unknown as Refusal).error;
    expect([...new Set(details.map(({ field }) => field))]).toEqual(fields);
    expect((await engineer.get('/reports')).body).toEqual([]);
  });

  it.each(['0', '-1', '1.5', 'two', '1e3', '', '99999999999999999999', '1&version=2'])(
    'a download of version %s is refused',
    async (version) => {
      const { id } = await generated(engineer);
      expectError(await engineer.get(`/reports/${id}/download?version=${version}`), 400, 'INVALID_REQUEST');
      await engineer.delete(`/reports/${id}`);
    },
  );

  it.each(['nothing', '00000000-0000-4000-8000-000000000000', "'; drop table reports; --"])(
    'there is no report %s',
    async (id) => {
      const path = `/reports/${encodeURIComponent(id)}`;
      for (const answer of await Promise.all([
        ...['', '/download', '/versions'].map((rest) => engineer.get(path + rest)),
        ...[engineer.post(`${path}/regenerate`), engineer.delete(path)],
      ]))
        expectError(answer, 404, 'REPORT_NOT_FOUND');
    },
  );
});
