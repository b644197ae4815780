import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiReads } from '../../core/http/api.decorators';
import { Accepted } from '../../core/http/batch.decorators';
import { OncePerKey } from '../../core/http/idempotency';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { DeliveriesService } from './deliveries.service';
import { NotificationDelivery } from './delivery.entity';
import { RetryDeliveriesRequest } from './delivery.requests';

const KEY = {
  name: 'Idempotency-Key',
  required: false,
  description: 'A repeat gives the first answer again',
};

@ApiTags('Admin: notifications')
@Controller('admin/notifications')
export class NotificationsController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get()
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'List deliveries of notifications',
    description: 'Those that were given up: status=dead.',
  })
  @ApiList(NotificationDelivery)
  list(@ListParams({ entity: NotificationDelivery }) query: ListQuery): Promise<Page | CsvExport> {
    return this.deliveries.list(query);
  }

  @Get(':id')
  @Requires('manage:thresholds')
  @ApiOperation({ summary: 'Read a delivery and its attempts' })
  @ApiReads(NotificationDelivery, 'notification')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.deliveries.read(id);
  }

  @Post('retry')
  @HttpCode(202)
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Try dead deliveries again',
    description:
      'At most 1,000, first those that are dead the longest. Left out are those of the beginning of an alert that is over.',
  })
  @ApiHeader(KEY)
  @ApiAcceptedResponse({ type: Accepted, description: 'So many are queued' })
  @ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST' })
  @ApiConflictResponse({ type: ErrorBody, description: 'IDEMPOTENCY_KEY_REUSED' })
  @ApiPayloadTooLargeResponse({ type: ErrorBody, description: 'PAYLOAD_TOO_LARGE' })
  @ApiUnsupportedMediaTypeResponse({ type: ErrorBody, description: 'UNSUPPORTED_MEDIA_TYPE' })
  @OncePerKey()
  retryAll(@Body() which: RetryDeliveriesRequest): Promise<Accepted> {
    return this.deliveries.retryAll(which);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Try a dead delivery again',
    description: 'It gets as many attempts as it had at first.',
  })
  @ApiHeader(KEY)
  @ApiAcceptedResponse({ type: NotificationDelivery, description: 'It is queued' })
  @ApiNotFoundResponse({ type: ErrorBody, description: 'NOTIFICATION_NOT_FOUND' })
  @ApiConflictResponse({
    type: ErrorBody,
    description: 'DELIVERY_NOT_DEAD, DELIVERY_OVERTAKEN or IDEMPOTENCY_KEY_REUSED',
  })
  @OncePerKey()
  retry(@Param('id') id: string): Promise<StoredRow> {
    return this.deliveries.retry(id);
  }
}
