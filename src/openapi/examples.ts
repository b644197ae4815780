import { type ApiDocument, type Media, operationsOf, resolved, type Schema } from './document';

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c',
  'date-time': '2026-01-15T10:30:00.000Z',
  date: '2026-01-15',
  uri: 'https://ops.example.net/files/1',
  email: 'engineer@example.com',
  ipv4: '10.20.30.40',
  binary: 'The bytes of the file',
};

const FILES: Readonly<Record<string, string>> = {
  'application/pdf': '%PDF-1.7 …',
  'text/html': '<!doctype html><title>Incidents of January</title>',
  'text/csv': 'id,title\r\n3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c,Checkout fails\r\n',
};

/** Gives every body of a request and every answer an example made of those of its fields, unless it has one. */
export function giveExamples(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {}))
      complete(type, media, document);
    for (const { content } of Object.values(operation.responses)) {
      const json = content?.['application/json'];
      for (const [type, media] of Object.entries(content ?? {})) {
        if (type === 'text/csv' && json) media.example ??= csvOf(json, document);
        else complete(type, media, document);
      }
    }
  }
}

function complete(type: string, media: Media, document: ApiDocument): void {
  if (!media.schema || media.example !== undefined || media.examples) return;
  media.example =
    media.schema.format === 'binary' || (media.schema.type === 'string' && FILES[type])
      ? (media.schema.example ?? FILES[type] ?? BY_FORMAT.binary)
      : exampleOf(media.schema, document);
}

/** A value that fits the schema, made of the examples, defaults and limits that it names. */
export function exampleOf(schema: Schema, document: ApiDocument): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.$ref) return exampleOf(resolved(schema, document), document);
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first && (first.$ref || first.type || first.oneOf)) return exampleOf(first, document);
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, exampleOf(inner, document)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, document)] : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return BY_FORMAT[schema.format ?? first?.format ?? ''] ?? 'text';
  }
}

type Row = Record<string, unknown>;

/** The first row of a list's example, as its CSV has it. */
function csvOf({ schema = {} }: Media, document: ApiDocument): string {
  const example = exampleOf(schema, document) as Row[] | { data: Row[] };
  const [row] = Array.isArray(example) ? example : example.data;
  const cells = Object.values(row ?? {}).map((value) =>
    value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value as string | number),
  );
  const line = cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
  return `${Object.keys(row ?? {}).join(',')}\r\n${line}\r\n`;
}
