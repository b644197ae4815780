import { JsonText } from './answers';

/** A decimal number as text, of any number of digits. As a number of JavaScript it would lose those beyond the 15th. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** The value as JSON text, in which an ExactNumber is a number with all of its digits. Takes no cycles. */
export function exactJson(value: unknown): JsonText {
  return new JsonText(written(value));
}

function written(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  return `{${entries.map(([name, content]) => `${JSON.stringify(name)}:${written(content)}`).join(',')}}`;
}
