import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';

export interface StepBody {
  readonly id: string;
  readonly order: number;
  readonly title: string;
  readonly description: string;
  readonly command: string | null;
  readonly expected_result: string | null;
  readonly warning: string | null;
  readonly screenshot_url: string | null;
}

export interface SopBody {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly description: string;
  readonly content: string;
  readonly steps: readonly StepBody[];
  readonly owner: string;
  readonly reviewers: readonly string[] | null;
  readonly version: string;
  readonly status: string;
  readonly tags: readonly string[] | null;
  readonly prerequisites: readonly string[] | null;
  readonly estimated_duration: number | null;
  readonly last_executed_at: string | null;
  readonly execution_count: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
  readonly author: string;
}

export const STEPS = [
  { title: 'Look', description: 'Is it **really** down?', command: 'pg_isready -h {{host}}' },
  { title: 'Tell', warning: 'Not in public', expected_result: 'Everyone knows' },
  { title: 'Switch', screenshot_url: 'https://wiki.example.com/switch.png' },
];

export const draft = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Fail over the database',
  category: 'backup_recovery',
  description: 'When the primary is lost.',
  content: '# When\n\nThe primary does not answer.',
  steps: STEPS,
  ...more,
});

export async function writeSop(actor: Actor, more: Record<string, unknown> = {}): Promise<SopBody> {
  const answer = await actor.post<SopBody>('/sops', draft(more));
  if (answer.status !== 201) throw new Error(`could not write an SOP: ${answer.text}`);
  return answer.body;
}

/** Written by the engineer, approved by the admin. */
export async function approvedSop(server: TestServer, more: Record<string, unknown> = {}): Promise<SopBody> {
  const { id } = await writeSop(await server.as('engineer'), more);
  for (const step of ['submit', 'approve']) {
    const answer = await (await server.as('admin')).post(`/sops/${id}/${step}`);
    if (answer.status !== 200) throw new Error(`could not ${step} the SOP: ${answer.text}`);
  }
  return (await (await server.as('admin')).get<SopBody>(`/sops/${id}`)).body;
}

/** The faults that an INVALID_REQUEST names, as `field: message`. */
export const faultsIn = (answer: Answer<unknown>): string[] =>
  (answer.body as { error: { details: { field: string; message: string }[] } }).error.details.map(
    ({ field, message }) => `${field}: ${message}`,
  );
