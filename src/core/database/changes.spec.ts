import { describe, expect, it } from '@jest/globals';
import type { FieldDefinition } from '../fields/field';
import { changedFields, describeChanges, snapshot } from './changes';

const FIELDS: FieldDefinition[] = [
  { name: 'title', kind: 'text' },
  { name: 'tags', kind: 'text_list', nullable: true },
  { name: 'resolved_at', kind: 'timestamp', nullable: true },
  { name: 'settings', kind: 'json', nullable: true },
  { name: 'password_hash', kind: 'text', hidden: true, secret: true },
  { name: 'file_key', kind: 'text', hidden: true },
  { name: 'deleted_at', kind: 'timestamp', hidden: true },
];
const names = (fields: readonly FieldDefinition[]): string[] => fields.map(({ name }) => name);
const diff = (before: object | null, after: object | null): unknown =>
  JSON.parse(
    describeChanges(FIELDS, before && snapshot(FIELDS, before), after && snapshot(FIELDS, after)),
  ) as unknown;

describe('a snapshot', () => {
  it('does not follow the object any more', () => {
    const row = { title: 'Before', tags: ['a'] };
    const before = snapshot(FIELDS, row);
    row.tags.push('b');
    row.title = 'After';
    expect(names(changedFields(FIELDS, before, snapshot(FIELDS, row)))).toEqual(['title', 'tags']);
  });

  it('takes undefined for null, so that a field that was never set has not changed', () => {
    const [without, withNull] = [snapshot(FIELDS, {}), snapshot(FIELDS, { title: null, tags: undefined })];
    expect(changedFields(FIELDS, without, withNull)).toEqual([]);
  });

  it('tells an empty list, an empty text and null apart', () => {
    const values = [{ tags: [] }, { tags: null }, { tags: [''] }].map((row) =>
      snapshot(FIELDS, row).get('tags'),
    );
    expect(new Set(values).size).toBe(3);
  });

  it('compares moments by their time, lists and objects by their content', () => {
    const row = (): object => ({
      resolved_at: new Date('2026-01-01T00:00:00Z'),
      tags: ['a', 'b'],
      settings: { a: { b: 1 } },
    });
    expect(changedFields(FIELDS, snapshot(FIELDS, row()), snapshot(FIELDS, row()))).toEqual([]);
    const swapped = snapshot(FIELDS, { ...row(), tags: ['b', 'a'] });
    expect(names(changedFields(FIELDS, snapshot(FIELDS, row()), swapped))).toEqual(['tags']);
  });
});

describe('the diff for the audit log', () => {
  it('names each changed field with its old and new value, and no other', () => {
    expect(diff({ title: 'A', tags: ['x'] }, { title: 'B', tags: ['x'], resolved_at: new Date(0) })).toEqual([
      { field: 'title', old_value: 'A', new_value: 'B' },
      { field: 'resolved_at', old_value: null, new_value: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('of a new row names what was set, of one that has gone what was there', () => {
    expect(diff(null, { title: 'A' })).toEqual([{ field: 'title', old_value: null, new_value: 'A' }]);
    expect(diff({ title: 'A' }, null)).toEqual([{ field: 'title', old_value: 'A', new_value: null }]);
    expect(diff({ title: 'A' }, { title: 'A' })).toEqual([]);
  });

  it('shows that a secret changed, never what it was or is', () => {
    expect(diff({ password_hash: 'old hash' }, { password_hash: 'new hash' })).toEqual([
      { field: 'password_hash', old_value: '[redacted]', new_value: '[redacted]' },
    ]);
    expect(diff(null, { password_hash: 'hash' })).toEqual([
      { field: 'password_hash', old_value: null, new_value: '[redacted]' },
    ]);
  });

  it('leaves out what is internal, except that a row was removed', () => {
    expect(diff({ file_key: 'a' }, { file_key: 'b', deleted_at: new Date(0) })).toEqual([
      { field: 'deleted_at', old_value: null, new_value: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('keeps the beginning of very long values and says how long they were', () => {
    const [{ new_value }] = diff(null, { title: 'x'.repeat(30_000) }) as { new_value: string }[];
    expect(new_value.length).toBeLessThan(1_100);
    expect(new_value).toMatch(/^"x+… \(30002 characters\)$/);
    expect(diff(null, { title: 'x'.repeat(19_998) })).toEqual([
      { field: 'title', old_value: null, new_value: 'x'.repeat(19_998) },
    ]);
  });

  it.each(['', 'x'])('tears no character in two when it shortens (after %j)', (start) => {
    const [{ new_value }] = diff(null, { title: start + '🚀'.repeat(15_000) }) as { new_value: string }[];
    // Half a pair is nothing that Postgres would store.
    expect(new_value).not.toMatch(/\p{Cs}/u);
  });
});
