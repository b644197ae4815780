import type { Sop } from '../../sops/procedures';

type Said = Pick<Sop, 'title' | 'category' | 'description' | 'content' | 'owner'>;
type Filed = Pick<Sop, 'tags' | 'prerequisites' | 'estimated_duration'>;

/** A step without its id and its place. Without a command it is done by hand. */
export interface Step {
  readonly title: string;
  readonly description: string;
  readonly command?: string;
  readonly expected_result?: string;
  readonly warning?: string;
}

/** What a procedure says. */
export type Text = Said & Filed & { readonly steps: readonly Step[] };

/** A later change, told by what was said before it. */
export interface Change {
  readonly daysAgo: number;
  readonly before: Partial<Omit<Text, 'steps'>> & {
    /** Titles of steps that it brought. */
    readonly without?: readonly string[];
    /** Steps as they were, by the titles that they have now. */
    readonly steps?: Readonly<Record<string, Partial<Step>>>;
  };
}

export interface Procedure {
  readonly text: Text;
  readonly writtenDaysAgo: number;
  /** The oldest first; each was approved two days later, the last one only if the state says so. */
  readonly changes: readonly Change[];
  readonly status: Sop['status'];
}

export const step = (
  title: string,
  description: string,
  more: Omit<Step, 'title' | 'description'> = {},
): Step => ({
  ...{ title, description },
  ...more,
});
