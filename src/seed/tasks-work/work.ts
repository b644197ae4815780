/** Something a squad has to do, once for each name that stands for `{it}`. */
export interface Work {
  readonly title: string;
  readonly description: string;
  readonly it: readonly [string, string];
  /** What it takes, from and to. */
  readonly hours: readonly [number, number];
  readonly tags: readonly string[];
}

export const work = (
  title: string,
  description: string,
  it: readonly [string, string],
  hours: readonly [number, number],
  ...tags: string[]
): Work => ({ title, description, it, hours, tags });
