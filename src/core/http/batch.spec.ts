import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { IsString, ValidateBy } from 'class-validator';
import { Float, Text, TextMap, Timestamp, requestOf } from '../fields';
import { InvalidRequest, type Violation } from '../errors/domain-error';
import { readBatch } from './batch';

class Row {
  @Text({ max: 5 }) name!: string;
  @Float() value!: number;
  @Timestamp() at!: Date;
  @TextMap({ nullable: true, maxEntries: 2, maxName: 3, maxLength: 4 }) tags!: Record<string, string> | null;
}
class Creation extends requestOf(Row, { required: ['name', 'value'], optional: ['at', 'tags'] }) {}

const right = { name: 'a', value: 1 };

function faults(body: unknown): string[] {
  try {
    readBatch(Creation, 'rows', body);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidRequest);
    return [...new Set(((error as InvalidRequest).details as Violation[]).map(({ field }) => field))];
  }
  return [];
}

describe('a batch', () => {
  it('is a list, an object that holds it, or one record by itself', () => {
    const record = { ...right, at: '2026-01-15T10:30:00Z', tags: { a: 'b' } };
    const made = Object.assign(new Creation(), { ...record, at: new Date(record.at) });
    for (const body of [[record], { rows: [record] }, record])
      expect(readBatch(Creation, 'rows', body).records).toStrictEqual([made]);
  });

  it('names a record by its number, as the body holds it', () => {
    const paths = [[right], { rows: [right] }, right].map((body) => {
      const batch = readBatch(Creation, 'rows', body);
      return [batch.path(3, 'value'), batch.path(3, '')];
    });
    expect(paths).toEqual([
      ['3.value', '3'],
      ['rows.3.value', 'rows.3'],
      ['value', ''],
    ]);
  });

  it.each<[unknown, string[]]>([
    [undefined, ['name', 'value']],
    [null, ['name', 'value']],
    [[], ['']],
    [{ rows: [] }, ['rows']],
    [{ rows: {} }, ['rows']],
    [{ rows: [right], more: 1 }, ['more']],
    [{ ...right, more: 1 }, ['more']],
    [[right, []], ['1']],
    [
      [right, 'x', null],
      ['1', '2'],
    ],
    [{ rows: [right, 1] }, ['rows.1']],
    [
      [right, { ...right, name: 7 }, { value: 'x' }],
      ['1.name', '2.name', '2.value'],
    ],
    [[{ ...right, value: NaN }], ['0.value']],
    [[{ ...right, tags: { a: 'b', c: 'd', e: 'f' } }], ['0.tags']],
    [[{ ...right, tags: { long: 'a' } }], ['0.tags']],
    [[{ ...right, tags: { a: 'aaaaa' } }], ['0.tags']],
    [[{ ...right, tags: { a: null } }], ['0.tags']],
    [[{ ...right, tags: 'a' }], ['0.tags']],
    [[{ ...right, name: '\0' }], ['0.name']],
    [JSON.parse('[{"name": "a", "value": 1, "__proto__": {}}]'), ['0.__proto__']],
  ])('%j is refused, and its faults are named', (body, fields) => {
    expect(faults(body)).toEqual(fields);
  });

  it('holds 10,000 records at most', () => {
    expect(faults(Array(10_000).fill(right))).toEqual([]);
    expect(faults(Array(10_001).fill(right))).toEqual(['']);
  });

  it('tells of no more than 100 faults', () => {
    expect(faults(Array(10_000).fill({ name: 'a' }))).toHaveLength(100);
  });

  it('takes what only the libraries can judge as they do', () => {
    class Odd {
      @IsString() name!: string;
      @ValidateBy({
        name: 'even',
        validator: { validate: (list) => Array.isArray(list) && list.length === 1 },
      })
      list!: unknown[];
    }
    const { records } = readBatch(Odd, 'rows', [{ name: 'a', list: [[1]] }]);
    expect(records).toEqual([{ name: 'a', list: [[1]] }]);
    expect(records[0]).toBeInstanceOf(Odd);
  });
});
