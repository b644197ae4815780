import type { SyncedField } from './field-mapping';

/** The values of both sides when they last agreed, or when it was settled that they do not. */
export interface Settled {
  readonly ours: string;
  /** Null when it is not known. */
  readonly jira: string | null;
}

export type Known = Readonly<Partial<Record<SyncedField, Settled>>>;

/** The last change of a field in Jira. */
export interface JiraChange {
  /** By our clock. */
  readonly at: Date;
  readonly author: string;
}

export interface FieldState {
  readonly ours: string;
  readonly theirs: string | null;
  readonly isSame: boolean;
  readonly known: Settled | undefined;
  /** When it was last changed here. */
  readonly ourTime: Date;
  readonly theirChange: JiraChange | null;
}

/** `take` Jira's value, `send` ours, or `settle` that both are as they are; `isConflict` if both sides have changed it. */
export interface Decision {
  readonly act: 'nothing' | 'settle' | 'take' | 'send';
  readonly isConflict: boolean;
}

/** Whether it may have been changed in Jira since both agreed; for certain only its changelog tells. */
export const mayBeTheirs = ({ theirs, isSame, known }: Omit<FieldState, 'theirChange'>): boolean =>
  !isSame && ((known?.jira ?? null) === null || known!.jira !== theirs);

/** Who has changed the field since both agreed gives its value; if both have, who did so last. */
export function decide({ ours, theirs, isSame, known, ourTime, theirChange }: FieldState): Decision {
  if (isSame) {
    const isKnown = known?.ours === ours && known.jira === theirs;
    return { act: isKnown ? 'nothing' : 'settle', isConflict: false };
  }
  const weDid = known?.ours !== ours;
  const theyDid = (known?.jira ?? null) === null ? theirChange !== null : known!.jira !== theirs;
  if (weDid && theyDid) {
    const isTheirs = theirChange !== null && theirChange.at > ourTime;
    return { act: isTheirs ? 'take' : 'send', isConflict: true };
  }
  return { act: theyDid ? 'take' : weDid ? 'send' : 'nothing', isConflict: false };
}
