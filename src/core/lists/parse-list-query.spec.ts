import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Resource, Row, specOf } from '../database/resource';
import { InvalidRequest, type Violation } from '../errors/domain-error';
import {
  CreatedAt,
  Day,
  Decimal,
  Flag,
  Float,
  Integer,
  Internal,
  OneOf,
  SomeOf,
  Text,
  TextList,
  Timestamp,
} from '../fields';
import type { ListQuery } from './list-query';
import { parseListQuery, writeCursor } from './parse-list-query';

const Size = { large: 'large', middle: 'middle', small: 'small' } as const;

@Resource<Part>({ name: 'part', table: 'parts', label: 'name' })
class Part extends Row {
  @Text({ filter: true, sort: true, search: 'A' }) name!: string;
  @OneOf(Size, { enumName: 'Size', filter: true, sort: 'reversed' }) size!: string;
  @Integer({ filter: true, sort: true }) count!: number;
  @Decimal({ filter: 'cost', sort: true }) price!: number;
  @Float({ filter: true, sort: true }) reading!: number;
  @Flag({ filter: true }) spare!: boolean;
  @Day({ range: 'built', sort: true }) built_on!: string;
  @TextList({ nullable: true, filter: 'label' }) labels!: string[] | null;
  @SomeOf(Size, { enumName: 'Size', filter: 'fits' }) fitting!: string[];
  @Text() notes!: string;
  @CreatedAt() created_at!: Date;
  @Internal('text', { filter: true, sort: true }) secret_code!: string;
}

/** A resource without anything to search in. */
@Resource<Dot>({ name: 'dot', table: 'dots', label: 'name' })
class Dot extends Row {
  @Text() name!: string;
  @CreatedAt() created_at!: Date;
}

const parse = (query: string, accept?: string): ListQuery =>
  parseListQuery(specOf<unknown>(Part), '/api/v1/parts', query, accept);
const faults = (query: string, entity: new () => object = Part): string[] => {
  try {
    parseListQuery(specOf<unknown>(entity), '/api/v1/parts', query, undefined);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRequest);
    return ((error as InvalidRequest).details as Violation[]).map(({ field }) => field);
  }
};
const conditions = (query: string): unknown[] =>
  parse(query).conditions.map(({ field, operator, value }) => [field.name, operator, value]);

