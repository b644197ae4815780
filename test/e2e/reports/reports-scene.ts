import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../support/actor';
import type { TestServer } from '../../support/app';

export interface ReportBody {
  readonly id: string;
  readonly name: string;
  readonly status: 'generating' | 'completed' | 'failed';
  readonly file_url: string | null;
  readonly file_size: number | null;
  readonly version: number;
  readonly percentage: number;
  readonly error: string | null;
  readonly [field: string]: unknown;
}

/** A block of a report as JSON; which fields it has depends on its kind. */
export interface JsonBlock {
  readonly kind: string;
  readonly title?: string;
  readonly labels?: readonly string[];
  readonly series?: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly rows?: readonly Record<string, unknown>[];
  readonly total?: Record<string, unknown> | null;
  readonly note?: string;
}

export interface JsonReport {
  readonly report: Record<string, unknown>;
  readonly subtitle: string;
  readonly summary: Record<string, unknown>;
  readonly sections: readonly { readonly name: string; readonly blocks: readonly JsonBlock[] }[];
}

export const DRAFT = { name: 'Incidents of the month', type: 'incident_summary', format: 'json' };

/** Waits until the report is not being made any more. */
export async function finished(actor: Actor, id: string): Promise<ReportBody> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { body } = await actor.get<ReportBody>(`/reports/${id}`);
    if (body.status !== 'generating') return body;
    await sleep(30);
  }
  throw new Error('Waited in vain for the report');
}

/** Asks for a report and waits until it is made. */
export async function generated(actor: Actor, more: Record<string, unknown> = {}): Promise<ReportBody> {
  const asked = await actor.post<ReportBody>('/reports/generate', { ...DRAFT, ...more });
  if (asked.status !== 202) throw new Error(`${asked.status}: ${asked.text}`);
  return finished(actor, asked.body.id);
}

/** Makes a report as JSON and gives what its file says. */
export async function figures(actor: Actor, more: Record<string, unknown> = {}): Promise<JsonReport> {
  const report = await generated(actor, { ...more, format: 'json' });
  if (report.status !== 'completed') throw new Error(`not made: ${report.error}`);
  return (await actor.get<JsonReport>(`/reports/${report.id}/download`)).body;
}

/** The table or chart of this title. */
export function block({ sections }: JsonReport, title: string): JsonBlock {
  const found = sections.flatMap(({ blocks }) => blocks).find((one) => one.title === title);
  if (!found) throw new Error(`there is no ${title}`);
  return found;
}

/** The files of reports that are in the storage, and those under way. */
export async function storedFiles({ storagePath }: TestServer): Promise<string[]> {
  const all = await Promise.all(
    ['reports', 'incoming'].map((folder) =>
      readdir(join(storagePath, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  return all.flat().flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}
