import { Module } from '@nestjs/common';
import { InfraModule } from '../../infra';
import { JiraChangelog } from './jira-changelog';
import { JiraClient } from './jira-client';
import { JiraFollower } from './jira-follower';
import { JiraIssues } from './jira-issues';
import { JiraLinkQueries } from './jira-links.queries';
import { JiraLosses } from './jira-losses';
import { JiraPump } from './jira-pump';
import { JiraRows } from './jira-rows';
import { JiraSync } from './jira-sync';
import { JiraTurnQueries } from './jira-turn.queries';
import { JiraWebhookController } from './jira-webhook.controller';
import { JiraWebhookService } from './jira-webhook.service';

/** Incidents and tasks as issues in Jira. Without JIRA_API_URL it does nothing. */
@Module({
  imports: [InfraModule],
  controllers: [JiraWebhookController],
  providers: [
    JiraClient,
    JiraChangelog,
    JiraIssues,
    JiraRows,
    JiraLinkQueries,
    JiraTurnQueries,
    JiraLosses,
    JiraSync,
    JiraPump,
    JiraFollower,
    JiraWebhookService,
  ],
})
export class JiraModule {}