describe('a list query', () => {
  it('is the newest twenty when nothing is asked', () => {
    const { sort, ...rest } = parse('');
    expect(sort.name).toBe('created_at');
    expect(rest).toMatchObject({
      conditions: [],
      search: null,
      descending: true,
      limit: 20,
      offset: 0,
      page: null,
      cursor: null,
      format: 'json',
      linkBase: '/api/v1/parts?',
    });
  });

  it('takes the default limit of the resource', () => {
    const { limit } = parseListQuery(specOf<unknown>(Part), '/', '', undefined, { defaultLimit: 50 });
    expect(limit).toBe(50);
  });

  it.each([
    ['page=1', 0],
    ['page=3', 40],
    ['page=3&limit=7', 14],
    ['offset=13', 13],
  ])('%s begins after %d rows', (query, offset) => {
    expect(parse(query).offset).toBe(offset);
  });

  it('reads values as what their field is', () => {
    expect(conditions('count=3')).toEqual([['count', 'eq', 3]]);
    expect(conditions('count=3,4')).toEqual([['count', 'in', [3, 4]]]);
    expect(conditions('cost=1.50')).toEqual([['price', 'eq', '1.50']]);
    for (const text of ['0.333333333333333314829616256247', '1e-7', '1e+21', '99999999999999999999.01'])
      expect(conditions(`cost=${encodeURIComponent(text)}`)).toEqual([['price', 'eq', text]]);
    expect(conditions('fits=large')).toEqual([['fitting', 'contains', 'large']]);
    expect(conditions('reading=-1.5e-7')).toEqual([['reading', 'eq', '-1.5e-7']]);
    expect(conditions('spare=true')).toEqual([['spare', 'eq', true]]);
    expect(conditions('size=small&size=large')).toEqual([['size', 'in', ['small', 'large']]]);
    expect(conditions('name=a%20b+c')).toEqual([['name', 'eq', 'a b c']]);
    expect(conditions('label=a')).toEqual([['labels', 'contains', 'a']]);
    expect(conditions('label=a,b')).toEqual([['labels', 'in', ['a', 'b']]]);
    expect(conditions('size=small,small')).toEqual([['size', 'eq', 'small']]);
  });

  it('takes the last moment of a bare day as the end of a range', () => {
    expect(conditions('created_to=2026-01-15')).toEqual([['created_at', 'lte', '2026-01-15T23:59:59.999Z']]);
    expect(conditions('created_from=2026-01-15')).toEqual([
      ['created_at', 'gte', '2026-01-15T00:00:00.000Z'],
    ]);
    expect(conditions('built_from=2026-01-15&built_to=2026-01-15')).toEqual([
      ['built_on', 'gte', '2026-01-15'],
      ['built_on', 'lte', '2026-01-15'],
    ]);
  });

  it.each([
    ['count=1.5', 'count'],
    ['count=99999999999', 'count'],
    ['count=0x10', 'count'],
    ['cost=1e', 'cost'],
    ['cost=1e9999', 'cost'],
    ['cost=.5', 'cost'],
    ['cost=Infinity', 'cost'],
    [`cost=${'9'.repeat(1_001)}`, 'cost'],
    ['cost=NaN', 'cost'],
    ['reading=NaN', 'reading'],
    ['fits=tiny', 'fits'],
    ['fits=large,tiny', 'fits'],
    ['reading=1e999', 'reading'],
    ['reading=Infinity', 'reading'],
    ['reading=0x10', 'reading'],
    ['price=1', 'price'],
    ['spare=yes', 'spare'],
    ['size=Small', 'size'],
    ['size=constructor', 'size'],
    ['built_from=2026-02-30', 'built_from'],
    ['notes=x', 'notes'],
    ['secret_code=x', 'secret_code'],
    ['sort_by=secret_code', 'sort_by'],
    ['sort_by=notes', 'sort_by'],
    ['toString=1', 'toString'],
    [`name=${'a'.repeat(1001)}`, 'name'],
    [`count=${Array.from({ length: 101 }, (_, index) => index).join()}`, 'count'],
  ])('%s is a fault of %s', (query, field) => {
    expect(faults(query)).toEqual([field]);
  });

  it('names every fault there is', () => {
    expect(faults('limit=0&page=x&sort_order=up&colour=red&count=a,b')).toEqual([
      'limit',
      'page',
      'sort_order',
      'count',
      'count',
      'colour',
    ]);
  });

  it('knows no search where there is nothing to search in', () => {
    expect(faults('search=x', Dot)).toEqual(['search']);
    expect(parse('search=%20%22a%20b%22%20').search).toBe('"a b"');
  });

  it.each<[string, string | undefined, string]>([
    ['', 'text/csv', 'csv'],
    ['', 'text/csv; charset=utf-8', 'csv'],
    ['', 'TEXT/CSV', 'csv'],
    ['', 'application/json, text/csv;q=0.5', 'json'],
    ['', '*/*', 'json'],
    ['', undefined, 'json'],
    ['format=csv', 'application/json', 'csv'],
    ['format=json', 'text/csv', 'json'],
  ])('%j with Accept %j is answered as %s', (query, accept, format) => {
    expect(parse(query, accept).format).toBe(format);
  });

  it('keeps for links what is not about pages', () => {
    expect(parse('limit=5&size=small&offset=5&search=a%20b&sort_by=name').linkBase).toBe(
      '/api/v1/parts?size=small&search=a%20b&sort_by=name&',
    );
    expect(parse('name=a>b"c').linkBase).toBe('/api/v1/parts?name=a%3Eb%22c&');
  });
});

describe('what a list has of its own', () => {
  @Resource<Reading>({ name: 'reading', table: 'readings', label: 'id' })
  class Reading extends Row {
    @Timestamp({ sort: true, range: ['from', 'to'], time: true }) at!: Date;
  }
  const read = (query: string, flags?: Record<string, string>): ListQuery =>
    parseListQuery(specOf<unknown>(Reading), '/readings', query, undefined, { defaultLimit: 20, flags });
  const fieldsRefused = (query: string, flags?: Record<string, string>): string[] => {
    try {
      read(query, flags);
    } catch (error) {
      return ((error as InvalidRequest).details as Violation[]).map(({ field }) => field);
    }
    return [];
  };

  it('may be other names for the ends of a range', () => {
    const { conditions } = read('from=2026-01-01&to=2026-01-02');
    expect(conditions.map(({ field, operator, value }) => [field.name, operator, value])).toEqual([
      ['at', 'gte', '2026-01-01T00:00:00.000Z'],
      ['at', 'lte', '2026-01-02T23:59:59.999Z'],
    ]);
    expect(fieldsRefused('from=x&at_from=2026-01-01')).toEqual(['from', 'at_from']);
  });

  it('may be another time than that of creation, by which it is then ordered', () => {
    expect(read('').sort.name).toBe('at');
  });

  it('may be another order, unless the query has one', () => {
    const limits = { defaultLimit: 20, sort: { by: 'name', order: 'asc' } } as const;
    const orderOf = (query: string): unknown[] => {
      const { sort, descending } = parseListQuery(specOf<unknown>(Part), '/', query, undefined, limits);
      return [sort.name, descending];
    };
    expect(orderOf('')).toEqual(['name', false]);
    expect(orderOf('sort_order=desc')).toEqual(['name', true]);
    expect(orderOf('sort_by=count')).toEqual(['count', false]);
  });

  it('may be flags, which are false unless they are true', () => {
    const flags = { latest: 'Only the newest' };
    expect([...read('latest=true', flags).flags]).toEqual(['latest']);
    for (const query of ['', 'latest=false']) expect(read(query, flags).flags.size).toBe(0);
    for (const query of ['latest=1', 'latest=', 'latest=true&latest=true'])
      expect(fieldsRefused(query, flags)).toEqual(['latest']);
    expect(fieldsRefused('latest=true')).toEqual(['latest']);
  });
});

