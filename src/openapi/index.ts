import type { OpenAPIObject } from '@nestjs/swagger';
import { giveHeaders, shareAnswers } from './answers';
import { asApiDocument, operationsOf } from './document';
import { wrapAnswers } from './envelope';
import { giveExamples } from './examples';
import { describeRefusals } from './refusals';
import { closeRequests, modernise, separateBodies } from './schemas';
import { groupTags } from './tags';

/** Makes a document out of what the decorators say: whole, in the words of OpenAPI 3.1, and with examples. */
export function completeDocument(made: OpenAPIObject, envelope: 'none' | 'success'): void {
  const document = asApiDocument(made);
  // No credentials are said to be needed where none are.
  for (const { operation } of operationsOf(document)) operation.security ??= [];
  groupTags(document);
  modernise(document);
  separateBodies(document);
  closeRequests(document);
  if (envelope === 'success') wrapAnswers(document);
  describeRefusals(document);
  giveHeaders(document);
  giveExamples(document);
  shareAnswers(document);
}
