import type { OpenAPIObject } from '@nestjs/swagger';

/** A JSON schema as it stands in the document. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  minItems?: number;
  /** OpenAPI 3.0 only. */
  nullable?: boolean;
  [keyword: string]: unknown;
}

export interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, unknown>;
}

export interface Header {
  $ref?: string;
  description?: string;
  required?: boolean;
  schema?: Schema;
}

export interface Answer {
  $ref?: string;
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, Media>;
  /** Of an error answer, the codes that it may carry. */
  'x-error-codes'?: string[];
}

export interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  'x-permission'?: string;
}

/** The document, as far as it is worked on here. */
export interface ApiDocument {
  openapi: string;
  tags?: { name: string; description: string }[];
  'x-tagGroups'?: { name: string; tags: string[] }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses?: Record<string, Answer>;
    headers?: Record<string, Header>;
  };
}

export const asApiDocument = (document: OpenAPIObject): ApiDocument => document as unknown as ApiDocument;

export interface DocumentedOperation {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly operation: Operation;
}

export const operationsOf = ({ paths }: ApiDocument): DocumentedOperation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

const SCHEMAS = '#/components/schemas/';

/** What a schema refers to, or the schema itself. */
export function resolved(schema: Schema, document: ApiDocument): Schema {
  if (!schema.$ref) return schema;
  const found = document.components.schemas[schema.$ref.slice(SCHEMAS.length)];
  if (!found) throw new Error(`${schema.$ref} does not exist`);
  return resolved(found, document);
}
