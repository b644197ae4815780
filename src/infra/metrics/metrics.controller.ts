import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page } from '../../core/http/answers';
import type { Batch } from '../../core/http/batch';
import { type Accepted, BatchBody, TakesBatch } from '../../core/http/batch.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Metric } from './metric.entity';
import { CreateMetricRequest } from './metric.requests';
import { ApiTimeSeries, TimeSeriesParams } from './metrics.decorators';
import { MetricsService } from './metrics.service';
import type { MetricTimeSeries, TimeSeriesQuery } from './time-series';

const LISTED = { defaultLimit: 20, flags: { latest: 'Only the newest point of each series' } };
const POINTS = { of: CreateMetricRequest, name: 'metrics' };

@ApiTags('InfraOps: metrics')
@Controller('infra/metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @Requires('read:metrics')
  @ApiOperation({ summary: 'List metric points', description: 'Newest first.' })
  @ApiList(Metric, LISTED)
  list(@ListParams({ entity: Metric, limits: LISTED }) query: ListQuery): Promise<Page | CsvExport> {
    return this.metrics.list(query);
  }

  @Post()
  @Requires('write:metrics')
  @ApiOperation({
    summary: 'Ingest metric points',
    description: '1 to 10,000 points: all of them or, if one of them is not right, none.',
  })
  @TakesBatch(POINTS)
  ingest(@BatchBody(POINTS) batch: Batch<CreateMetricRequest>): Promise<Accepted> {
    return this.metrics.ingest(batch);
  }

  @Get(':metric_name/timeseries')
  @Requires('read:metrics')
  @ApiOperation({
    summary: 'A metric over time',
    description:
      'One value for each interval that has points, over all series unless narrowed. A metric without points gives an empty list.',
  })
  @ApiTimeSeries()
  timeSeries(
    @Param('metric_name') name: string,
    @TimeSeriesParams() query: TimeSeriesQuery,
  ): Promise<MetricTimeSeries> {
    return this.metrics.timeSeries(name, query);
  }
}
