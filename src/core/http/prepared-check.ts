import type { Type } from '@nestjs/common';
import { TransformationType } from 'class-transformer';
import { defaultMetadataStorage as transformations } from 'class-transformer/cjs/storage';
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';
import type { TransformMetadata } from 'class-transformer/types/interfaces';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata';

type Fields = Record<string, unknown>;

interface Rules {
  /** All must hold for the others to be asked. */
  readonly conditions: ((object: Fields, value: unknown) => boolean)[];
  readonly demands: ((object: Fields, value: unknown) => boolean)[];
  /** What becomes of the value before it is looked at; null when only the libraries know. */
  readonly transforms: readonly TransformMetadata['transformFn'][] | null;
}

/**
 * The rules that class-validator knows of a class, looked up once instead of for every body. It only ever says yes: for
 * whatever is not plain and right the libraries themselves must look, and find the words. A large share of what a
 * creation costs is spared that way.
 */
export class PreparedCheck {
  private static readonly known = new WeakMap<Type<object>, PreparedCheck | null>();

  /** Null for a class whose rules need more than a look at each field by itself. */
  static of(type: Type<object>): PreparedCheck | null {
    let check = this.known.get(type);
    if (check === undefined) this.known.set(type, (check = prepare(type)));
    return check;
  }

  constructor(
    private readonly type: Type<object>,
    private readonly rules: ReadonlyMap<string, Rules>,
  ) {}

  /** The body as an instance of the class if it is plain and right, else null. */
  take(body: object): object | null {
    const taken = new this.type() as Fields;
    for (const name of Object.keys(body)) {
      const transforms = this.rules.get(name)?.transforms;
      let value = (body as Fields)[name];
      if (!transforms || !isPlain(value)) return null;
      for (const transform of transforms) {
        value = transform({
          value,
          key: name,
          obj: body,
          type: TransformationType.PLAIN_TO_CLASS,
          options: {},
        });
      }
      taken[name] = value;
    }
    for (const [name, { conditions, demands }] of this.rules) {
      const value = taken[name];
      if (!conditions.every((holds) => holds(taken, value))) continue;
      if (!demands.every((isMet) => isMet(taken, value))) return null;
    }
    return taken;
  }
}

/** A simple value, a list of such, or an object of such as JSON has them: nothing that the libraries would look into. */
function isPlain(value: unknown): boolean {
  if (isSimple(value)) return true;
  if (Array.isArray(value)) return value.every(isSimple);
  const isRecord = Object.getPrototypeOf(value) === Object.prototype;
  return (
    isRecord &&
    Object.entries(value as object).every(([name, inner]) => isSimple(inner) && !LEFT_OUT.has(name))
  );
}

const isSimple = (value: unknown): boolean => typeof value !== 'object' || value === null;
/** Names that class-transformer does not copy. */
const LEFT_OUT = new Set(['__proto__', 'constructor']);

function prepare(type: Type<object>): PreparedCheck | null {
  const isShaped =
    transformations.getExposedMetadatas(type).length + transformations.getExcludedMetadatas(type).length;
  if (isShaped || transformations.getStrategy(type) !== 'none') return null;
  const rules = new Map<string, Rules>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)) {
    const name = metadata.propertyName;
    let known = rules.get(name);
    if (!known) {
      rules.set(name, (known = { conditions: [], demands: [], transforms: transformsOf(type, name) }));
    }
    if (metadata.type === ValidationTypes.WHITELIST) continue;
    if (metadata.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      known.conditions.push(metadata.constraints[0] as Rules['conditions'][number]);
    } else if (
      metadata.type === ValidationTypes.CUSTOM_VALIDATION ||
      metadata.type === ValidationTypes.IS_DEFINED
    ) {
      const demands = demandsOf(metadata);
      if (!demands) return null;
      known.demands.push(...demands);
    } else return null;
  }
  // A class without rules is none of ours: what it takes, the libraries say.
  return rules.size > 0 ? new PreparedCheck(type, rules) : null;
}

function transformsOf(type: Type<object>, name: string): Rules['transforms'] {
  if (transformations.findTypeMetadata(type, name)) return null;
  const found = transformations.findTransformMetadatas(type, name, TransformationType.PLAIN_TO_CLASS);
  // Of groups and versions the libraries make a choice.
  if (found.some(({ options = {} }) => options.groups || options.since || options.until)) return null;
  return found.map(({ transformFn }) => transformFn);
}

/** Null when an answer would be waited for. */
function demandsOf(metadata: ValidationMetadata): Rules['demands'] | null {
  const constraints = getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
  if (constraints.some((constraint) => constraint.async)) return null;
  const { propertyName: property, constraints: limits, each, validateIf } = metadata;
  return constraints.map(({ instance }) => (object, value) => {
    if (validateIf && !validateIf(object, value)) return true;
    const args: ValidationArguments = {
      targetName: object.constructor.name,
      property,
      object,
      value,
      constraints: limits,
    };
    if (each && Array.isArray(value)) return value.every((item) => instance.validate(item, args) === true);
    return instance.validate(value, args) === true;
  });
}