describe('a cursor', () => {
  const id = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

  it.each([
    ['created_at', '2026-01-15T10:30:00.000Z'],
    ['name', 'a "b", 世界'],
    ['size', '2'],
    ['count', '7'],
    ['price', '1.50'],
    ['reading', '1e+300'],
    ['built_on', '2026-01-15'],
    ['name', null],
  ])('of %s comes back as it was written', (sort, key) => {
    const text = writeCursor(sort, { key, id });
    expect(text).toMatch(/^[\w-]+$/);
    expect(parse(`sort_by=${sort}&cursor=${text}`).cursor).toEqual({ key, id });
  });

  it.each([
    ['created_at', 'soon'],
    ['size', 'small'],
    ['size', '-1'],
    ['count', 'seven'],
    ['built_on', '2026-02-30'],
    ['name', ''],
    ['name', 'a\0'],
  ])('of %s with the key %j is a fault', (sort, key) => {
    expect(faults(`sort_by=${sort}&cursor=${writeCursor(sort, { key, id })}`)).toEqual(['cursor']);
  });

  it('of another order, or with an id that is none, is a fault', () => {
    expect(faults(`sort_by=count&cursor=${writeCursor('name', { key: '7', id })}`)).toEqual(['cursor']);
    expect(faults(`sort_by=name&cursor=${writeCursor('name', { key: 'a', id: 'x' })}`)).toEqual(['cursor']);
  });

  it('has ids of the form that the resource has', () => {
    @Resource<Letter>({ name: 'letter', table: 'letters', label: 'id' })
    class Letter {
      @Text({ sort: true }) id!: string;
    }
    const read = (id: string): unknown =>
      parseListQuery(
        specOf<unknown>(Letter),
        '/',
        `sort_by=id&cursor=${writeCursor('id', { key: 'a', id })}`,
        undefined,
      ).cursor;
    expect(read('a')).toEqual({ key: 'a', id: 'a' });
    expect(() => read('a\0')).toThrow(InvalidRequest);
  });

  it('leaves no parameter out, however many there are, and refuses more than 200', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, index) => (index % 2 ? 'name=a' : 'label=b')).join('&');
    const { conditions } = parse(`${many(199)}&size=large`);
    expect(conditions.map(({ field }) => field.name)).toEqual(['name', 'size', 'labels']);
    expect(faults(`${many(200)}&size=large`)).toEqual(['']);
  });
});

describe('a field that leaves under another name', () => {
  @Resource<Edition>({ name: 'edition', table: 'editions', label: 'title' })
  class Edition extends Row {
    @Text()
    title!: string;

    @Integer({ as: 'version', filter: true, sort: true })
    edition!: number;

    @CreatedAt()
    created_at!: Date;
  }

  it('is filtered and sorted by that name, and by no other', () => {
    const query = parseListQuery(
      specOf<unknown>(Edition),
      '/api/v1/editions',
      'sort_by=version&version=2',
      undefined,
    );
    expect([query.sort.name, query.conditions[0].field.name]).toEqual(['edition', 'edition']);
    expect(faults('sort_by=edition', Edition)).toEqual(['sort_by']);
    expect(faults('edition=2', Edition)).toEqual(['edition']);
    const filter = (field: string): string =>
      `filter=${encodeURIComponent(JSON.stringify([{ field, operator: 'eq', value: 2 }]))}`;
    expect(faults(filter('version'), Edition)).toEqual([]);
    expect(faults(filter('edition'), Edition)).toEqual(['filter.0.field']);
  });
});
