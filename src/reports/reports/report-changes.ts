import type { KeyFigure } from '../figures/report-content';
import { shownValue } from '../rendering/shown-value';

const MAX_NAMED = 12;

/** Which key figures differ from those of the version before, in words. */
export function changesSince(before: readonly KeyFigure[], now: readonly KeyFigure[]): string {
  const earlier = new Map(before.map((figure) => [figure.name, figure]));
  const changes = now.flatMap((figure) => {
    const was = earlier.get(figure.name);
    if (!was) return [`${figure.label}: ${shown(figure)} (new)`];
    return was.value === figure.value
      ? []
      : [`${figure.label}: ${shown(was)} → ${shown(figure)}${difference(was, figure)}`];
  });
  const gone = before.filter(({ name }) => !now.some((figure) => figure.name === name));
  changes.push(...gone.map((figure) => `${figure.label}: no longer there`));
  if (changes.length === 0) return 'No key figure has changed.';
  const more = changes.length - MAX_NAMED;
  return [...changes.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const shown = ({ value, kind, unit }: KeyFigure): string => shownValue(value, kind, unit);

function difference(was: KeyFigure, is: KeyFigure): string {
  if (is.kind !== 'integer' || typeof was.value !== 'number' || typeof is.value !== 'number') return '';
  const change = is.value - was.value;
  return ` (${change > 0 ? '+' : '−'}${Math.abs(change)})`;
}
