import { Controller, Get, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../core/access/requires.decorator';
import { ErrorBody } from '../core/errors/error-body';
import { Metrics } from '../core/telemetry/metrics';
import { ScrapeGuard } from './scrape-guard';

const SHOWN = `# HELP ops_database_up Whether PostgreSQL answers this instance: 1 or 0.
# TYPE ops_database_up gauge
ops_database_up 1
`;

@ApiTags('Health')
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly guard: ScrapeGuard,
  ) {}

  /** No account of this product opens it, so that the guard of the others has nothing to say: this one has its own. */
  @Get('metrics')
  @Public()
  @ApiOperation({
    summary: 'What Prometheus reads of this instance',
    description:
      'Asks for METRICS_TOKEN as the bearer token; where none is set it answers this machine alone, and in production nobody. Never rate limited.',
  })
  @ApiBearerAuth()
  @ApiOkResponse({
    description: 'Prometheus text format',
    content: { 'text/plain': { schema: { type: 'string', example: SHOWN } } },
  })
  @ApiUnauthorizedResponse({
    type: ErrorBody,
    description: 'UNAUTHORIZED: it is not METRICS_TOKEN → Send METRICS_TOKEN as the bearer token.',
  })
  @ApiForbiddenResponse({
    type: ErrorBody,
    description:
      'FORBIDDEN: without METRICS_TOKEN only this machine may ask, through no proxy, and in production nobody → Set METRICS_TOKEN and send it as the bearer token.',
  })
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.guard.admit(request);
    const text = await this.metrics.text();
    response.setHeader('Content-Type', this.metrics.contentType);
    response.setHeader('Cache-Control', 'no-store');
    response.end(request.method === 'HEAD' ? undefined : text);
  }
}
