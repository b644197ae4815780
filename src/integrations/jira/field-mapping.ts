import type { JiraNames } from '../../config';
import { CONTROL_CHARACTERS } from '../../core/text/control-characters';
import { adfToText, plain, textToAdf } from './adf';

export const SYNCED = ['title', 'description', 'priority', 'status'] as const;
export type SyncedField = (typeof SYNCED)[number];

/** The values of a row as they are here; an incident's `priority` is its severity. */
export type Ours = Readonly<Record<SyncedField, string>>;
/** The values of an issue as Jira has them, its description as text. */
export type Theirs = Readonly<Record<SyncedField, string | null>>;

/** What is said of an incident or a task in Jira. */
export interface IssueKind {
  readonly resource: 'incident' | 'task';
  readonly issueType: string;
  readonly statuses: JiraNames;
  readonly priorities: JiraNames;
  readonly leastDescription: number;
}

/** What Jira calls a field. */
export const JIRA_FIELDS = {
  title: 'summary',
  description: 'description',
  priority: 'priority',
  status: 'status',
} as const satisfies Record<SyncedField, string>;

const TITLE = { least: 3, most: 200 };
const MOST_DESCRIPTION = 20_000;

const oneLine = (text: string): string => text.replace(CONTROL_CHARACTERS, ' ').trim();
const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The names in Jira that a value of ours stands for, the one that goes out first; the text itself for texts. */
export function namesOf(kind: IssueKind, field: SyncedField, ours: string): readonly string[] {
  if (field === 'title') return [oneLine(ours)];
  if (field === 'description') return [adfToText(textToAdf(ours))];
  return (field === 'status' ? kind.statuses : kind.priorities).get(ours) ?? [];
}

/** Whether Jira says what we say. */
export function fits(kind: IssueKind, field: SyncedField, ours: string, theirs: string | null): boolean {
  if (field === 'title' || field === 'description') return namesOf(kind, field, ours)[0] === (theirs ?? '');
  return theirs !== null && namesOf(kind, field, ours).some((name) => isSameName(name, theirs));
}

/** What a value of Jira is here; null for one that has no meaning here, or that may not stand here. */
export function toOurs(kind: IssueKind, field: SyncedField, theirs: string | null): string | null {
  if (field === 'title') return within(oneLine(theirs ?? ''), TITLE.least, TITLE.most);
  if (field === 'description') return within(plain(theirs ?? ''), kind.leastDescription, MOST_DESCRIPTION);
  if (theirs === null) return null;
  const map = field === 'status' ? kind.statuses : kind.priorities;
  for (const [ours, names] of map) if (names.some((name) => isSameName(name, theirs))) return ours;
  return null;
}

function within(text: string, least: number, most: number): string | null {
  if (text.trim().length < least) return null;
  // Not in the middle of a character.
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
