import { type ApiDocument, operationsOf, resolved, type Schema } from './document';

/** Of a server that puts every JSON success body into the envelope: so do its answers. */
export function wrapAnswers(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const [status, { content }] of Object.entries(operation.responses)) {
      const media = content?.['application/json'];
      if (!media?.schema || Number(status) >= 300 || media.schema.format === 'binary') continue;
      media.schema = media.schema.oneOf
        ? { oneOf: media.schema.oneOf.map((variant) => wrapped(variant, document)) }
        : wrapped(media.schema, document);
      delete media.example;
    }
  }
}

/** What is an envelope already stays as it is, and of a page both parts are lifted. */
function wrapped(schema: Schema, document: ApiDocument): Schema {
  const { properties = {} } = resolved(schema, document);
  if ('success' in properties) return schema;
  const { data = schema, pagination } = 'pagination' in properties ? properties : ({} as typeof properties);
  return {
    type: 'object',
    required: ['success', 'data', ...(pagination ? ['pagination'] : []), 'timestamp'],
    properties: {
      success: { type: 'boolean', enum: [true] },
      data,
      ...(pagination ? { pagination } : {}),
      timestamp: { type: 'string', format: 'date-time' },
    },
  };
}
