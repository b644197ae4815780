import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { getMetadataArgsStorage } from 'typeorm';
import {
  Computed,
  CreatedAt,
  Day,
  Decimal,
  Flag,
  Float,
  Id,
  Integer,
  Internal,
  Json,
  OneOf,
  Reference,
  SomeOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from './decorators';
import { fieldsOf } from './field';
import { requestOf } from './requests';

const Colour = { red: 'red', blue: 'blue' } as const;

abstract class Base {
  @Id() id!: string;
  @Internal('timestamp', { nullable: true }) deleted_at!: Date | null;
}
class Sample extends Base {
  @Text({ min: 3, max: 5, search: 'A', sort: true }) title!: string;
  @Text({ nullable: true, pattern: /^x/, patternMessage: 'must begin with x' }) note!: string | null;
  @Text({ email: true, nullable: true }) email!: string | null;
  @OneOf(Colour, { enumName: 'Colour', filter: true }) colour!: string;
  @Integer({ min: 1, max: 9 }) count!: number;
  @Decimal({ min: 0, max: 10, scale: 1 }) score!: number;
  @Float() reading!: number;
  @Flag() enabled!: boolean;
  @TextList({ nullable: true, maxItems: 2, maxLength: 4 }) tags!: string[] | null;
  @SomeOf(Colour, { enumName: 'Colour' }) colours!: string[];
  @Json({ nullable: true }) data!: Record<string, unknown> | null;
  @Timestamp({ nullable: true }) due_at!: Date | null;
  @Day({ nullable: true }) day!: string | null;
  @Reference({ nullable: true }) parent_id!: string | null;
  @Computed({ wire: () => '1' }, { type: Number }) one!: number;
  @CreatedAt() created_at!: Date;
  @UpdatedAt() updated_at!: Date;
  @Internal('text', { secret: true }) token_hash!: string;
}
class Sibling extends Base {
  @Text() name!: string;
}

const CHANGEABLE = [
  'title',
  'note',
  'email',
  'colour',
  'count',
  'score',
  'reading',
  'enabled',
  'tags',
  'colours',
  'data',
  'due_at',
  'day',
  'parent_id',
] as const;
class ChangeSample extends requestOf(Sample, { optional: CHANGEABLE }) {}
class CreateSample extends requestOf(Sample, { required: ['title', 'colour'], optional: ['note'] }) {}

const faults = (type: new () => object, body: object): string[] =>
  validateSync(plainToInstance(type, body), { whitelist: true, forbidNonWhitelisted: true })
    .map(({ property }) => property)
    .sort();

describe('a field that is declared once', () => {
  it('is known in the order of declaration, those of the base class first, siblings apart', () => {
    expect(fieldsOf(Sample).map(({ name }) => name)).toEqual([
      'id',
      'deleted_at',
      ...['title', 'note', 'email', 'colour', 'count', 'score', 'reading', 'enabled', 'tags'],
      ...['colours', 'data', 'due_at', 'day'],
      ...['parent_id', 'one', 'created_at', 'updated_at', 'token_hash'],
    ]);
    expect(fieldsOf(Sibling).map(({ name }) => name)).toEqual(['id', 'deleted_at', 'name']);
  });

  it('is a column, null where it may be, and the computed one is none', () => {
    const columns = new Map(
      getMetadataArgsStorage()
        .columns.filter(({ target }) => target === Sample || target === Base)
        .map(({ propertyName, options }) => [propertyName, options]),
    );
    expect([...columns.keys()].sort()).toEqual(
      fieldsOf(Sample)
        .map(({ name }) => name)
        .filter((name) => name !== 'one')
        .sort(),
    );
    expect(columns.get('title')).toMatchObject({ type: 'text', nullable: false, update: true });
    expect(columns.get('tags')).toMatchObject({ type: 'text', array: true, nullable: true });
    expect(columns.get('created_at')).toMatchObject({ type: 'timestamp with time zone', update: false });
  });

  it('stands in the OpenAPI schema, unless it never leaves', () => {
    const documented = Reflect.getMetadata('swagger/apiModelPropertiesArray', Sample.prototype) as string[];
    expect(documented).toContain(':title');
    expect(documented).not.toContain(':token_hash');
    expect(documented).not.toContain(':deleted_at');
    const title: unknown = Reflect.getMetadata('swagger/apiModelProperties', Sample.prototype, 'title');
    expect(title).toMatchObject({ minLength: 3, maxLength: 5, required: true, nullable: false });
  });
});

describe('a request that is made of fields', () => {
  it('demands what is required and takes the rest as it comes', () => {
    expect(faults(CreateSample, {})).toEqual(['colour', 'title']);
    expect(faults(CreateSample, { title: 'abc', colour: 'red' })).toEqual([]);
    expect(faults(CreateSample, { title: 'abc', colour: 'red', note: null })).toEqual([]);
    expect(faults(ChangeSample, {})).toEqual([]);
  });

  it('takes null exactly where the field may be null', () => {
    const nothing = Object.fromEntries(CHANGEABLE.map((name) => [name, null]));
    expect(faults(ChangeSample, nothing)).toEqual([
      'colour',
      'colours',
      'count',
      'enabled',
      'reading',
      'score',
      'title',
    ]);
    expect(faults(CreateSample, { title: null, colour: null })).toEqual(['colour', 'title']);
  });

  it('does not take fields that it was not made of', () => {
    const body = {
      title: 'abc',
      colour: 'red',
      id: 'x',
      created_at: '2026-01-01',
      token_hash: 'x',
      deleted_at: null,
    };
    expect(faults(CreateSample, body)).toEqual(['created_at', 'deleted_at', 'id', 'token_hash']);
  });

  it.each<[string, unknown[], unknown[]]>([
    ['title', ['abc', 'abcde', '世界人'], ['ab', 'abcdef', '', 7, {}, ['abc'], true]],
    ['note', ['x', 'xyz', 'x '], ['', 'y', 1, ' ', '\n\t']],
    ['title', ['a b'], ['   ', '\u00a0\u2003\u3000']],
    ['email', ['a@example.com'], ['a', 'a@', '@example.com', 'a b@example.com']],
    ['colour', ['red', 'blue'], ['RED', 'green', '', 0, ['red'], 'toString']],
    ['count', [1, 9], [0, 10, 1.5, '1', NaN, Infinity, true]],
    ['score', [0, 10, 0.5], [-0.1, 10.1, 0.55, 1e-7, 5e-324, 1e300, '1', NaN]],
    ['reading', [0, -1.5, 1e300, 5e-324, -1e21, 0.1 + 0.2], ['1', NaN, Infinity, -Infinity, true, [1], {}]],
    ['enabled', [true, false], ['true', 1, 0, 'yes']],
    ['tags', [[], ['a'], ['abcd', 'b']], ['a', [''], ['abcde'], [1], ['a', 'b', 'c'], [null], {}]],
    ['colours', [[], ['blue'], ['blue', 'red']], ['red', ['green'], ['red', 'red'], [null], [['red']], {}]],
    ['data', [{}, { a: [1] }], ['{}', 1, [], true]],
    ['due_at', ['2026-01-15T10:30:00Z', '2026-01-15'], ['2026-01-15T10:30:00', 'soon', 1, {}, '2026-02-30']],
    ['day', ['2026-01-15'], ['2026-02-30', '2026-01-15T10:30:00Z', 20260115, {}]],
    ['parent_id', ['3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c'], ['3f2b8c1a', 'INC-1001', 1]],
  ])('%s takes what fits and nothing else', (name, good, bad) => {
    for (const value of good) expect([value, faults(ChangeSample, { [name]: value })]).toEqual([value, []]);
    for (const value of bad)
      expect([value, faults(ChangeSample, { [name]: value })]).toEqual([value, [name]]);
  });

  it('a list of known values says which of those given is unknown', () => {
    const [{ constraints }] = validateSync(plainToInstance(ChangeSample, { colours: ['red', 'green'] }));
    expect(constraints).toEqual({ isSomeOf: 'colours must not hold "green": known are red, blue' });
  });

  it('gives a moment as a Date, a day as it was written', () => {
    const body = plainToInstance(ChangeSample, { due_at: '2026-01-15T10:30:00+01:00', day: '2026-01-15' });
    expect(body.due_at).toEqual(new Date('2026-01-15T09:30:00Z'));
    expect(body.day).toBe('2026-01-15');
  });

  it('has no fields of its own that would write over a row', () => {
    expect(Object.keys(plainToInstance(ChangeSample, { title: 'abc' }))).toEqual(['title']);
  });
});
