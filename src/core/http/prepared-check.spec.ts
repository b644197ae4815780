import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Expose, plainToInstance, Transform, Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, ValidateBy, ValidateNested, validateSync } from 'class-validator';
import {
  Day,
  Decimal,
  Flag,
  Integer,
  Json,
  OneOf,
  Reference,
  Text,
  TextList,
  Timestamp,
  requestOf,
} from '../fields';
import { PreparedCheck } from './prepared-check';

class Row {
  @Text({ min: 3, max: 5, pattern: /^[a-z ]/ }) title!: string;
  @Text({ nullable: true, email: true }) email!: string | null;
  @OneOf({ red: 'red', blue: 'blue' }, { enumName: 'Colour' }) colour!: string;
  @Integer({ min: 1, max: 9 }) count!: number;
  @Decimal({ min: 0, max: 10, scale: 1 }) score!: number;
  @Flag() enabled!: boolean;
  @TextList({ nullable: true, maxItems: 2, maxLength: 4 }) tags!: string[] | null;
  @Json({ nullable: true }) data!: object | null;
  @Timestamp({ nullable: true }) due_at!: Date | null;
  @Day({ nullable: true }) day!: string | null;
  @Reference({ nullable: true }) parent_id!: string | null;
}
const NAMES = [
  ...(['title', 'email', 'colour', 'count', 'score', 'enabled', 'tags', 'data', 'due_at', 'day'] as const),
  'parent_id' as const,
];
class Change extends requestOf(Row, { optional: NAMES }) {}
class Creation extends requestOf(Row, {
  required: ['title', 'colour', 'count'],
  optional: ['tags', 'email', 'day'],
}) {}

const VALUES: unknown[] = [
  ...['abc', 'ab', 'abcdef', '   ', '', 'ABC', 'red', 'a@example.com', '2026-01-15', '2026-02-30'],
  ...['2026-01-15T10:30:00Z', '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c'],
  ...[0, 1, 9, 10, 1.5, 0.55, -1, NaN, true, false, null],
  ...[[], ['a'], ['a', 'b', 'c'], ['abcde'], [''], [1], [null], [['a']], [{}], {}, { a: 1 }, { a: { b: 1 } }],
  ...(JSON.parse('[{"__proto__": 1}, {"constructor": 1}]') as unknown[]),
  Object.create(null) as unknown,
];

const byTheLibraries = (type: new () => object, body: object): { faults: number; taken: object } => {
  const taken = plainToInstance(type, body);
  const faults = validateSync(taken, {
    ...{ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false },
  }).length;
  return { faults, taken };
};

describe('a prepared check', () => {
  const right = { title: 'abc', colour: 'red', count: 1 };

  it('takes nothing that class-validator refuses, and gives what class-transformer gives', () => {
    let taken = 0;
    for (const type of [Change, Creation]) {
      for (const name of [...NAMES, 'unknown', 'toString']) {
        for (const value of VALUES) {
          for (const rest of [{}, right]) {
            const body = { ...rest, [name]: value };
            const mine = PreparedCheck.of(type)!.take(body);
            if (mine === null) continue;
            taken += 1;
            const libraries = byTheLibraries(type, body);
            expect([body, libraries.faults]).toEqual([body, 0]);
            expect(mine).toStrictEqual(libraries.taken);
          }
        }
      }
    }
    expect(taken).toBeGreaterThan(50);
  });

  it('takes whatever is right and made of plain values', () => {
    const plain = { ...right, score: 0.5, enabled: false, tags: ['a'], email: null, day: '2026-01-15' };
    expect(PreparedCheck.of(Change)!.take(plain)).toBeInstanceOf(Change);
    expect(PreparedCheck.of(Creation)!.take({ ...right, tags: null })).toEqual({ ...right, tags: null });
  });

  it('takes objects of plain values and does what the fields say becomes of a value', () => {
    const check = PreparedCheck.of(Change)!;
    expect(check.take({ data: { a: 1, b: null } })).toStrictEqual(
      Object.assign(new Change(), { data: { a: 1, b: null } }),
    );
    const due_at = new Date('2026-01-15T10:30:00Z');
    expect(check.take({ due_at: '2026-01-15T11:30:00+01:00' })).toStrictEqual(
      Object.assign(new Change(), { due_at }),
    );
    expect(check.take({ due_at: '2026-02-30T11:30:00Z' })).toBeNull();
  });

  it('leaves to the libraries what is absent, unknown, nested or transformed as groups and versions say', () => {
    const check = PreparedCheck.of(Change)!;
    expect(PreparedCheck.of(Creation)!.take({})).toBeNull();
    expect(check.take({ title: 'abc', unknown: 1 })).toBeNull();
    expect(check.take({ data: { a: { b: 1 } } })).toBeNull();
    expect(check.take({ data: JSON.parse('{"constructor": 1}') as object })).toBeNull();
    class Grouped {
      @Transform(({ value }) => String(value), { groups: ['some'] }) @IsString() name!: string;
    }
    expect(PreparedCheck.of(Grouped)!.take({ name: 'a' })).toBeNull();
  });

  it('is not made for classes whose rules are more than a look at each field', () => {
    class Inner {
      @IsString() name!: string;
    }
    class Nested {
      @ValidateNested() @Type(() => Inner) inner!: Inner;
    }
    class Shaped {
      @Expose({ name: 'other' }) @IsString() name!: string;
    }
    class Slow {
      @ValidateBy({ name: 'slow', validator: { validate: () => Promise.resolve(false) } }) name!: string;
    }
    class Asynchronous {
      @ValidateBy({
        name: 'slow',
        async: true,
        validator: { validate: () => Promise.resolve(false) },
      })
      name!: string;
    }
    class NoRules {}
    for (const type of [Nested, Shaped, NoRules]) expect(PreparedCheck.of(type)).toBeNull();
    for (const type of [Slow, Asynchronous])
      expect(PreparedCheck.of(type)?.take({ name: 'x' }) ?? null).toBeNull();
  });

  it('knows IsDefined and IsOptional', () => {
    class Both {
      @IsDefined() must!: unknown;
      @IsOptional() @IsString() may?: string;
    }
    const check = PreparedCheck.of(Both)!;
    expect(check.take({ must: 1 })).toEqual({ must: 1 });
    expect(check.take({ must: 1, may: null })).toEqual({ must: 1, may: null });
    for (const bad of [{}, { must: null }, { must: 1, may: 2 }]) expect(check.take(bad)).toBeNull();
  });
});
