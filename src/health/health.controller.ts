import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../core/access/requires.decorator';
import { Database } from '../core/database/database';

const TIMEOUT_MS = 2_000;

class HealthChecks {
  @ApiProperty()
  database!: boolean;

  @ApiProperty({ description: 'true when not configured' })
  redis!: boolean;

  @ApiProperty()
  websocket!: boolean;
}

export class Health {
  @ApiProperty({ enum: ['healthy', 'unhealthy'], enumName: 'HealthStatus', example: 'healthy' })
  status!: 'healthy' | 'unhealthy';

  @ApiProperty({ type: HealthChecks })
  checks!: HealthChecks;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  timestamp!: string;
}

@ApiTags('Health')
@Controller()
export class HealthController {
  private check: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {}

  @Get('health')
  @Public()
  @ApiOperation({
    summary: 'Whether this instance can serve',
    description: 'For load balancers; never rate limited.',
  })
  @ApiOkResponse({ type: Health })
  @ApiResponse({ status: 503, type: Health, description: 'Something it needs is away' })
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const database = await this.isDatabaseUp();
    response.status(database ? 200 : 503);
    const checks = { database, redis: true, websocket: true };
    return { status: database ? 'healthy' : 'unhealthy', checks, timestamp: new Date().toISOString() };
  }

  /** The same for load balancers that can only reach paths below the API's. */
  @Get('api/v1/health')
  @Public()
  @ApiExcludeEndpoint()
  alias(@Res({ passthrough: true }) response: Response): Promise<Health> {
    return this.health(response);
  }

  /** However many ask at a time, the database is asked once. */
  private isDatabaseUp(): Promise<boolean> {
    return (this.check ??= this.askDatabase().finally(() => (this.check = undefined)));
  }

  private async askDatabase(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), TIMEOUT_MS)));
    const check = this.database.query({ text: 'select 1' }, []).then(
      () => true,
      () => false,
    );
    return Promise.race([check, timeout]).finally(() => clearTimeout(timer));
  }
}
