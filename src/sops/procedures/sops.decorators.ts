import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiProperty,
} from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { ApiTakesJson, Creates } from '../../core/http/api.decorators';
import { TakesBody } from '../../core/http/body';
import { StreamedUpload } from '../../core/storage/streamed-upload.interceptor';
import { UploadCleanup } from '../../core/storage/upload-cleanup.interceptor';
import { Sop } from './sop.entity';
import { LifeCycleRequest } from './sop.requests';

/** For the OpenAPI document: the content of an SOP, rendered. */
export class SopHtml {
  @ApiProperty({ format: 'uuid' })
  sop_id!: string;

  @ApiProperty({ example: '1.2.0' })
  version!: string;

  @ApiProperty({ example: '<h2>When</h2>' })
  html!: string;
}

/** A POST that moves an SOP to the next state. */
export const ApiLifeCycleStep = (): MethodDecorator =>
  applyDecorators(
    ApiBody({ type: LifeCycleRequest, required: false }),
    ApiOkResponse({ type: Sop }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name what is wrong' }),
    ApiTakesJson(),
    ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_NOT_FOUND' }),
    ApiConflictResponse({
      type: ErrorBody,
      description:
        'SOP_STATUS_CONFLICT: draft → review → approved → archived, one step at a time; SOP_VERSION_CONFLICT',
    }),
  );

const STREAMS = ['text/markdown', 'text/x-markdown', 'text/plain'];
const EXAMPLE = `---
title: Restart the payment gateway
category: incident_response
description: When checkouts time out.
---

Customers cannot pay meanwhile.

## Step: Restart it

\`\`\`command
kubectl rollout restart deployment/{{service}}
\`\`\`
`;
const file = { type: 'string', format: 'binary', example: EXAMPLE } as const;

/** A POST of a Markdown file, as the body or as `file` of a form. */
export const TakesMarkdown = (): MethodDecorator =>
  applyDecorators(
    TakesBody({ multipart: true, streams: STREAMS }),
    Creates(Sop),
    UseInterceptors(FileInterceptor('file'), StreamedUpload, UploadCleanup),
    ApiConsumes(...STREAMS, 'multipart/form-data'),
    ApiBody({ schema: { type: 'object', required: ['file'], properties: { file } } }),
    ApiConflictResponse({
      type: ErrorBody,
      description:
        'SOP_VERSION_CONFLICT: changed since the file was made; SOP_ARCHIVED; IDEMPOTENCY_KEY_REUSED',
    }),
  );
