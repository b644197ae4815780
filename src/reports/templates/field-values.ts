import type { Violation } from '../../core/errors/domain-error';
import { isDay } from '../../core/fields';
import type { FieldValue, TemplateField } from './template-field';
import { MAX_MATCHED, readRule } from './value-rule';

type Values = Readonly<Record<string, unknown>>;

const MAX_TEXT = 10_000;

/** What keeps a value from being one of this field, or null. Completes "<name> …". */
export function faultOf(field: TemplateField, value: unknown): string | null {
  const fault = faultOfType(field, value);
  if (fault || field.validation === null) return fault;
  if (typeof value === 'string' && value.length > MAX_MATCHED) {
    return `must have at most ${MAX_MATCHED} characters`;
  }
  const rule = readRule(field.type, field.validation);
  return rule.fits(value as string | number) ? null : `must ${rule.wanted}`;
}

function faultOfType({ type, options, required }: TemplateField, value: unknown): string | null {
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return 'must be a text';
      if (required && value.trim() === '') return 'must not be blank';
      return value.length > MAX_TEXT ? `must have at most ${MAX_TEXT} characters` : null;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'must be a number';
    case 'date':
      return isDay(value) ? null : 'must be a day in the form YYYY-MM-DD';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'select':
      return typeof value === 'string' && options!.includes(value)
        ? null
        : `must be one of ${options!.join(', ')}`;
  }
}

/** What is wrong with values that were given for fields, named below `prefix`. Null is as if nothing was given. */
export function checkValues(fields: readonly TemplateField[], given: Values, prefix: string): Violation[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    const fault = field ? value !== null && faultOf(field, value) : 'is not a field of the template';
    return fault ? [{ field: `${prefix}.${name}`, message: `${name} ${fault}` }] : [];
  });
}

/** The value of each field: what was given, else the template's default, else the field's own. */
export function filledValues(
  fields: readonly TemplateField[],
  defaults: Values | null,
  given: Values,
): Record<string, FieldValue | null> {
  const valueOf = ({ name, default_value }: TemplateField): unknown =>
    own(given, name) ?? own(defaults ?? {}, name) ?? default_value;
  return Object.fromEntries(
    fields.map((field) => [field.name, (valueOf(field) ?? null) as FieldValue | null]),
  );
}

/** Required fields for which there is nothing. */
export function missingValues(
  fields: readonly TemplateField[],
  defaults: Values | null,
  given: Values,
  prefix: string,
): Violation[] {
  const filled = filledValues(fields, defaults, given);
  return fields
    .filter(({ name, required }) => required && filled[name] === null)
    .map(({ name, label }) => ({ field: `${prefix}.${name}`, message: `${name} is required: ${label}` }));
}

const own = (values: Values, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;
