import { expect, it } from '@jest/globals';
import {
  anything,
  faultsOf,
  flag,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  texts,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import type { WireScene } from './scene';

const GENERATED_REPORT: Shape = {
  id: uuid,
  name: text,
  type: oneOf('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom'),
  status: oneOf('generating', 'completed', 'failed'),
  format: oneOf('pdf', 'html', 'json'),
  file_url: orNull(like(/^http:\/\/.+\/api\/v1\/reports\/[0-9a-f-]+\/download$/)),
  file_size: orNull(whole),
  parameters: record,
  generated_by: text,
  generated_at: timestamp,
  period_start: orNull(timestamp),
  period_end: orNull(timestamp),
  version: whole,
  // Ours.
  percentage: whole,
  error: orNull(text),
  snapshot_at: orNull(timestamp),
  environment: orNull(oneOf('production', 'staging', 'development')),
};
const REPORT_VERSION: Shape = {
  id: uuid,
  report_id: uuid,
  version: whole,
  file_url: like(/^http:\/\/.+\/download\?version=\d+$/),
  file_size: whole,
  generated_by: text,
  generated_at: timestamp,
  changes: orNull(text),
  // Ours.
  snapshot_at: timestamp,
};
const REPORT_TEMPLATE: Shape = {
  id: uuid,
  name: text,
  type: oneOf('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom'),
  description: orNull(text),
  template_content: text,
  default_parameters: orNull(record),
  fields: listOf(
    object({
      name: text,
      label: text,
      type: oneOf('text', 'number', 'date', 'select', 'boolean'),
      required: flag,
      default_value: anything,
      options: orNull(texts),
      validation: orNull(text),
    }),
  ),
  created_by: text,
  created_at: timestamp,
  updated_at: timestamp,
  schedule_cron: orNull(text),
  schedule_timezone: orNull(text),
  schedule_format: orNull(oneOf('pdf', 'html', 'json')),
  schedule_period: orNull(oneOf('previous_day', 'previous_week', 'previous_month', 'previous_quarter')),
  schedule_parameters: orNull(record),
  schedule_enabled: flag,
  next_run_at: orNull(timestamp),
  last_run_at: orNull(timestamp),
};

/** Reports and their templates. */
export function reportsOnTheWire(scene: WireScene): void {
  it('reports that are being made and that are done, and their versions', async () => {
    const draft = { name: 'Incidents', type: 'incident_summary', format: 'json' };
    const asked = await scene.engineer.post('/reports/generate', draft);
    expect(faultsOf(asked.body, GENERATED_REPORT)).toEqual([]);
    expect(asked.body).toMatchObject({ ...draft, status: 'generating', version: 1, file_url: null });
    const path = `/reports/${String(asked.body.id)}`;
    let { body } = await scene.engineer.get(path);
    while (body.status === 'generating') ({ body } = await scene.engineer.get(path));
    expect(faultsOf(body, { ...GENERATED_REPORT, snapshot_at: timestamp, file_size: whole })).toEqual([]);
    const versions = await scene.engineer.get<Record<string, unknown>[]>(`${path}/versions`);
    expect(versions.body).toHaveLength(1);
    expect(faultsOf(versions.body[0], REPORT_VERSION)).toEqual([]);
  });

  it('report templates, with little and with everything', async () => {
    const draft = { name: 'Letter', type: 'custom', template_content: '<p>{{top}}</p>' };
    const little = await scene.admin.post('/admin/report-templates', draft);
    expect(faultsOf(little.body, REPORT_TEMPLATE)).toEqual([]);
    const field = { name: 'top', label: 'Top', required: true, default_value: '5', validation: null };
    const everything = {
      ...{ ...draft, description: 'A letter', default_parameters: { top: '3' } },
      fields: [{ ...field, type: 'select', options: ['3', '5'] }],
      ...{ schedule_cron: '0 8 * * 1', schedule_timezone: 'Europe/Berlin', schedule_format: 'html' },
      ...{ schedule_period: 'previous_week', schedule_parameters: { top: '5' }, schedule_enabled: true },
    };
    const much = await scene.admin.post('/admin/report-templates', everything);
    expect(faultsOf(much.body, { ...REPORT_TEMPLATE, next_run_at: timestamp })).toEqual([]);
    expect(much.body).toMatchObject(everything);
    const list = await scene.engineer.get<unknown[]>('/admin/report-templates');
    expect(list.body).toEqual([much.body, little.body]);
  });
}
