import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { type ColumnOptions, PrimaryColumn } from 'typeorm';
import { field } from './described';
import { declareField, type FieldKind, type FieldOptions } from './field';
import { canonicalAddress } from './address-text';
import { HasDecimals, IsAddress, IsNotBlank, IsSomeOf } from './rules';
import { isDay, parseTimestamp } from './time-text';

/** Identity: a UUID v4 that the application draws. */
export function Id(): PropertyDecorator {
  return (target, key) => {
    declareField(target, { name: String(key), kind: 'uuid' });
    applyDecorators(
      PrimaryColumn({ type: 'uuid' }),
      ApiProperty({ format: 'uuid', example: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c' }),
    )(target, key);
  };
}

/** A reference to another row by its UUID. */
export const Reference = (options: FieldOptions = {}): PropertyDecorator =>
  field('uuid', options, { type: 'uuid' }, { type: String, format: 'uuid' }, [IsUUID()]);

interface TextOptions extends FieldOptions {
  min?: number;
  max?: number;
  pattern?: RegExp;
  /** Completes "<field> …" when the pattern does not match. */
  patternMessage?: string;
  email?: boolean;
}

export function Text(options: TextOptions = {}): PropertyDecorator {
  const { min = 1, max = 10_000, pattern, patternMessage = 'has the wrong form', email, ...rest } = options;
  const rules = [IsString(), MinLength(min), MaxLength(max)];
  if (min > 0) rules.push(IsNotBlank());
  if (pattern) rules.push(Matches(pattern, { message: ({ property }) => `${property} ${patternMessage}` }));
  if (email) rules.push(IsEmail());
  const schema = {
    ...{ type: String, minLength: min, maxLength: max },
    ...(email ? { format: 'email' } : {}),
    ...(pattern?.flags === '' ? { pattern: pattern.source } : {}),
  };
  return field('text', rest, { type: 'text' }, schema, rules);
}

/** An absolute http(s) URL that the server itself wrote. */
export const Link = (options: FieldOptions = {}): PropertyDecorator =>
  field('text', options, { type: 'text' }, { type: String, format: 'uri' }, []);

/** One IPv4 or IPv6 address without a mask, in its shortest form. */
export const IpAddress = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'inet',
    options,
    { type: 'inet' },
    {
      anyOf: [
        { type: 'string', format: 'ipv4' },
        { type: 'string', format: 'ipv6' },
      ],
    },
    [Transform(({ value }): unknown => canonicalAddress(value) ?? value, { toClassOnly: true }), IsAddress()],
  );

/** Exactly one of an enum's values, kept as text with a CHECK. */
export function OneOf(
  values: Readonly<Record<string, string>>,
  options: FieldOptions & { enumName: string },
): PropertyDecorator {
  const { enumName, ...rest } = options;
  const list = Object.values(values);
  return field(
    'enum',
    { ...rest, values: list },
    { type: 'text' },
    { enum: list, enumName, example: rest.example ?? list[0] },
    [IsIn(list)],
  );
}

const dateTime = { type: String, format: 'date-time', example: '2026-01-15T10:30:00.000Z' } as const;
const timestampColumn = { type: 'timestamp with time zone', precision: 3 } as const;
const ToDate = (): PropertyDecorator =>
  Transform(({ value }): unknown => parseTimestamp(value) ?? value, { toClassOnly: true });

/** A moment, ISO 8601 with a zone; stored in UTC with milliseconds. */
export const Timestamp = (options: FieldOptions = {}): PropertyDecorator =>
  field('timestamp', options, timestampColumn, { ...dateTime }, [
    ToDate(),
    IsDate({
      message: ({ property }) => `${property} must be an ISO 8601 timestamp such as 2026-01-15T10:30:00Z`,
    }),
  ]);

/** When the row came to be: the resource's own time, by which its lists are ordered unless told otherwise. */
export const CreatedAt = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'timestamp',
    { sort: true, range: 'created', time: true, ...options, generated: true },
    timestampColumn,
    { ...dateTime },
    [],
  );

/** When the row last changed; kept by a trigger. */
export const UpdatedAt = (options: FieldOptions = {}): PropertyDecorator =>
  field('timestamp', { sort: true, ...options, generated: true }, timestampColumn, { ...dateTime }, []);

/** A calendar day, YYYY-MM-DD. */
export const Day = (options: FieldOptions = {}): PropertyDecorator =>
  field('day', options, { type: 'date' }, { type: String, format: 'date', example: '2026-01-15' }, [
    ValidateIf((_, value) => !isDay(value)),
    IsDate({ message: ({ property }) => `${property} must be a day in the form YYYY-MM-DD` }),
  ]);

interface NumberOptions extends FieldOptions {
  min?: number;
  max?: number;
}

