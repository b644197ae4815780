import { RE2JS } from 're2js';
import { isDay } from '../../core/fields';
import { TemplateFieldType } from './template.enums';

/** Whether a value fits a field's validation. */
export interface ValueRule {
  fits(value: string | number): boolean;
  /** Completes "must …". */
  readonly wanted: string;
}

const MAX_RULE = 200;
/** A pattern takes a time that grows with its length times that of the text, and no more. */
export const MAX_MATCHED = 1_000;
const RANGE = /^\s*(\S*?)\s*\.\.\s*(\S*?)\s*$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Reads the validation of a field of this type. Throws Error with a message that completes "validation …". */
export function readRule(type: TemplateFieldType, validation: string): ValueRule {
  if (validation.length > MAX_RULE) throw new Error(`must have at most ${MAX_RULE} characters`);
  if (type === TemplateFieldType.text) return pattern(validation);
  if (type === TemplateFieldType.number) {
    return range(validation, 'number such as 1..100', (end) => NUMBER.test(end), Number);
  }
  if (type === TemplateFieldType.date)
    return range(validation, 'date such as 2026-01-01..', isDay, (end) => end);
  throw new Error(`is not for fields of the type ${type}`);
}

function pattern(validation: string): ValueRule {
  try {
    const compiled = RE2JS.compile(validation);
    return {
      fits: (value) => compiled.matches(String(value)),
      wanted: `match ${validation}`,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    throw new Error(`must be a regular expression (RE2: no look-around, no back references): ${why}`, {
      cause: error,
    });
  }
}

function range<E extends string | number>(
  validation: string,
  wanted: string,
  isEnd: (end: string) => boolean,
  read: (end: string) => E,
): ValueRule {
  const [, low = '', high = ''] = RANGE.exec(validation) ?? [];
  const ends = [low, high].filter((end) => end !== '');
  if (ends.length === 0 || !ends.every(isEnd)) throw new Error(`must be a range of a ${wanted}`);
  const [least, most] = [low === '' ? null : read(low), high === '' ? null : read(high)];
  if (least !== null && most !== null && least > most) throw new Error('must not end before it begins');
  const words = [least === null ? '' : `at least ${least}`, most === null ? '' : `at most ${most}`];
  return {
    fits: (value) => (least === null || value >= least) && (most === null || value <= most),
    wanted: `be ${words.filter(Boolean).join(' and ')}`,
  };
}
