import type { INestApplication } from '@nestjs/common';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../../src/openapi';
import { type ApiDocument, asApiDocument } from '../../src/openapi/document';
import type { OnAnswer } from './actor';
import { Witness } from './openapi-witness';

/** Every answer is held against the document of the very application that gave it. */
export function comparesWithDocument(app: INestApplication, envelope: string): OnAnswer {
  let witness: Witness | undefined;
  return (asked, answered) => {
    witness ??= new Witness(documentOf(app, envelope));
    const faults = witness.faults(asked, answered);
    if (faults.length > 0) {
      throw new Error(
        `${asked.method} ${asked.path} gave ${answered.status}, and the OpenAPI document is wrong about it:\n` +
          faults.map((fault) => `  ${fault}`).join('\n'),
      );
    }
  };
}

/** Making the document takes half a second: the first server of a test run makes it for all others. */
function documentOf(app: INestApplication, envelope: string): ApiDocument {
  const path = process.env.TEST_OPENAPI;
  if (!path || envelope !== 'none') return asApiDocument(openApiDocument(app));
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ApiDocument;
  } catch {
    const document = asApiDocument(openApiDocument(app));
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(document));
    renameSync(draft, path);
    return document;
  }
}
