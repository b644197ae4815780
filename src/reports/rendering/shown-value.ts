import type { Value, ValueKind } from '../figures/report-content';

const DASH = '–';
/** Anything else, such as a total's name, is shown as it is. */
const DATE = /^\d{4}-\d{2}-\d{2}/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Digits in groups of three, whatever the machine's language: 1,234,567.80. */
function grouped(value: number, decimals: number): string {
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.');
  const text = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`);
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? `−${text}` : text;
}

/** At most so many decimals, and none that are nought. */
const short = (value: number, decimals: number): string =>
  grouped(value, decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);

/** Hours in the two largest units that say something: `3 d 4 h`, `5 h 20 min`, `12 min`. */
export function shownDuration(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) {
    const [h, min] = [Math.floor(minutes / 60), minutes % 60];
    return min === 0 ? `${h} h` : `${h} h ${min} min`;
  }
  const wholeHours = Math.round(minutes / 60);
  const [d, h] = [Math.floor(wholeHours / 24), wholeHours % 24];
  return h === 0 || d >= 30 ? `${grouped(d, 0)} d` : `${d} d ${h} h`;
}

/** `12 Jan 2026`, of YYYY-MM-DD. */
export function shownDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `12 Jan 2026, 10:30 UTC`, of ISO 8601 in UTC. */
export const shownMoment = (iso: string): string => `${shownDay(iso)}, ${iso.slice(11, 16)} UTC`;

/** `in_progress` → `in progress`. */
export const shownLabel = (value: string): string => value.replaceAll('_', ' ');

/** A value as people read it. */
export function shownValue(value: Value, kind: ValueKind, unit = ''): string {
  if (value === null) return DASH;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    if (kind === 'day' && DATE.test(value)) return shownDay(value);
    if (kind === 'moment' && DATE.test(value)) return shownMoment(value);
    return kind === 'label' ? shownLabel(value) : value;
  }
  const completed = (text: string): string => (unit === '' ? text : `${text} ${unit}`);
  switch (kind) {
    case 'money':
      return completed(grouped(value, 2));
    case 'money_change':
      return completed(signed(value, grouped(value, 2)));
    case 'percentage':
      return `${grouped(value, 2)} %`;
    case 'percentage_change':
      return `${signed(value, grouped(value, 2))} %`;
    case 'duration':
      return shownDuration(value);
    default:
      return completed(short(value, 2));
  }
}

/** Kinds that stand at the right of their column. */
export const isNumeric = (kind: ValueKind): boolean =>
  ['integer', 'decimal', 'percentage', 'money', 'money_change', 'percentage_change', 'duration'].includes(
    kind,
  );
