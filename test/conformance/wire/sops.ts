import { expect, it } from '@jest/globals';
import {
  faultsOf,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  record,
  seconds,
  type Shape,
  text,
  texts,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import type { WireScene } from './scene';

const SOP_STEP: Shape = {
  id: text,
  order: whole,
  title: text,
  description: text,
  command: orNull(text),
  expected_result: orNull(text),
  warning: orNull(text),
  screenshot_url: orNull(like(/^https?:\/\//)),
};
/** With who wrote and who approved it beside the product's own fields. */
const SOP: Shape = {
  id: uuid,
  title: text,
  category: oneOf(
    ...['incident_response', 'deployment', 'backup_recovery', 'security', 'monitoring', 'maintenance'],
  ),
  description: text,
  content: text,
  steps: listOf(object(SOP_STEP)),
  owner: text,
  reviewers: orNull(texts),
  version: like(/^\d+\.\d+\.\d+$/),
  status: oneOf('draft', 'review', 'approved', 'archived'),
  tags: orNull(texts),
  prerequisites: orNull(texts),
  estimated_duration: orNull(whole),
  last_executed_at: orNull(timestamp),
  execution_count: whole,
  created_at: timestamp,
  updated_at: timestamp,
  approved_at: orNull(timestamp),
  approved_by: orNull(text),
  author: text,
};
const SOP_VERSION: Shape = {
  id: uuid,
  sop_id: uuid,
  version: like(/^\d+\.\d+\.\d+$/),
  number: whole,
  author: text,
  created_at: timestamp,
  changed_fields: texts,
  summary: text,
  approved_at: orNull(timestamp),
  approved_by: orNull(text),
};
const SOP_EXECUTION_RESULT: Shape = {
  id: uuid,
  sop_id: uuid,
  status: oneOf('running', 'success', 'partial', 'failed'),
  executed_by: text,
  executed_at: timestamp,
  duration: seconds,
  step_results: listOf(
    object({
      step_id: text,
      status: oneOf('pending', 'running', 'success', 'failed', 'skipped'),
      output: orNull(text),
      error: orNull(text),
      order: whole,
      title: text,
      command: orNull(text),
      note: orNull(text),
      decided_by: orNull(text),
      exit_code: orNull(whole),
      output_bytes: whole,
      started_at: orNull(timestamp),
      finished_at: orNull(timestamp),
    }),
  ),
  logs: texts,
  sop_title: text,
  sop_version: like(/^\d+\.\d+\.\d+$/),
  environment: orNull(oneOf('production', 'staging', 'development')),
  parameters: record,
  incident_id: orNull(uuid),
  finished_at: orNull(timestamp),
};

/** SOPs and their executions. */
export function proceduresOnTheWire(scene: WireScene): void {
  it('SOPs with nothing but what must be said and with everything, their steps and their versions', async () => {
    const draft = { title: 'Fail over', category: 'security', description: 'd', content: 'c' };
    const url = 'https://example.com/a.png';
    const words = { command: 'ls', expected_result: 'e', warning: 'w', screenshot_url: url };
    const bareSop = await scene.engineer.post('/sops', { ...draft, steps: [{ title: 'Look' }] });
    const fullSop = await scene.engineer.post('/sops', {
      ...{ ...draft, reviewers: ['a'], tags: ['b'], prerequisites: ['c'], estimated_duration: 1 },
      steps: [{ title: 'Look', description: 'd', ...words }],
    });
    const path = `/sops/${String(fullSop.body.id)}`;
    await scene.engineer.post(`${path}/submit`);
    const approved = await scene.admin.post(`${path}/approve`);
    for (const { body } of [bareSop, fullSop, approved]) expect(faultsOf(body, SOP)).toEqual([]);
    expect((await scene.engineer.get<unknown[]>('/sops')).body).toEqual([approved.body, bareSop.body]);
    const [version] = (await scene.engineer.get<unknown[]>(`${path}/versions`)).body;
    expect(faultsOf(version, { ...SOP_VERSION, approved_at: timestamp, approved_by: text })).toEqual([]);
    const whole = await scene.engineer.get<{ snapshot: object }>(`${path}/versions/1.0.0`);
    expect(whole.body).toEqual({ ...(version as object), snapshot: expect.any(Object) });
    expect(approved.body).toMatchObject(whole.body.snapshot);
  });

  it('executions of SOPs, under way and ended', async () => {
    const words = { title: 'Restart', category: 'maintenance', description: 'When it hangs', content: 'x' };
    const steps = [{ title: 'Look', command: 'not-allowed {{host}}' }, { title: 'Say so' }];
    const { body: sop } = await scene.engineer.post('/sops', { ...words, steps });
    await scene.engineer.post(`/sops/${String(sop.id)}/submit`);
    await scene.admin.post(`/sops/${String(sop.id)}/approve`);
    const given = { sop_id: sop.id, parameters: { host: 'db-1' } };
    const opened = await scene.engineer.post('/sops/executions', given);
    expect(faultsOf(opened.body, SOP_EXECUTION_RESULT)).toEqual([]);
    const ended = await scene.engineer.post(`/sops/${String(sop.id)}/execute`, {
      ...given,
      environment: 'staging',
    });
    expect(faultsOf(ended.body, { ...SOP_EXECUTION_RESULT, finished_at: timestamp })).toEqual([]);
    expect(ended.body).toMatchObject({ status: 'partial', environment: 'staging', incident_id: null });
    const list = await scene.engineer.get<unknown[]>('/sops/executions?status=partial');
    expect(list.body).toEqual([ended.body]);
  });
}
