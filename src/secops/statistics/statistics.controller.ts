import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { StatisticsQuery } from './statistics-query';
import { ApiStatistics, StatisticsParams } from './statistics.decorators';
import { StatisticsService } from './statistics.service';
import type { VulnerabilityStats } from './vulnerability-stats';

@ApiTags('SecOps: vulnerabilities')
@Controller('secops/vulnerabilities/stats')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get()
  @Requires('read:vulnerabilities')
  @ApiOperation({
    summary: 'Vulnerabilities in figures',
    description:
      'Totals, by severity, status and CVSS range, the trend of the last 30 days (UTC), and the assets with most of them, ' +
      'all as of one moment.',
  })
  @ApiStatistics()
  measure(@StatisticsParams() query: StatisticsQuery): Promise<VulnerabilityStats> {
    return this.statistics.measure(query);
  }
}
