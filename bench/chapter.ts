import type { Target } from './targets';

/** A part of the report that is no comparison of servers. */
export interface Chapter {
  readonly heading: string;
  /** Markdown. */
  readonly text: string;
  readonly targets: readonly Target[];
}
