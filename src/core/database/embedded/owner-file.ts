import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';

/** Says which process runs a server on a data directory. */
export interface OwnerRecord {
  pid: number;
  startedAt: string;
  /** Where process ids mean the same: a data directory on a volume may be shared between containers. */
  machine: string;
  /** The server this owner started, so that a later owner may end it when it was left behind. */
  postmaster?: number;
  stopping?: boolean;
}

function writeDraft(file: string, record: OwnerRecord): string {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
  return draft;
}

/** Creates the file unless there is one. By way of a link it appears with its content or not at all. */
export function createOwnerFile(file: string, record: OwnerRecord): boolean {
  const draft = writeDraft(file, record);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Fails silently: by then somebody may have deleted a throw-away data directory under its server. */
export function replaceOwnerFile(file: string, record: OwnerRecord): void {
  attempt(() => renameSync(writeDraft(file, record), file));
}

/** Removes the file that was judged stale, and puts back what another starter made in the meantime. */
export function discardOwnerFile(file: string, judged: string): boolean {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') === judged) return true;
    linkSync(aside, file);
    return false;
  } catch {
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** The file's text, or undefined when there is none. */
export function readOwnerFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`cannot read ${file}: remove it`, { cause: error });
  }
}

export const parseOwner = (text = ''): OwnerRecord | undefined =>
  attempt(() => JSON.parse(text) as OwnerRecord);
export const lastTouched = (file: string): number | undefined => attempt(() => statSync(file).mtimeMs);
export const touch = (file: string): void => attempt(() => utimesSync(file, new Date(), new Date()));
