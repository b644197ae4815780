export const ImportStatus = {
  queued: 'queued',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
} as const;
export type ImportStatus = (typeof ImportStatus)[keyof typeof ImportStatus];

export const ImportFormat = { focus: 'focus' } as const;
export type ImportFormat = (typeof ImportFormat)[keyof typeof ImportFormat];

/** What becomes of costs that earlier imports found on the same bill, for the days of the file. */
export const ImportMode = {
  /** They go: the file is the whole truth about its days. */
  replace: 'replace',
  /** They stay unless the file has them too: it is a part of the bill. */
  merge: 'merge',
} as const;
export type ImportMode = (typeof ImportMode)[keyof typeof ImportMode];
