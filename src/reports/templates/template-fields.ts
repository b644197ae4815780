import type { Violation } from '../../core/errors/domain-error';
import { Environment } from '../../core/fields';
import { faultOf } from './field-values';
import type { FieldValue, TemplateField } from './template-field';
import { TemplateFieldType } from './template.enums';
import { readRule } from './value-rule';

const NAME = /^[a-z][a-z0-9_]{0,63}$/;
/** Parameters of a report beside the fields of its template. */
const RESERVED = ['template_id'];
const KNOWN = ['name', 'label', 'type', 'required', 'default_value', 'options', 'validation'];
const MAX_OPTIONS = 200;
const TYPES: readonly unknown[] = Object.values(TemplateFieldType);

/** A template's fields as they are kept: whole, what was left out filled in. With all that is wrong with them. */
export function readFields(raw: readonly unknown[]): { fields: TemplateField[]; violations: Violation[] } {
  const violations: Violation[] = [];
  const names = new Set<unknown>();
  const fields = raw.flatMap((one, index): TemplateField[] => {
    const reader = new FieldReader(`fields.${index}`, one, violations);
    const field = reader.read();
    if (!field) return [];
    if (names.has(field.name)) reader.say('name', 'must be unique in the template');
    names.add(field.name);
    return [field];
  });
  return { fields, violations };
}

class FieldReader {
  private readonly given: Readonly<Record<string, unknown>>;
  private isWhole = true;

  constructor(
    private readonly path: string,
    private readonly raw: unknown,
    private readonly violations: Violation[],
  ) {
    this.given = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  }

  say(name: string, message: string): void {
    this.isWhole = false;
    this.violations.push({ field: `${this.path}.${name}`, message: `${name} ${message}` });
  }

  /** Null when it is no field at all. */
  read(): TemplateField | null {
    if (typeof this.raw !== 'object' || this.raw === null || Array.isArray(this.raw)) {
      this.violations.push({ field: this.path, message: 'must be an object' });
      return null;
    }
    for (const key of Object.keys(this.given))
      if (!KNOWN.includes(key)) this.say(key, 'is not a known field: leave it out');
    const { name, label, type, required, default_value } = this.given;
    if (typeof name !== 'string' || !NAME.test(name)) {
      this.say('name', 'must be made of small letters, digits and _, and begin with a letter');
    } else if (RESERVED.includes(name)) this.say('name', `must not be ${RESERVED.join(' or ')}`);
    if (typeof label !== 'string' || label.trim() === '' || label.length > 200) {
      this.say('label', 'must be a text of 1 to 200 characters');
    }
    if (!TYPES.includes(type)) this.say('type', `must be one of ${TYPES.join(', ')}`);
    if (required !== undefined && typeof required !== 'boolean')
      this.say('required', 'must be true or false');
    const field: TemplateField = {
      name: name as string,
      label: label as string,
      type: type as TemplateFieldType,
      required: required === true,
      default_value: (default_value ?? null) as FieldValue | null,
      options: this.options(type),
      validation: this.validation(type),
    };
    this.checkEnvironment(field);
    this.checkDefault(field);
    return field;
  }

  private options(type: unknown): string[] | null {
    const { options } = this.given;
    if (type !== TemplateFieldType.select) {
      if (options !== undefined && options !== null) this.say('options', 'are for fields of the type select');
      return null;
    }
    const isFit =
      Array.isArray(options) &&
      options.length > 0 &&
      options.length <= MAX_OPTIONS &&
      options.every((one) => typeof one === 'string' && one.trim() !== '' && one.length <= 200) &&
      new Set(options).size === options.length;
    if (isFit) return options as string[];
    this.say('options', `must be 1 to ${MAX_OPTIONS} different texts of at most 200 characters`);
    return null;
  }

  private validation(type: unknown): string | null {
    const { validation } = this.given;
    if (validation === undefined || validation === null || validation === '') return null;
    if (typeof validation !== 'string') this.say('validation', 'must be a text');
    else if (TYPES.includes(type)) {
      try {
        readRule(type as TemplateFieldType, validation);
        return validation;
      } catch (error) {
        this.say('validation', (error as Error).message);
      }
    }
    return null;
  }

  /** A report is one of the environment that its parameter of this name says. */
  private checkEnvironment({ name, type, options }: TemplateField): void {
    if (name !== 'environment' || !this.isWhole) return;
    const known: readonly string[] = Object.values(Environment);
    if (type !== TemplateFieldType.select || !options?.every((one) => known.includes(one))) {
      this.say(
        'type',
        `must be select, with options among ${known.join(', ')}, where the name is environment`,
      );
    }
  }

  /** Only of a field that is right otherwise: else it would be held against what it was not meant for. */
  private checkDefault(field: TemplateField): void {
    if (!this.isWhole || field.default_value === null) return;
    const fault = faultOf(field, field.default_value);
    if (fault) this.say('default_value', fault);
  }
}
