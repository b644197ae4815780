import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextTime } from '../../../src/reports/templates/schedule-times';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';
import { startWithDemoData } from '../../support/demo-data';
import { fileOf, makeReport, type TemplateBody, TEMPLATES } from './templates-scene';

const VALUES: Readonly<Record<string, Record<string, unknown>>> = {
  'Weekly operations review': { focus: 'Payments after the migration' },
  'Monthly cost letter': {},
  'Security board': { decisions: 'Extend the acceptance of old routers?' },
  'Post-incident review': {
    ...{ incident: 'INC-1001 Checkout fails', reviewed_on: '2026-01-15', lead: 'Demo Engineer' },
    what_happened: 'One in five payments answered 502.',
  },
};

describe('the report templates of the demo data', () => {
  let server: TestServer;
  let admin: Actor;
  let templates: TemplateBody[];
  const now = new Date();
  beforeAll(async () => {
    ({ server } = await startWithDemoData(now));
    admin = await server.signIn('admin');
    templates = (await admin.get<TemplateBody[]>(`${TEMPLATES}?sort_order=asc`)).body;
  });
  afterAll(() => server.close());

  it('are four that could have been written by hand, one of them scheduled', async () => {
    expect(templates.map(({ name }) => name)).toEqual(Object.keys(VALUES));
    for (const { id } of templates) {
      const { status, text } = await admin.patch(`${TEMPLATES}/${id}`, { description: 'Looked at again' });
      expect([status, text]).toEqual([200, expect.any(String)]);
    }
    expect(templates.filter(({ next_run_at }) => next_run_at !== null)).toMatchObject([
      {
        name: 'Weekly operations review',
        next_run_at: nextTime({ cron: '0 7 * * 1', timezone: 'UTC' }, now)!.toISOString(),
      },
    ]);
  });

  it.each(['html', 'pdf', 'json'])('become reports that say something, as %s', async (format) => {
    for (const { id, name } of templates) {
      const report = await makeReport(admin, id, VALUES[name], format);
      expect(report).toMatchObject({ status: 'completed', error: null });
      const file = await fileOf(admin, report.id);
      expect(file.length).toBeGreaterThan(1_000);
      // A name that nothing has would leave a hole.
      if (format === 'html') {
        expect(file.split('</header>')[1]).not.toMatch(/<strong><\/strong>|<td[^>]*><\/td>|, {2}| {2}\.| \./);
      }
    }
  });
});
