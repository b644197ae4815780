import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { InvalidRequest, MAX_VIOLATIONS, type Violation } from '../errors/domain-error';
import { PreparedCheck } from './prepared-check';
import { findUnsafe } from './unsafe-content';
import { BODY_RULES, violationsOf } from './validation.pipe';

export const MAX_RECORDS = 10_000;

/** The records of one request, each checked. */
export class Batch<T> {
  constructor(
    readonly records: readonly T[],
    /** What stands before a record's number in the body; null when the body is one record by itself. */
    private readonly prefix: string | null,
  ) {}

  /** How a fault names a field of a record, e.g. `3.value`. */
  path(index: number, field: string): string {
    return this.prefix === null ? field : [`${this.prefix}${index}`, field].filter(Boolean).join('.');
  }
}

/**
 * Reads a list of 1 to 10,000 records, an object that holds the list under `name`, or one record by itself. Throws
 * InvalidRequest that names every fault by the number of its record, the first being 0.
 */
export function readBatch<T extends object>(type: Type<T>, name: string, body: unknown): Batch<T> {
  const { list, prefix } = unpack(name, body ?? {});
  if (list.length < 1 || list.length > MAX_RECORDS) {
    throw InvalidRequest.field(
      prefix?.slice(0, -1) ?? '',
      `must hold 1 to ${MAX_RECORDS} records, not ${list.length}`,
    );
  }
  const unsafe = findUnsafe(body);
  if (unsafe.length > 0) throw new InvalidRequest(unsafe);
  const batch = new Batch<T>([], prefix);
  const violations: Violation[] = [];
  const check = PreparedCheck.of(type);
  const records = list.map((record, index): T | undefined => {
    if (violations.length >= MAX_VIOLATIONS) return undefined;
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      violations.push({ field: batch.path(index, ''), message: 'must be an object' });
      return undefined;
    }
    const taken = (check?.take(record) ?? null) as T | null;
    if (taken) return taken;
    const made = plainToInstance(type, record);
    for (const { field, message } of violationsOf(validateSync(made, BODY_RULES)))
      violations.push({ field: batch.path(index, field), message });
    return made;
  });
  if (violations.length > 0) throw new InvalidRequest(violations);
  return new Batch(records as T[], prefix);
}

function unpack(name: string, body: unknown): { list: readonly unknown[]; prefix: string | null } {
  if (Array.isArray(body)) return { list: body, prefix: '' };
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name))
    return { list: [body], prefix: null };
  const { [name]: list, ...others } = body as Record<string, unknown>;
  const unknown = Object.keys(others).map((field) => ({
    field,
    message: `${field} is not a known field: leave it out`,
  }));
  if (unknown.length > 0) throw new InvalidRequest(unknown);
  if (!Array.isArray(list)) throw InvalidRequest.field(name, `${name} must be a list`);
  return { list, prefix: `${name}.` };
}
