import { MAX_VIOLATIONS, type Violation } from '../errors/domain-error';

const MAX_DEPTH = 32;
/** What comes next takes a time that grows with the square of an object's names; no honest object has as many. */
const MAX_NAMES = 1_000;
/** More than a batch of 10,000 points of some ten fields each. */
const MAX_VALUES = 250_000;
/** What every object has already: __proto__, constructor, toString … The libraries drop such fields without a word. */
export const FORBIDDEN_KEYS = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/**
 * Keys that reach for a prototype, NUL characters (Postgres cannot keep them), broken Unicode, absurd nesting and size.
 * It goes before everything else that looks at a body, and gives up early.
 */
export function findUnsafe(body: unknown): Violation[] {
  const violations: Violation[] = [];
  let values = 0;
  let isDone = false;
  const stop = (field: string, message: string): void => {
    violations.splice(0, violations.length, { field, message });
    isDone = true;
  };
  const tooMany = (): void => stop('', `the body must not hold more than ${MAX_VALUES} values`);
  const visit = (value: unknown, path: string, depth: number): void => {
    if (typeof value === 'string') {
      if (value.includes('\0')) violations.push({ field: path, message: 'must not contain NUL characters' });
      else if (!isWellFormed(value)) violations.push({ field: path, message: 'must be well-formed Unicode' });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH) {
      violations.push({ field: path, message: `must not be nested deeper than ${MAX_DEPTH} levels` });
      return;
    }
    const isList = Array.isArray(value);
    if (isList && values + value.length > MAX_VALUES) return tooMany();
    const keys = Object.keys(value);
    if (!isList && keys.length > MAX_NAMES)
      return stop(path, `must not have more than ${MAX_NAMES} names in one object`);
    values += keys.length;
    if (values > MAX_VALUES) return tooMany();
    for (const key of keys) {
      if (isDone || violations.length >= MAX_VIOLATIONS) return;
      const inner = path ? `${path}.${key}` : key;
      if (!isList && FORBIDDEN_KEYS.has(key))
        violations.push({ field: inner, message: 'is not an allowed name: choose another' });
      else if (!isList && (key.includes('\0') || !isWellFormed(key))) {
        violations.push({
          field: path,
          message: 'must not have a name with a NUL character or broken Unicode',
        });
      } else visit((value as Record<string, unknown>)[key], inner, depth + 1);
    }
  };
  visit(body, '', 0);
  return violations;
}

// Not in TypeScript's library for this target yet; in Node since 20.
const isWellFormed = (text: string): boolean =>
  (text as unknown as { isWellFormed(): boolean }).isWellFormed();
