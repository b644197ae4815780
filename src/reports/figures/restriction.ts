import type { ReportTask } from './content-makers';

/** What a report is restricted to, for its second line: `Environment production · squad Payments`. */
export function restrictionOf(
  { environment, parameters }: ReportTask,
  names: readonly string[] = [],
): string {
  const parts = names.flatMap((name) => {
    const value = parameters[name] as string | number | undefined;
    return value === undefined ? [] : [`${name.replaceAll('_', ' ')} ${String(value)}`];
  });
  const place = (parameters.environment as string | undefined) ?? environment;
  return [place === null ? 'All environments' : `Environment ${place}`, ...parts].join(' · ');
}

/** Says of a shortened list how long it would be. */
export const shortened = (shown: number, all: number, what: string): string | undefined =>
  all > shown ? `The first ${shown} of ${all} ${what}.` : undefined;
