import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { readFeedDefaults } from '../feeds';
import type { AlertsTaken } from './alerts-taken';
import { AlertsBody, TakesAlerts } from './alert-feed.decorators';
import { AlertFeedService } from './alert-feed.service';

interface Alerts {
  readonly alerts: readonly unknown[];
  readonly truncated: number;
}

@ApiTags('Integrations')
@Controller('integrations/alertmanager')
export class AlertFeedController {
  constructor(private readonly feed: AlertFeedService) {}

  @Post()
  @Requires('write:incidents')
  @TakesAlerts('notification')
  @ApiOperation({
    summary: 'Take a notification of Alertmanager (webhook, version 4)',
    description:
      'An alert that fires opens one incident, however often it is told; its end resolves it. Alerts that cannot be taken do not hold up the others.',
  })
  notify(@AlertsBody() body: Alerts, @Query() query: Record<string, unknown>): Promise<AlertsTaken> {
    return this.take(body, query);
  }

  @Post('api/v2/alerts')
  @Requires('write:incidents')
  @TakesAlerts('list')
  @ApiOperation({
    summary: 'Take alerts as Alertmanager itself does (API v2)',
    description:
      'For Prometheus, which then needs no Alertmanager in between. An alert has ended once it is sent with an endsAt that is over; one that is not sent any more goes on.',
  })
  post(@AlertsBody() body: Alerts, @Query() query: Record<string, unknown>): Promise<AlertsTaken> {
    return this.take(body, query);
  }

  private take({ alerts, truncated }: Alerts, query: Record<string, unknown>): Promise<AlertsTaken> {
    return this.feed.take(alerts, truncated, readFeedDefaults(query, ['environment', 'squad']));
  }
}
