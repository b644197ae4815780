import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { JsonText } from '../../core/http/answers';
import { exactJson } from '../../core/http/exact-json';
import type { SummaryQuery } from './summary-query';
import { ApiSummary, SummaryParams } from './summary.decorators';
import { SummaryService } from './summary.service';

@ApiTags('FinOps: costs')
@Controller('finops/summary')
export class SummaryController {
  constructor(private readonly summaries: SummaryService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({
    summary: 'Sum up the costs of a period',
    description:
      'A day, a week from Monday to Sunday, or a calendar month, in UTC; by environment and by service; compared with as many days from the beginning of the period before (of a shorter one, as many that end with it), of a running period the days up to today.',
  })
  @ApiSummary()
  async summarize(@SummaryParams() query: SummaryQuery): Promise<JsonText> {
    return exactJson(await this.summaries.summarize(query));
  }
}
