import { describe, expect, it } from '@jest/globals';
import { checkValues, faultOf, filledValues, missingValues } from './field-values';
import type { TemplateField } from './template-field';
import { readFields } from './template-fields';

const field = (more: Partial<TemplateField>): TemplateField => ({
  ...{ name: 'one', label: 'One', type: 'text', required: false },
  ...{ default_value: null, options: null, validation: null },
  ...more,
});
const faultsOf = (...raw: unknown[]): string[] =>
  readFields(raw).violations.map(({ field: path, message }) => `${path}: ${message}`);

describe('fields of a template', () => {
  it('are kept whole, with what was left out', () => {
    const { fields, violations } = readFields([{ name: 'one', label: 'One', type: 'text' }]);
    expect([fields, violations]).toEqual([[field({})], []]);
  });

  it.each<[object, string]>([
    [
      { name: 'Bad Name' },
      'fields.0.name: name must be made of small letters, digits and _, and begin with a letter',
    ],
    [{ name: 'template_id' }, 'fields.0.name: name must not be template_id'],
    [{ label: ' ' }, 'fields.0.label: label must be a text of 1 to 200 characters'],
    [{ type: 'color' }, 'fields.0.type: type must be one of text, number, date, select, boolean'],
    [{ required: 'yes' }, 'fields.0.required: required must be true or false'],
    [{ options: ['a'] }, 'fields.0.options: options are for fields of the type select'],
    [
      { type: 'select' },
      'fields.0.options: options must be 1 to 200 different texts of at most 200 characters',
    ],
    [
      { type: 'select', options: ['a', 'a'] },
      'fields.0.options: options must be 1 to 200 different texts of at most 200 characters',
    ],
    [
      { validation: '[' },
      'fields.0.validation: validation must be a regular expression (RE2: no look-around, no back references): error parsing regexp: missing closing ]: `[`',
    ],
    [{ validation: '(?=a)b' }, 'fields.0.validation: validation must be a regular expression (RE2'],
    [{ validation: '(a{1000}){1000}' }, 'fields.0.validation: validation must be a regular expression (RE2'],
    [{ validation: 'x'.repeat(201) }, 'fields.0.validation: validation must have at most 200 characters'],
    [
      { type: 'number', validation: 'high' },
      'fields.0.validation: validation must be a range of a number such as 1..100',
    ],
    [{ type: 'number', validation: '9..1' }, 'fields.0.validation: validation must not end before it begins'],
    [
      { type: 'date', validation: '1..2' },
      'fields.0.validation: validation must be a range of a date such as 2026-01-01..',
    ],
    [
      { type: 'boolean', validation: 'a' },
      'fields.0.validation: validation is not for fields of the type boolean',
    ],
    [{ default_value: 5 }, 'fields.0.default_value: default_value must be a text'],
    [
      { type: 'number', validation: '1..5', default_value: 9 },
      'fields.0.default_value: default_value must be at least 1 and at most 5',
    ],
    [
      { type: 'select', options: ['a', 'b'], default_value: 'c' },
      'fields.0.default_value: default_value must be one of a, b',
    ],
    [{ colour: 1 }, 'fields.0.colour: colour is not a known field'],
    [
      { name: 'environment' },
      'fields.0.type: type must be select, with options among production, staging, development, where the name is environment',
    ],
  ])('are refused with %j', (more, message) => {
    const faults = faultsOf({ name: 'one', label: 'One', type: 'text', ...more });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });

  it('tell all that is wrong at once, and have different names', () => {
    expect(faultsOf(5, field({ label: '' }), field({}), field({ type: 'x' as never }))).toEqual([
      'fields.0: must be an object',
      'fields.1.label: label must be a text of 1 to 200 characters',
      'fields.2.name: name must be unique in the template',
      'fields.3.type: type must be one of text, number, date, select, boolean',
      'fields.3.name: name must be unique in the template',
    ]);
  });
});

describe('values of fields', () => {
  it.each<[Partial<TemplateField>, unknown, string | null]>([
    [{}, 'a', null],
    [{}, 5, 'must be a text'],
    [{ required: true }, '  ', 'must not be blank'],
    [{}, 'x'.repeat(10_001), 'must have at most 10000 characters'],
    [{ validation: '[A-Z]{3}' }, 'ABC', null],
    [{ validation: '[A-Z]{3}' }, 'xABCx', 'must match [A-Z]{3}'],
    [{ type: 'number' }, 1.5, null],
    [{ type: 'number' }, '1', 'must be a number'],
    [{ type: 'number', validation: '..10' }, 11, 'must be at most 10'],
    [{ type: 'date' }, '2026-02-28', null],
    [{ type: 'date' }, '2026-02-30', 'must be a day in the form YYYY-MM-DD'],
    [{ type: 'date', validation: '2026-01-01..' }, '2025-12-31', 'must be at least 2026-01-01'],
    [{ type: 'boolean' }, 'true', 'must be true or false'],
    [{ type: 'select', options: ['a'] }, 'b', 'must be one of a'],
    [{ type: 'select', options: ['a'] }, ['a'], 'must be one of a'],
  ])('of %j: %j', (more, value, fault) => {
    expect(faultOf(field(more), value)).toBe(fault);
  });

  it('come from what is given, then from the template, then from the field', () => {
    const fields = [
      field({ name: 'a', default_value: '1' }),
      field({ name: 'b', default_value: '1' }),
      field({ name: 'c', required: true }),
    ];
    expect(filledValues(fields, { b: '2', a: '2' }, { a: '3' })).toEqual({ a: '3', b: '2', c: null });
    expect(missingValues(fields, null, { c: null }, 'parameters')).toEqual([
      { field: 'parameters.c', message: 'c is required: One' },
    ]);
    expect(checkValues(fields, { a: 1, d: 'x', b: null }, 'parameters')).toEqual([
      { field: 'parameters.a', message: 'a must be a text' },
      { field: 'parameters.d', message: 'd is not a field of the template' },
    ]);
    expect(checkValues(fields, { toString: 'x' }, 'parameters')).toHaveLength(1);
  });

  it('are held against a pattern in a time that grows with their length alone', () => {
    const hard = field({ validation: '((a|a)*|(a*)*)*b' });
    expect(faultOf(hard, 'a'.repeat(1_000))).toBe('must match ((a|a)*|(a*)*)*b');
    expect(faultOf(hard, 'a'.repeat(1_001))).toBe('must have at most 1000 characters');
  });
});
