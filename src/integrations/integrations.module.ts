import { Module } from '@nestjs/common';
import { InfraModule } from '../infra';
import { AlertFeedQueries } from './alertmanager/alert-feed.queries';
import { AlertFeedChores } from './alertmanager/alert-feed.chores';
import { AlertFeedController } from './alertmanager/alert-feed.controller';
import { AlertFeedService } from './alertmanager/alert-feed.service';
import { JiraModule } from './jira';
import { RemoteWriteController } from './prometheus/remote-write.controller';
import { RemoteWriteService } from './prometheus/remote-write.service';

/** What other systems tell us by their own protocols, and Jira, which is told, too. */
@Module({
  imports: [InfraModule, JiraModule],
  controllers: [AlertFeedController, RemoteWriteController],
  providers: [AlertFeedService, AlertFeedQueries, AlertFeedChores, RemoteWriteService],
})
export class IntegrationsModule {}
