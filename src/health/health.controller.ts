import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../core/access/requires.decorator';
import { HealthChecks } from '../core/health/health-checks';
import { RedisLink } from '../core/redis/redis-link';
import { DatabaseCheck } from './database-check';
import { Health, Liveness, Readiness } from './health.answers';

@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(
    private readonly database: DatabaseCheck,
    private readonly redis: RedisLink,
    private readonly checks: HealthChecks,
  ) {}

  @Get('health')
  @Public()
  @ApiOperation({
    summary: 'Whether this instance can serve',
    description:
      'For load balancers; never rate limited. Unhealthy from the moment that the server is told to stop.',
  })
  @ApiOkResponse({ type: Health })
  @ApiResponse({
    status: 503,
    type: Health,
    description: 'Something it needs is away, or it is being stopped',
  })
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const websocket = this.checks.isWell('websocket');
    const checks = { database: await this.database.isUp(), redis: this.redis.isHealthy, websocket };
    // Without Redis everything works, only more slowly told.
    const isHealthy = checks.database && websocket && !this.checks.isStopping;
    response.status(isHealthy ? 200 : 503);
    return { status: isHealthy ? 'healthy' : 'unhealthy', checks, timestamp: new Date().toISOString() };
  }

  /** The same for load balancers that can only reach paths below the API's. */
  @Get('api/v1/health')
  @Public()
  @ApiExcludeEndpoint()
  alias(@Res({ passthrough: true }) response: Response): Promise<Health> {
    return this.health(response);
  }

  @Get('health/live')
  @Public()
  @ApiOperation({
    summary: 'Whether this process works at all',
    description:
      'For the liveness probe of an orchestrator, which restarts what does not answer. Asks nobody else, so that an outage of the database restarts no server.',
  })
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { status: 'alive', timestamp: new Date().toISOString() };
  }

  @Get('health/ready')
  @Public()
  @ApiOperation({
    summary: 'Whether this instance wants requests',
    description:
      'For the readiness probe of an orchestrator. 503 while the database is away, and from the moment that the server is told to stop, while requests under way finish. A server listens only once migrations are done.',
  })
  @ApiOkResponse({ type: Readiness })
  @ApiResponse({ status: 503, type: Readiness, description: 'Send requests elsewhere' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const accepting = !this.checks.isStopping;
    const database = await this.database.isUp();
    const isReady = accepting && database;
    response.status(isReady ? 200 : 503);
    return {
      status: isReady ? 'ready' : 'not_ready',
      checks: { database, accepting },
      timestamp: new Date().toISOString(),
    };
  }
}
