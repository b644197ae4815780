import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiReads } from '../../core/http/api.decorators';
import { OncePerKey } from '../../core/http/idempotency';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { DeliveriesService } from './deliveries.service';
import { NotificationDelivery } from './delivery.entity';

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

  @Post(':id/retry')
  @HttpCode(202)
  @Requires('manage:thresholds')
  @ApiOperation({
    summary: 'Try a dead delivery again',
    description: 'It gets as many attempts as it had at first.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat gives the first answer again',
  })
  @ApiAcceptedResponse({ type: NotificationDelivery, description: 'It is queued' })
  @ApiNotFoundResponse({ type: ErrorBody, description: 'NOTIFICATION_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorBody, description: 'DELIVERY_NOT_DEAD, or IDEMPOTENCY_KEY_REUSED' })
  @OncePerKey()
  retry(@Param('id') id: string): Promise<StoredRow> {
    return this.deliveries.retry(id);
  }
}
