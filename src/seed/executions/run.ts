import type { Environment } from '../../core/fields';

/** What became of a step that did not just succeed; by its place. */
export interface Exception {
  readonly place: number;
  readonly status: 'failed' | 'skipped';
  readonly error: string;
  readonly exitCode?: number;
  readonly output?: string;
}

/** An execution of an SOP, as it is told. */
export interface Run {
  /** Title of the SOP. */
  readonly sop: string;
  readonly hoursAgo: number;
  readonly environment: Environment;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Whether people decided its manual steps one by one. */
  readonly stepwise?: boolean;
  readonly exception?: Exception;
  /** The first step that is not decided yet: it is still open. */
  readonly waitsFor?: number;
  /** Manual steps of which something was noted, by their places. */
  readonly notes?: Readonly<Record<number, string>>;
  /** Whether it belonged to an incident. */
  readonly isForIncident?: boolean;
}
