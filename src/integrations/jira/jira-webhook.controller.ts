import { Controller, Headers, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedRequest } from '../../core/access/requires.decorator';
import type { OpsRequest } from '../../core/http/request';
import { TakesWebhook } from './jira-webhook.decorators';
import { JiraWebhookService } from './jira-webhook.service';

@ApiTags('Integrations')
@Controller('integrations/jira')
export class JiraWebhookController {
  constructor(private readonly webhook: JiraWebhookService) {}

  @Post('webhook')
  @SignedRequest()
  @TakesWebhook()
  @ApiOperation({
    summary: 'Take news of issues from Jira (webhook)',
    description:
      'Signed by Jira. What has changed is then read from Jira itself, so that old, repeated and misordered news do no harm.',
  })
  hear(@Req() request: OpsRequest, @Headers('x-hub-signature') signature?: string): Promise<void> {
    const body: unknown = request.body;
    return this.webhook.hear(Buffer.isBuffer(body) ? body : Buffer.alloc(0), signature);
  }
}
