import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, ApiTakesJson } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Recommendation } from './recommendation.entity';
import { UpdateRecommendationRequest } from './recommendation.requests';
import { RecommendationsService } from './recommendations.service';
import { RefreshSummary } from './refresh-summary';

@ApiTags('FinOps: recommendations')
@Controller('finops/recommendations')
export class RecommendationsController {
  constructor(private readonly recommendations: RecommendationsService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({
    summary: 'List recommendations',
    description: 'Where money can be saved, newest first unless asked otherwise.',
  })
  @ApiList(Recommendation)
  list(@ListParams({ entity: Recommendation }) query: ListQuery): Promise<Page | CsvExport> {
    return this.recommendations.list(query);
  }

  @Post('refresh')
  @HttpCode(200)
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Look for savings now',
    description:
      'What happens once a day anyway: finds idle resources, services whose cost has grown and storage that keeps growing, brings open recommendations up to date, and completes those whose cause is gone.',
  })
  @ApiOkResponse({ type: RefreshSummary })
  @ApiTakesJson()
  refresh(): Promise<RefreshSummary> {
    return this.recommendations.refresh();
  }

  @Get(':id')
  @Requires('read:costs')
  @ApiOperation({ summary: 'Read a recommendation' })
  @ApiReads(Recommendation, 'recommendation')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.recommendations.read(id);
  }

  @Patch(':id')
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Take up, complete, dismiss or reopen a recommendation',
    description:
      'completed_at follows the status. A completed or dismissed one must become pending or in_progress before it can be closed in the other way. A dismissed one never comes back by itself; growth that is measured against later days is another one.',
  })
  @ApiChanges(Recommendation, 'recommendation')
  @ApiConflictResponse({
    type: ErrorBody,
    description:
      'INVALID_TRANSITION: details say what is allowed; or CONFLICT with a newer one of the same cause',
  })
  update(@Param('id') id: string, @Body() body: UpdateRecommendationRequest): Promise<StoredRow> {
    return this.recommendations.update(id, body);
  }
}