export function Integer(options: NumberOptions = {}): PropertyDecorator {
  const { min = 0, max = 2_147_483_647, ...rest } = options;
  return field('integer', rest, { type: 'integer' }, { type: 'integer', minimum: min, maximum: max }, [
    IsInt(),
    Min(min),
    Max(max),
  ]);
}

/** An exact decimal number with `scale` digits behind the point. */
export function Decimal(
  options: NumberOptions & { precision?: number; scale?: number } = {},
): PropertyDecorator {
  const { min = 0, max = 1e12, precision = 18, scale = 2, ...rest } = options;
  const column: ColumnOptions = {
    type: 'numeric',
    precision,
    scale,
    transformer: {
      to: (value: unknown) => value,
      from: (value: string | null) => (value === null ? null : Number(value)),
    },
  };
  return field('decimal', rest, column, { type: Number, minimum: min, maximum: max }, [
    IsNumber({ allowInfinity: false, allowNaN: false }),
    HasDecimals(scale),
    Min(min),
    Max(max),
  ]);
}

/** A measured number, any finite one: what decimals would round. */
export function Float(options: NumberOptions = {}): PropertyDecorator {
  const { min, max, ...rest } = options;
  const rules = [IsNumber({ allowInfinity: false, allowNaN: false })];
  if (min !== undefined) rules.push(Min(min));
  if (max !== undefined) rules.push(Max(max));
  const schema = {
    ...{ type: Number, format: 'double' },
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
  return field('float', rest, { type: 'double precision' }, schema, rules);
}

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  field('flag', options, { type: 'boolean' }, { type: Boolean }, [IsBoolean()]);

/** A list of short texts. */
export function TextList(
  options: FieldOptions & { maxItems?: number; maxLength?: number } = {},
): PropertyDecorator {
  const { maxItems = 50, maxLength = 100, ...rest } = options;
  const schema: ApiPropertyOptions = {
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength },
    maxItems,
  };
  return field('text_list', rest, { type: 'text', array: true }, schema, [
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(maxLength, { each: true }),
  ]);
}

/** Some of an enum's values, each at most once. */
export function SomeOf(
  values: Readonly<Record<string, string>>,
  options: FieldOptions & { enumName: string; minItems?: number },
): PropertyDecorator {
  const { enumName, minItems = 0, ...rest } = options;
  const list = Object.values(values);
  return field(
    'text_list',
    { ...rest, values: list },
    { type: 'text', array: true },
    { enum: list, enumName, isArray: true, uniqueItems: true, ...(minItems > 0 ? { minItems } : {}) },
    [IsSomeOf(list), ...(minItems > 0 ? [ArrayMinSize(minItems)] : [])],
  );
}

/** A JSON object of any content. */
export const Json = (options: FieldOptions = {}): PropertyDecorator =>
  field('json', options, { type: 'jsonb' }, { type: 'object', additionalProperties: true }, [IsObject()]);

/** A JSON object of short texts by short names. */
export function TextMap(
  options: FieldOptions & { maxEntries?: number; maxName?: number; maxLength?: number } = {},
): PropertyDecorator {
  const { maxEntries = 32, maxName = 64, maxLength = 256, ...rest } = options;
  const isFit = ([name, text]: readonly [string, unknown]): boolean =>
    name.length > 0 && name.length <= maxName && typeof text === 'string' && text.length <= maxLength;
  const validate = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return entries.length <= maxEntries && entries.every(isFit);
  };
  const wanted = `an object of at most ${maxEntries} names of 1 to ${maxName} characters, each with a text of at most ${maxLength}`;
  return field(
    'json',
    rest,
    { type: 'jsonb' },
    { type: 'object', additionalProperties: { type: 'string', maxLength }, maxProperties: maxEntries },
    [
      ValidateBy({
        name: 'isTextMap',
        validator: { validate, defaultMessage: (about) => `${about?.property} must be ${wanted}` },
      }),
    ],
  );
}

/** A value that leaves but is no column: `wire` is the SQL that makes it. */
export const Computed = (
  options: FieldOptions & { wire: NonNullable<FieldOptions['wire']> },
  schema: ApiPropertyOptions,
): PropertyDecorator => field('computed', options, null, schema, []);

/** A column that never leaves the server and is never part of a request. */
export const Internal = (
  kind: Exclude<FieldKind, 'enum' | 'computed'>,
  options: Omit<FieldOptions, 'hidden'> = {},
): PropertyDecorator => {
  const columns: Record<string, ColumnOptions> = {
    uuid: { type: 'uuid' },
    inet: { type: 'inet' },
    text: { type: 'text' },
    timestamp: timestampColumn,
    day: { type: 'date' },
    integer: { type: 'integer' },
    decimal: { type: 'numeric' },
    float: { type: 'double precision' },
    flag: { type: 'boolean' },
    text_list: { type: 'text', array: true },
    json: { type: 'jsonb' },
  };
  return field(kind, { ...options, hidden: true }, columns[kind], {}, []);
};
