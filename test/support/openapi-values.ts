import type { Random } from '../../src/seed/random';
import { type ApiDocument, resolved, type Schema } from '../../src/openapi/document';

/** What clients send that mean harm, or do not look. */
const ODD_TEXTS = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e', '\ufeff', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', 'é'.repeat(300), '👩‍👩‍👧‍👦'],
  ...["' or 1=1 --", '$1', '%', '\\', '{{x}}', '{{#a}}', '<script>alert(1)</script>', '../../etc/passwd'],
  ...['=cmd()', 'null', 'NaN', '1e999', '0x1F', '-0', '[]', '__proto__', 'constructor', '%00', '%zz'],
  ...['2026-02-30', '0000-00-00', '2026-01-15T10:30:00', '+275760-09-13T00:00:00Z', '99999-01-01T00:00:00Z'],
  ...[
    'x'.repeat(25_000),
    '\n\r\t',
    'javascript:alert(1)',
    'http://',
    '::1',
    '00000000-0000-0000-0000-000000000000',
  ],
];
const ODD_NUMBERS = [
  ...[0, -0, -1, 1.5, 0.1 + 0.2, 1e-320, 1e15, 1e308, -1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63],
  ...[Number.MAX_VALUE, Number.MIN_VALUE, 0.123456789],
];
const ODD_NAMES = [
  'unexpected',
  '__proto__',
  'constructor',
  'id',
  'deleted_at',
  'version',
  'a\u0000',
  '',
  'toString',
];

const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 'leaf');

export function oddValue(random: Random): unknown {
  return random.weighted<() => unknown>([
    [() => random.pick(ODD_TEXTS), 8],
    [() => random.pick(ODD_NUMBERS), 4],
    [() => null, 2],
    [() => random.pick([true, false]), 1],
    [() => random.pick<unknown>([[], {}, [[]], [null], { a: [{}] }, [1, 'a', {}], { toString: 1 }]), 3],
    [() => nested(random.pick([3, 31, 60])), 1],
    [() => Array.from({ length: 2_000 }, () => 'x'), 0.3],
  ])();
}

export const oddText = (random: Random): string => random.pick(ODD_TEXTS);
const oddName = (random: Random): string => random.pick(ODD_NAMES);

/** Makes values that the document allows. `reference` gives ids of rows that are there, by the name of the field. */
export class Values {
  constructor(
    private readonly document: ApiDocument,
    private readonly random: Random,
    private readonly reference: (name: string) => string | undefined,
  ) {}

  of(schema: Schema, name = ''): unknown {
    const { random } = this;
    const linked = schema.format === 'binary' ? undefined : this.reference(name);
    if (linked !== undefined && random.chance(0.85)) return linked;
    if (schema.example !== undefined && random.chance(0.6)) return schema.example;
    if (schema.enum) return random.pick(schema.enum);
    if (schema.$ref) return this.of(resolved(schema, this.document), name);
    const variants = schema.oneOf ?? schema.anyOf;
    if (variants && schema.type === undefined) return this.of(random.pick(variants), name);
    const types = [schema.type ?? 'string'].flat();
    if (types.includes('null') && random.chance(0.15)) return null;
    return this.ofType(
      types.find((type) => type !== 'null'),
      variants ? { ...schema, ...random.pick(variants) } : schema,
      name,
    );
  }

  private ofType(type: string | undefined, schema: Schema, name: string): unknown {
    const { random } = this;
    const { minimum = 0, maximum = 1_000, maxItems = 3 } = schema as Record<string, number | undefined>;
    switch (type) {
      case 'object':
        return this.object(schema);
      case 'array': {
        const length = random.integer(Math.min(schema.minItems ?? 0, 1), Math.min(maxItems, 3));
        const items = Array.from({ length }, () => this.of(schema.items ?? { type: 'string' }, name));
        return schema.uniqueItems ? [...new Set(items)] : items;
      }
      case 'integer':
        return random.integer(minimum, Math.min(maximum, minimum + 1_000));
      case 'number':
        return Math.min(maximum, Math.max(minimum, Math.round(random.next() * 10_000) / 100));
      case 'boolean':
        return random.chance(0.5);
      default:
        return this.text(schema);
    }
  }

  private object(schema: Schema): unknown {
    const required = new Set(schema.required);
    const names = Object.keys(schema.properties ?? {}).filter(
      (name) => required.has(name) || this.random.chance(0.5),
    );
    const made = Object.fromEntries(names.map((name) => [name, this.of(schema.properties![name], name)]));
    const { additionalProperties } = schema;
    if (!additionalProperties || Object.keys(made).length > 0) return made;
    const inner = typeof additionalProperties === 'object' ? additionalProperties : { type: 'string' };
    return this.random.chance(0.5) ? { name: this.of(inner) } : {};
  }

  private text(schema: Schema): unknown {
    const { random } = this;
    const { minLength = 1, maxLength = 40 } = schema as Record<string, number | undefined>;
    if (schema.pattern) return schema.example ?? 'a1';
    const days = random.integer(-400, 400);
    const moment = new Date(Date.now() + days * 86_400_000 + random.integer(0, 86_399_999)).toISOString();
    switch (schema.format) {
      case 'uuid':
        return random.uuid();
      case 'date-time':
        return moment;
      case 'date':
        return moment.slice(0, 10);
      case 'email':
        return `u${random.integer(0, 1e9)}@example.com`;
      case 'uri':
        return `https://example.com/${random.integer(0, 1e6)}`;
      case 'ipv4':
        return `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
      case 'ipv6':
        return `2001:db8::${random.integer(1, 65_535).toString(16)}`;
      default: {
        const words = `${random.pick(['Ünit', 'db', 'web', '検索', 'x'])}-${random.uuid()}`.repeat(3);
        return words.slice(
          0,
          random.integer(Math.max(minLength, 1), Math.max(minLength, Math.min(maxLength, 60))),
        );
      }
    }
  }
}

/** A copy with one thing wrong or odd: a field of another type, too long, too much or missing, somewhere inside. */
export function broken(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.08)) return oddValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.15)) return [...(value as unknown[]), oddValue(random)];
    const at = random.integer(0, value.length - 1);
    return value.map((item: unknown, index) => (index === at ? broken(item, random) : item));
  }
  const names = Object.keys(value);
  const copy: Record<string, unknown> = { ...value };
  if (names.length === 0 || random.chance(0.2)) {
    Object.defineProperty(copy, oddName(random), { value: oddValue(random), enumerable: true });
    return copy;
  }
  const name = random.pick(names);
  if (random.chance(0.2)) delete copy[name];
  else copy[name] = random.chance(0.3) ? broken(copy[name], random) : oddValue(random);
  return copy;
}
