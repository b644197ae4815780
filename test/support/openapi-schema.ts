import { type ApiDocument, resolved, type Schema } from '../../src/openapi/document';

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
export const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  date: new RegExp(`^${DAY}$`),
  'date-time': new RegExp(`^${DAY}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$`),
  uri: /^[a-z][a-z0-9+.-]*:[^\s]+$/i,
  email: /^[^\s@]+@[^\s@]+$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  ipv6: /^[0-9a-f:.]*:[0-9a-f:.]*$/i,
};

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const isOf = (value: unknown, type: string): boolean =>
  typeOf(value) === type || (type === 'integer' && Number.isInteger(value));

const lengthOf = (text: string): number => [...text].length;

/**
 * What is wrong with an answer by its schema, each as `path: fault`. Stricter than JSON Schema: a field that the document
 * does not name is a fault. Written for speed, as every answer of every test goes through it; that it judges as ajv does
 * is tested.
 */
export function schemaFaults(value: unknown, schema: Schema, document: ApiDocument, path = ''): string[] {
  const fault = (text: string): string[] => [`${path || 'the body'}: ${text}`];
  if (schema.$ref) {
    const faults = schemaFaults(value, resolved(schema, document), document, path);
    if (faults.length > 0) return faults;
  }
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOf(value, type)))
    return fault(`is ${JSON.stringify(value)?.slice(0, 100)}, not ${types.join(' or ')}`);
  if (schema.enum && !schema.enum.includes(value))
    return fault(`is ${JSON.stringify(value)}, not one of ${JSON.stringify(schema.enum)}`);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const variants = schema[keyword];
    if (!variants) continue;
    const found = variants.map((variant) => schemaFaults(value, variant, document, path));
    const fitting = found.filter((faults) => faults.length === 0).length;
    if (fitting === 0)
      return found.reduce((least, faults) => (depth(faults) > depth(least) ? faults : least));
    if (keyword === 'oneOf' && fitting > 1) return fault(`fits ${fitting} alternatives at once`);
  }
  if (typeof value === 'string') return textFaults(value, schema).flatMap(fault);
  if (typeof value === 'number') return numberFaults(value, schema).flatMap(fault);
  if (Array.isArray(value)) {
    const { items, minItems = 0, maxItems = Infinity } = schema as Schema & { maxItems?: number };
    if (value.length < minItems || value.length > maxItems) return fault(`has ${value.length} items`);
    return items
      ? value.flatMap((item, index) => schemaFaults(item, items, document, `${path}[${index}]`))
      : [];
  }
  return typeof value === 'object' && value !== null
    ? objectFaults(value as Record<string, unknown>, schema, document, path)
    : [];
}

/** How far a variant was followed before it failed: the deepest is the one that was meant. */
const depth = (faults: readonly string[]): number =>
  Math.max(0, ...faults.map((text) => text.split(': ', 1)[0].split(/[.[]/).length * 1_000 - faults.length));

function textFaults(value: string, schema: Schema): string[] {
  const { minLength = 0, maxLength = Infinity, pattern, format } = schema as Record<string, never>;
  const length = lengthOf(value);
  const shown = JSON.stringify(value.slice(0, 100));
  return [
    ...(length < minLength || length > maxLength ? [`has ${length} characters`] : []),
    ...(pattern && !new RegExp(pattern, 'u').test(value)
      ? [`is ${shown}, which is not ${String(pattern)}`]
      : []),
    ...(format && FORMATS[format] && !FORMATS[format].test(value)
      ? [`is ${shown}, which is no ${String(format)}`]
      : []),
  ];
}

function numberFaults(value: number, schema: Schema): string[] {
  const { minimum = -Infinity, maximum = Infinity } = schema as Schema & { maximum?: number };
  return value < minimum || value > maximum ? [`is ${value}, not from ${minimum} to ${maximum}`] : [];
}

function objectFaults(
  value: Record<string, unknown>,
  { properties, required = [], additionalProperties }: Schema,
  document: ApiDocument,
  path: string,
): string[] {
  const at = (name: string): string => (path ? `${path}.${name}` : name);
  const isClosed = properties !== undefined && (additionalProperties ?? false) === false;
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at(name)}: is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const known = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known) return schemaFaults(inner, known, document, at(name));
      if (isClosed) return [`${at(name)}: is not documented`];
      return typeof additionalProperties === 'object'
        ? schemaFaults(inner, additionalProperties, document, at(name))
        : [];
    }),
  ];
}
