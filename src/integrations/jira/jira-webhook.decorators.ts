import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiNoContentResponse } from '@nestjs/swagger';
import { ApiTakesJson } from '../../core/http/api.decorators';
import { TakesBody } from '../../core/http/body';

/** A POST of a signed webhook of Jira: 204. The handler gets the bytes, as they are what is signed. */
export const TakesWebhook = (): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    TakesBody({ unread: true }),
    ApiTakesJson(),
    ApiHeader({
      name: 'X-Hub-Signature',
      required: false,
      description: 'HMAC-SHA256 of the body under JIRA_WEBHOOK_SECRET. Without it the answer is 401.',
      schema: { type: 'string', example: `sha256=${'0123456789abcdef'.repeat(4)}` },
    }),
    ApiBody({
      schema: {
        type: 'object',
        additionalProperties: true,
        properties: {
          webhookEvent: { type: 'string', example: 'jira:issue_updated' },
          issue: {
            type: 'object',
            additionalProperties: true,
            properties: { id: { type: 'string' }, key: { type: 'string' } },
          },
        },
        example: {
          timestamp: 1_768_473_000_000,
          webhookEvent: 'jira:issue_updated',
          issue: { id: '10042', key: 'OPS-42' },
        },
      },
    }),
    ApiNoContentResponse({ description: 'Heard; issues that belong to nothing here are left alone' }),
  );
