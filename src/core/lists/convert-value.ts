import { isUUID } from 'class-validator';
import { canonicalNetwork, type FieldDefinition, isDay, parseTimestamp } from '../fields';

/** Longest value that a query may carry. */
export const MAX_LENGTH = 1_000;

/** Checks a value against a field's kind and gives it in the form that Postgres takes. */
export function convert(field: FieldDefinition, value: unknown): { value?: unknown; fault?: string } {
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
  if (text === undefined || text.length > MAX_LENGTH || text.includes('\0'))
    return { fault: 'must be a simple value' };
  if (field.values && !field.values.includes(text))
    return { fault: `must be one of ${field.values.join(', ')}` };
  switch (field.kind) {
    case 'uuid':
      return isUUID(text) ? { value: text } : { fault: 'must be a UUID' };
    case 'inet': {
      const network = canonicalNetwork(text);
      return network === undefined
        ? { fault: 'must be an IP address, or a network such as 10.20.0.0/16' }
        : { value: network };
    }
    case 'timestamp': {
      const date = parseTimestamp(text);
      return date ? { value: date.toISOString() } : { fault: 'must be an ISO 8601 timestamp or day' };
    }
    case 'day':
      return isDay(text) ? { value: text } : { fault: 'must be a day in the form YYYY-MM-DD' };
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? { value: Number(text) } : { fault: 'must be a whole number' };
    case 'decimal':
      // As long as a query's value may be: a cursor carries every digit of its row, and JSON writes 1e-7 and 1e+21.
      return /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text) ? { value: text } : { fault: 'must be a number' };
    case 'float':
      return /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
        ? { value: String(Number(text)) }
        : { fault: 'must be a number' };
    case 'flag':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { fault: 'must be true or false' };
    case 'text_list':
      return nonEmpty(text);
    default:
      return nonEmpty(field.caseless ? text.toLowerCase() : text);
  }
}

const nonEmpty = (text: string): { value?: string; fault?: string } =>
  text.length > 0 ? { value: text } : { fault: 'must not be empty' };
