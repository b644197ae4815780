import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Resource, Row, specOf } from '../database/resource';
import { CreatedAt, Internal, OneOf, Text, TextList, Timestamp } from '../fields';
import { type BoundStatement, countStatement, exportStatement, pageStatement } from './list-statements';
import type { Params } from '../database/wire';
import { parseListQuery, writeCursor } from './parse-list-query';

const Size = { large: 'large', small: 'small' } as const;

@Resource<Part>({ name: 'part', table: 'parts', label: 'name' })
class Part extends Row {
  @Text({ filter: true, sort: true, search: 'A' }) name!: string;
  @OneOf(Size, { enumName: 'Size', filter: true, sort: true }) size!: string;
  @TextList({ nullable: true, filter: 'label' }) labels!: string[] | null;
  @Timestamp({ nullable: true, sort: true }) sold_at!: Date | null;
  @Text({ filter: true }) environment!: string;
  @CreatedAt() created_at!: Date;
  @Internal('text') secret_code!: string;
}

/** Text that would show if it ever became part of a statement. */
const EVIL = `'); drop table parts; --`;
const id = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';
const spec = specOf<unknown>(Part);
const statements = (query: string, environment: string | null = null): BoundStatement[] => {
  const parsed = parseListQuery(spec, '/parts', query, undefined);
  const scope = { environment, baseUrl: 'http://x', equals: { size: 'small' } };
  return [pageStatement, countStatement, exportStatement].map((make) => make(spec, parsed, scope));
};

describe('the statements of a list', () => {
  it.each([
    `name=${encodeURIComponent(EVIL)}`,
    `name=${encodeURIComponent(EVIL)},b`,
    `label=${encodeURIComponent(EVIL)}`,
    `search=${encodeURIComponent(EVIL)}`,
    `filter=${encodeURIComponent(JSON.stringify([{ field: 'name', operator: 'contains', value: EVIL }]))}`,
    `filter=${encodeURIComponent(JSON.stringify([{ field: 'labels', operator: 'in', value: [EVIL] }]))}`,
    `sort_by=name&cursor=${writeCursor('name', { key: EVIL, id })}`,
  ])('carry what a user typed as values, never as text: %s', (query) => {
    for (const { text } of statements(query)) expect(text).not.toContain('drop table');
    expect(JSON.stringify(statements(query)[0].values)).toContain('drop table');
  });

  it('have exactly the placeholders that they have values for', () => {
    const filter = encodeURIComponent(
      JSON.stringify([
        { field: 'sold_at', operator: 'ne', value: null },
        { field: 'size', operator: 'gt', value: 'small' },
      ]),
    );
    const cursor = writeCursor('sold_at', { key: '2026-01-01T00:00:00.000Z', id });
    for (const query of [
      '',
      `name=a&label=b,c&search=d&filter=${filter}`,
      `sort_by=sold_at&cursor=${cursor}`,
    ]) {
      for (const { text, values } of statements(query, 'staging')) {
        const used = new Set([...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
        expect([...used].sort((a, b) => a - b)).toEqual(values.map((_, index) => index + 1));
      }
    }
  });

  it('read a source in place of the table, made with its values', () => {
    const parsed = parseListQuery(spec, '/parts', 'name=a', undefined);
    const source = (params: Params): string => `parts_on(${params.add(EVIL)}::date)`;
    for (const make of [pageStatement, countStatement, exportStatement]) {
      const { text, values } = make(spec, parsed, { baseUrl: 'http://x', source });
      const [, number] = /from parts_on\(\$(\d+)::date\) r where r\.deleted_at is null/.exec(text) ?? [];
      expect(values[Number(number) - 1]).toBe(EVIL);
      expect(text).not.toMatch(/ parts r|drop table/);
      const used = new Set([...text.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place)));
      expect(used.size).toBe(values.length);
    }
  });

  it('never read rows that were removed, and stay within their scope', () => {
    for (const { text, values } of statements('size=large', 'staging')) {
      expect(text).toContain('r.deleted_at is null');
      expect(text).toMatch(/r\.size = \$\d+ and/);
      expect(text).toMatch(/r\.environment = \$\d+::text/);
      expect(values).toEqual(expect.arrayContaining(['small', 'staging', 'large']));
    }
  });

  it('give out nothing that is hidden', () => {
    for (const { text } of statements('')) expect(text).not.toMatch(/secret_code|r\.version/);
  });

  it('have one name for one text, so that it is parsed once, and exports have none', () => {
    const [page, count, all] = statements('name=a');
    const [samePage, sameCount] = statements('name=b');
    const [otherPage] = statements('size=small');
    expect(page.name).toMatch(/^list_/);
    expect([samePage.name, sameCount.name]).toEqual([page.name, count.name]);
    expect(page.name).not.toBe(count.name);
    expect(otherPage.name).not.toBe(page.name);
    expect(all.name).toBeUndefined();
  });

  it('break ties by id in the direction of the order, with nulls last both ways', () => {
    expect(statements('sort_by=sold_at&sort_order=asc')[0].text).toContain(
      'order by r.sold_at asc nulls last, r.id asc',
    );
    expect(statements('sort_by=sold_at&sort_order=desc')[0].text).toContain(
      'order by r.sold_at desc nulls last, r.id desc',
    );
    // A column that is never null is sorted as its index is.
    expect(statements('sort_by=created_at')[0].text).toContain('order by r.created_at desc, r.id desc');
  });

  it('ask for null as null is asked for, also of lists', () => {
    const ask = (operator: string): string =>
      statements(
        `filter=${encodeURIComponent(JSON.stringify([{ field: 'labels', operator, value: null }]))}`,
      )[1].text;
    expect(ask('eq')).toContain('r.labels is null');
    expect(ask('ne')).toContain('r.labels is not null');
  });
});
