import type { Type } from '@nestjs/common';
import { Entity } from 'typeorm';
import type { EventDeclaration } from '../events/event-declaration';
import { Id, Internal } from '../fields/decorators';
import { type FieldDefinition, fieldsOf, publicName } from '../fields/field';

/** What every row of a business table has. */
export abstract class Row {
  @Id()
  id!: string;

  /** Set when the row was removed; such rows vanish from every read. */
  @Internal('timestamp', { nullable: true })
  deleted_at!: Date | null;

  /** Grows with every change (by trigger); the row's ETag. */
  @Internal('integer', { generated: true })
  version!: number;
}

export interface ResourceOptions<T> {
  /** Singular, e.g. `incident`: names the resource in errors and audit rows. */
  readonly name: string;
  readonly table: string;
  /** Column that names a row to people, in audit rows. */
  readonly label: keyof T & string;
  /** A second unique key that paths accept in place of the id. */
  readonly alternateKey?: {
    readonly column: keyof T & string;
    readonly pattern: RegExp;
    /** Column of the key that the row had before, which paths accept still. */
    readonly formerly?: keyof T & string;
  };
  /** When a row is audited as part of another resource: that resource and the column that holds its id. */
  readonly auditedAs?: { readonly name: string; readonly id: keyof T & string };
  readonly events?: EventDeclaration<T>;
  /**
   * Whether the table keeps a row's JSON in a generated column `wire`: for resources that are listed all the time and
   * whose JSON depends on nothing but the row. A conformance test compares the column with the fields.
   */
  readonly keepsWire?: boolean;
  /** Rows are never changed nor removed: the table has neither deleted_at nor version. */
  readonly appendOnly?: boolean;
  /** SQL of the row's environment, for callers that are bound to one; by default the column `environment` if there is one. */
  readonly environment?: (row: string) => string;
}

/** What statements need to know of a resource, whatever its entity. */
export interface ResourceShape {
  readonly name: string;
  readonly table: string;
  readonly label: string;
  readonly auditedAs?: { readonly name: string; readonly id: string };
  readonly events?: Pick<EventDeclaration<never>, 'type' | 'permission'>;
  readonly keepsWire?: boolean;
  readonly appendOnly?: boolean;
  readonly environment?: (row: string) => string;
  readonly fields: readonly FieldDefinition[];
  /** Fields that leave, in order. */
  readonly wireFields: readonly FieldDefinition[];
  /** Columns that an insert writes. */
  readonly insertColumns: readonly FieldDefinition[];
  /** Columns that a change may write. */
  readonly changeColumns: readonly FieldDefinition[];
  /** Whether a row may hold megabytes. */
  readonly isBulky: boolean;
  /** Public name of the resource's own time: the field declared with @CreatedAt, or with `time`. */
  readonly time: string;
}

/** An entity's declaration, ready for use. */
export interface ResourceSpec<T = unknown> extends ResourceShape, Pick<ResourceOptions<T>, 'alternateKey'> {
  readonly entity: Type<T>;
  readonly events?: EventDeclaration<T>;
}

const OPTIONS = 'occ:resource';
const specs = new Map<Type, ResourceShape>();

/** Declares a class as a resource: its table, names and events. */
export function Resource<T>(options: ResourceOptions<T>) {
  return (entity: Type<T>): void => {
    Entity({ name: options.table })(entity);
    Reflect.defineMetadata(OPTIONS, options, entity);
  };
}

/** The specification of a resource, compiled once. */
export function specOf<T>(entity: Type<T>): ResourceSpec<T> {
  let spec = specs.get(entity) as ResourceSpec<T> | undefined;
  if (!spec) specs.set(entity, (spec = compile(entity)));
  return spec;
}

/** Whether the class was declared with @Resource. */
export const isResource = (entity: Type): boolean => Reflect.hasMetadata(OPTIONS, entity);

function compile<T>(entity: Type<T>): ResourceSpec<T> {
  const options = Reflect.getMetadata(OPTIONS, entity) as ResourceOptions<T> | undefined;
  if (!options) throw new Error(`${entity.name} is not declared with @Resource`);
  const fields = fieldsOf(entity);
  const time = fields.find((field) => field.time);
  const hasEnvironment = fields.some((field) => field.name === 'environment');
  return {
    ...options,
    environment: options.environment ?? (hasEnvironment ? (row) => `${row}.environment` : undefined),
    entity,
    fields,
    wireFields: fields.filter((field) => !field.hidden),
    insertColumns: fields.filter((field) => !field.generated && field.kind !== 'computed'),
    changeColumns: fields.filter((field) => field.generated !== true && field.kind !== 'computed'),
    isBulky: fields.some((field) => field.bulky),
    time: time ? publicName(time) : 'id',
  };
}
