import { isDay } from '../../core/fields';
import { shownDay, shownMoment } from '../rendering/shown-value';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A figure with the text that it is shown as: `13.5` and `13 h 30 min`. Whether it counts as something is up to the value. */
export class ShownFigure {
  constructor(
    readonly value: string | number | boolean | null,
    readonly text: string,
  ) {}
}

/**
 * A value as people read it: numbers with their thousands apart and two decimals where they have any, days and moments as
 * `15 Jan 2026, 10:30 UTC`, yes and no, lists of simple values with commas. What is not there, or no simple value, is empty.
 */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') {
    if (isDay(value)) return shownDay(value);
    return MOMENT.test(value) ? shownMoment(value) : value;
  }
  if (typeof value === 'number') return (Number.isInteger(value) ? whole : exact).format(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof ShownFigure) return value.text;
  if (value instanceof Date) return shownValue(value.toISOString());
  if (Array.isArray(value)) return value.map(shownValue).filter(Boolean).join(', ');
  return '';
}
