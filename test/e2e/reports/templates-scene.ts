import type { Actor } from '../../support/actor';

export interface TemplateBody {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly template_content: string;
  readonly fields: readonly Record<string, unknown>[];
  readonly next_run_at: string | null;
  readonly last_run_at: string | null;
  readonly [field: string]: unknown;
}

export interface ReportBody {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly format: string;
  readonly parameters: Record<string, unknown>;
  readonly error: string | null;
  readonly version: number;
  readonly [field: string]: unknown;
}

export const TEMPLATES = '/admin/report-templates';

export const draftTemplate = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'Weekly review',
  type: 'custom',
  template_content: '<h2>Review</h2><p>For {{parameters.audience}}.</p>',
  fields: [{ name: 'audience', label: 'For whom', type: 'text', default_value: 'everybody' }],
  ...more,
});

export async function writeTemplate(admin: Actor, more: Record<string, unknown> = {}): Promise<TemplateBody> {
  const answer = await admin.post<TemplateBody>(TEMPLATES, draftTemplate(more));
  if (answer.status !== 201) throw new Error(`not written: ${answer.text}`);
  return answer.body;
}

/** Asks for a report of the template and waits until it is made or has failed. */
export async function makeReport(
  actor: Actor,
  template_id: string,
  parameters: Record<string, unknown> = {},
  format = 'html',
): Promise<ReportBody> {
  const body = { name: 'Custom report', type: 'custom', format, parameters: { template_id, ...parameters } };
  const answer = await actor.post<ReportBody>('/reports/generate', body);
  if (answer.status !== 202) throw new Error(`not asked for: ${answer.text}`);
  return finished(actor, answer.body.id);
}

export async function finished(actor: Actor, id: string): Promise<ReportBody> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const { body } = await actor.get<ReportBody>(`/reports/${id}`);
    if (body.status !== 'generating') return body;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const fileOf = async (actor: Actor, id: string): Promise<string> =>
  (await actor.get(`/reports/${id}/download`)).text;
