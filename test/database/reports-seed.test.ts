import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReportMaker } from '../../src/reports/reports/report-maker';
import type { TestServer } from '../support/app';
import { startWithDemoData } from '../support/demo-data';

describe('the reports of the demo data', () => {
  let server: TestServer;
  beforeAll(async () => {
    ({ server } = await startWithDemoData());
  });
  afterAll(() => server.close());

  it('are eight that are made by the server itself, in all formats, and of which one has failed', async () => {
    await server.app.get(ReportMaker).queueOverdue();
    const open = (): Promise<unknown[]> => server.sql(`select 1 from reports where status = 'generating'`);
    while ((await open()).length > 0) await sleep(50);
    const rows = await server.sql<Record<string, unknown>>('select status, format, type, error from reports');
    const of = (what: 'status' | 'format' | 'type'): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const row of rows) counts[String(row[what])] = (counts[String(row[what])] ?? 0) + 1;
      return counts;
    };
    expect(of('status')).toEqual({ completed: 7, failed: 1 });
    expect(of('format')).toEqual({ pdf: 4, html: 3, json: 1 });
    expect(of('type')).toEqual({
      ...{ incident_summary: 2, sla_report: 2, vulnerability_report: 1, cost_report: 1, custom: 2 },
    });
    expect(rows.find(({ status }) => status === 'failed')!.error).toBe(
      'The template of this report has been removed. Make a new report with another one.',
    );
  });
});
