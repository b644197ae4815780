import { type ApiDocument, type Media, operationsOf, resolved, type Schema } from './document';

/**
 * Puts the schemas into the words of OpenAPI 3.1, which are those of JSON Schema: `nullable` becomes the type null, and a
 * list of one alternative that alternative. 3.0 has no right way to say that a named schema may be null.
 */
export function modernise(document: ApiDocument): void {
  document.openapi = '3.1.0';
  const { schemas } = document.components;
  for (const [name, schema] of Object.entries(schemas)) schemas[name] = modern(schema);
  const renew = (holder: { schema?: Schema }): void => {
    if (holder.schema) holder.schema = modern(holder.schema);
  };
  for (const { operation } of operationsOf(document)) {
    operation.parameters?.forEach(renew);
    Object.values(operation.requestBody?.content ?? {}).forEach(renew);
    for (const { content, headers } of Object.values(operation.responses)) {
      Object.values(content ?? {}).forEach(renew);
      Object.values(headers ?? {}).forEach(renew);
    }
  }
}

function modern(schema: Schema): Schema {
  const { nullable, allOf, 'x-example': shown, 'x-open': isOpen, ...rest } = schema;
  if (shown !== undefined) rest.example = shown;
  if (isOpen) rest.additionalProperties = true;
  let made: Schema = allOf ? { ...rest, allOf } : rest;
  if (allOf?.length === 1) {
    made = { ...rest, ...allOf[0] };
    if (made.$ref) delete made.type;
  }
  if (made.properties) {
    made.properties = Object.fromEntries(
      Object.entries(made.properties).map(([name, inner]) => [name, modern(inner)]),
    );
  }
  if (made.items) made.items = modern(made.items);
  if (typeof made.additionalProperties === 'object')
    made.additionalProperties = modern(made.additionalProperties);
  for (const keyword of ['oneOf', 'anyOf', 'allOf'] as const) {
    if (made[keyword]) made[keyword] = made[keyword].map(modern);
  }
  return nullable ? orNull(made) : made;
}

function orNull(schema: Schema): Schema {
  const nothing: Schema = { type: 'null' };
  if (schema.$ref) {
    const { $ref, ...rest } = schema;
    return { ...rest, anyOf: [{ $ref }, nothing] };
  }
  if (schema.oneOf) return { ...schema, oneOf: [...schema.oneOf, nothing] };
  if (schema.anyOf) return { ...schema, anyOf: [...schema.anyOf, nothing] };
  if (schema.type === undefined) return schema;
  return {
    ...schema,
    type: [schema.type, 'null'].flat(),
    ...(schema.enum ? { enum: [...schema.enum, null] } : {}),
  };
}

/** Says of every object that requests are made of that it has no other fields: unknown ones are refused. */
export function closeRequests(document: ApiDocument): void {
  const seen = new Set<Schema>();
  const close = (schema: Schema): void => {
    const target = resolved(schema, document);
    if (seen.has(target)) return;
    seen.add(target);
    if (target.properties && target.additionalProperties === undefined) target.additionalProperties = false;
    for (const inner of Object.values(target.properties ?? {})) close(inner);
    for (const inner of [target.oneOf, target.anyOf, target.allOf].flatMap((list) => list ?? []))
      close(inner);
    if (target.items) close(target.items);
  };
  for (const { operation } of operationsOf(document)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) if (schema) close(schema);
  }
}

const isFile = (schema: Schema): boolean => schema.format === 'binary';
const fileOf = (schema: Schema): Schema | undefined => Object.values(schema.properties ?? {}).find(isFile);

/**
 * A route that takes JSON, a form or the file by itself is declared with one schema for all of them. Leaves each media type
 * what can come by it: no files in JSON, and no fields around a body that is the file.
 */
export function separateBodies(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      if (media.schema) media.schema = bodyOf(type, media, document);
    }
  }
}

function bodyOf(type: string, { schema = {} }: Media, document: ApiDocument): Schema {
  const variants = schema.oneOf ?? [schema];
  const hasFile = (variant: Schema): boolean => fileOf(resolved(variant, document)) !== undefined;
  if (!variants.some(hasFile)) return schema;
  const isForm = type === 'multipart/form-data';
  const fitting = variants.filter((variant) => hasFile(variant) === (type !== 'application/json'));
  if (type === 'application/json' || isForm) return fitting.length === 1 ? fitting[0] : { oneOf: fitting };
  return fileOf(resolved(fitting[0], document))!;
}
