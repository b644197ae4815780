import { Injectable } from '@nestjs/common';
import { log } from '../../core/logging/logger';
import { plain } from './adf';
import { JIRA_FIELDS, type SyncedField } from './field-mapping';
import { JiraClient } from './jira-client';
import { JiraRefused } from './jira.errors';
import type { JiraChange } from './merge';

/** What somebody, or we, have made of a field in Jira. Texts are as Jira's changelog has them: without its formats. */
export interface LoggedChange extends JiraChange {
  readonly field: SyncedField;
  readonly from: string;
  readonly to: string;
}

/** What was sent, over what was read before. */
export interface Sent {
  readonly field: SyncedField;
  readonly theirs: string | null;
  readonly value: string;
}

type Json = Record<string, unknown>;

/** So few entries, each of a text before and after, that an answer stays below the most that is read. */
const PAGE = 20;
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_NAME = 200;

/** The last changes of an issue as Jira tells them, and nothing when that is more than can be read. */
@Injectable()
export class JiraChangelog {
  constructor(private readonly client: JiraClient) {}

  /** Oldest first, their times by our clock. Throws JiraAway. */
  async recent(id: string, skewMs: number, signal: AbortSignal): Promise<readonly LoggedChange[]> {
    try {
      const first = await this.page(id, 0, signal);
      const { total } = first;
      // Jira tells the oldest first.
      const last =
        typeof total === 'number' && total > PAGE ? await this.page(id, total - PAGE, signal) : first;
      return changesOf(last.values, skewMs);
    } catch (error) {
      if (!(error instanceof JiraRefused)) throw error;
      log.warn({ issue: id, reason: error.message }, 'the changelog of an issue cannot be read; ours counts');
      return [];
    }
  }

  private async page(id: string, startAt: number, signal: AbortSignal): Promise<Json> {
    const path = `/issue/${encodeURIComponent(id)}/changelog?startAt=${startAt}&maxResults=${PAGE}`;
    const { json } = await this.client.call({ method: 'GET', path, ofIssue: true, most: MOST_BYTES, signal });
    return (json ?? {}) as Json;
  }
}

/** The last change of each field. */
export function lastOf(changes: readonly LoggedChange[]): Partial<Record<SyncedField, JiraChange>> {
  const last: Partial<Record<SyncedField, JiraChange>> = {};
  for (const { field, at, author } of changes)
    if (!last[field] || last[field].at <= at) last[field] = { at, author };
  return last;
}

/** What others have written after we had read the issue and before we wrote over it. */
export function overwritten(
  { field, theirs, value }: Sent,
  readAt: Date,
  changes: readonly LoggedChange[],
): readonly LoggedChange[] {
  const since = changes.filter((change) => change.field === field && change.at > readAt);
  const known = since.findLastIndex(({ to }) => plain(to) === plain(value));
  // A description is in the changelog in another form than it was sent.
  const own = known < 0 ? since.length - 1 : known;
  const isAsRead = own >= 0 && plain(since[own].from) === plain(theirs ?? '');
  return isAsRead ? [] : since.slice(0, Math.max(own, 0));
}

function changesOf(histories: unknown, skewMs: number): LoggedChange[] {
  return (Array.isArray(histories) ? (histories as Json[]) : []).flatMap((history) => {
    const at = new Date(Date.parse(String(history?.created)) - skewMs);
    if (Number.isNaN(at.getTime())) return [];
    const author = nameIn(history.author);
    return (Array.isArray(history.items) ? (history.items as Json[]) : []).flatMap((item): LoggedChange[] => {
      const named = String(item?.fieldId ?? item?.field);
      const field = (Object.keys(JIRA_FIELDS) as SyncedField[]).find((one) => JIRA_FIELDS[one] === named);
      return field
        ? [{ field, at, author, from: textIn(item, 'fromString'), to: textIn(item, 'toString') }]
        : [];
    });
  });
}

/** Of an object of JSON only: all have a method `toString`. */
const textIn = (item: Json, name: string): string => {
  const value = item[name];
  return typeof value === 'string' ? value : '';
};

/** By characters: half of one cannot be kept in Postgres. */
function nameIn(author: unknown): string {
  const { displayName } = (author ?? {}) as Json;
  if (typeof displayName !== 'string') return 'somebody';
  return [...displayName.slice(0, 2 * MOST_NAME)].slice(0, MOST_NAME).join('');
}
