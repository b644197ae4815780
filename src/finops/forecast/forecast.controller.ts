import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { Forecast } from './forecast';
import type { ForecastQuery } from './forecast-query';
import { ApiForecast, ForecastParams } from './forecast.decorators';
import { ForecastService } from './forecast.service';

@ApiTags('FinOps: forecast')
@Controller('finops/forecast')
export class ForecastController {
  constructor(private readonly forecasts: ForecastService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({
    summary: 'Forecast the costs of the coming days',
    description:
      'Per day and in all, from today on (UTC), with an 80 % interval. The answer says how it was made.',
  })
  @ApiForecast()
  forecast(@ForecastParams() query: ForecastQuery): Promise<Forecast> {
    return this.forecasts.forecast(query);
  }
}
