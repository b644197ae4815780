import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Requires } from '../../core/access/requires.decorator';
import { InvalidRequest } from '../../core/errors/domain-error';
import type { OpsRequest } from '../../core/http/request';
import { readFeedDefaults } from '../feeds';
import { TakesRemoteWrite } from './remote-write.decorators';
import { RemoteWriteService } from './remote-write.service';

@ApiTags('Integrations')
@Controller('integrations/prometheus')
export class RemoteWriteController {
  constructor(private readonly remoteWrite: RemoteWriteService) {}

  @Post('write')
  @Requires('write:metrics')
  @TakesRemoteWrite()
  @ApiOperation({
    summary: 'Take measurements from Prometheus (remote write 1.0)',
    description:
      'Up to 50,000 samples. What is no finite number (stale markers among them) is left out. The same request again stores nothing twice.',
  })
  async write(
    @Query() query: Record<string, unknown>,
    @Req() request: OpsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { environment } = readFeedDefaults(query, ['environment']);
    const { samples, refused, violations } = await this.remoteWrite.write(
      request.body as Buffer,
      environment,
    );
    // Also on refusals: senders count by them.
    response.setHeader('X-Prometheus-Remote-Write-Samples-Written', samples);
    response.setHeader('X-Prometheus-Remote-Write-Histograms-Written', 0);
    response.setHeader('X-Prometheus-Remote-Write-Exemplars-Written', 0);
    if (refused > 0) {
      const message = `${refused} samples are refused, ${samples} are stored: see details.`;
      throw new InvalidRequest(violations, message);
    }
  }
}
