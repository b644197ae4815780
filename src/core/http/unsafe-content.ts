import type { Violation } from '../errors/domain-error';

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that reach for a prototype, NUL characters (Postgres cannot keep them), broken Unicode, absurd nesting. */
export function findUnsafe(body: unknown): Violation[] {
  const violations: Violation[] = [];
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
    for (const key of Object.keys(value)) {
      const inner = path ? `${path}.${key}` : key;
      if (!isList && FORBIDDEN_KEYS.has(key))
        violations.push({ field: inner, message: 'is not an allowed name' });
      else if (!isList && (key.includes('\0') || !isWellFormed(key))) {
        violations.push({ field: path, message: 'has a name with a NUL character or broken Unicode' });
      } else visit((value as Record<string, unknown>)[key], inner, depth + 1);
    }
  };
  visit(body, '', 0);
  return violations;
}

// Not in TypeScript's library for this target yet; in Node since 20.
const isWellFormed = (text: string): boolean =>
  (text as unknown as { isWellFormed(): boolean }).isWellFormed();
