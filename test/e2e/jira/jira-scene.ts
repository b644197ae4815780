import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { until } from '../../support/until';
import { draft, type IncidentBody } from '../infra/fixtures';
import { type DoubleIssue, JiraDouble, SECRET, webhook } from './jira-double';

export const TOKEN = 'jira-token-of-the-test';

/** A server that is connected to a Jira of its own. */
export class JiraScene {
  private constructor(
    readonly jira: JiraDouble,
    readonly server: TestServer,
    readonly engineer: Actor,
    private readonly settings: Record<string, string>,
  ) {}

  static async open(more: Record<string, string> = {}): Promise<JiraScene> {
    const jira = await JiraDouble.open();
    const settings = {
      ...{ JIRA_API_URL: jira.url, JIRA_API_TOKEN: TOKEN, JIRA_USER_EMAIL: 'ops@example.com' },
      ...{ JIRA_PROJECT_KEY: 'OPS', JIRA_WEBHOOK_SECRET: SECRET, JIRA_ISSUE_TYPE_INCIDENT: 'Incident' },
      ...{ JIRA_RETRY_SECONDS: '0.05', JIRA_SETTLE_SECONDS: '0.2', JIRA_TIMEOUT_SECONDS: '1.5' },
      ...more,
    };
    const server = await startServer(settings);
    return new JiraScene(jira, server, await server.as('engineer'), settings);
  }

  /** Another instance on the same database. */
  another(more: Record<string, string> = {}): Promise<TestServer> {
    return startServer({ ...this.settings, ...more }, this.server.databaseUrl);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.jira.close();
  }

  async opened(more: Record<string, unknown> = {}): Promise<IncidentBody> {
    const { status, body, text } = await this.engineer.post<IncidentBody>('/infra/incidents', draft(more));
    if (status !== 201) throw new Error(text);
    return body;
  }

  /** An incident whose issue is there, and nothing left to tell. */
  async linked(more: Record<string, unknown> = {}): Promise<{ incident: IncidentBody; issue: DoubleIssue }> {
    const { id } = await this.opened(more);
    return { incident: await this.hasIssue(id), issue: this.jira.of(id)[0] };
  }

  async hasIssue(id: string): Promise<IncidentBody> {
    await this.settled();
    return this.becomesLinked(id);
  }

  /** Whatever is left to tell of others. */
  becomesLinked(id: string): Promise<IncidentBody> {
    return until(`${id} is linked`, async () => {
      const { body } = await this.engineer.get<IncidentBody>(`/infra/incidents/${id}`);
      return body.jira_url !== null && body;
    });
  }

  read(id: string): Promise<Answer<IncidentBody>> {
    return this.engineer.get<IncidentBody>(`/infra/incidents/${id}`);
  }

  change(id: string, body: object): Promise<Answer<IncidentBody>> {
    return this.engineer.patch<IncidentBody>(`/infra/incidents/${id}`, body);
  }

  /** Jira has been told all that it can be told. */
  async settled(): Promise<void> {
    await until('nothing is left to tell', async () => {
      const [{ left }] = await this.server.sql<{ left: number }>(
        `select count(*)::int as left from jira_links where wanted > done and state <> 'ended'`,
      );
      return left === 0;
    });
  }

  /** Jira was found to be away: whoever asks it next reads first what is to be told. */
  async paused(): Promise<void> {
    await until('Jira is left alone for a while', async () => {
      const [{ is }] = await this.server.sql<{ is: boolean }>(
        `select paused_until > now() as is from jira_turn`,
      );
      return is;
    });
  }

  /** Jira tells of an issue, and all that follows is done. */
  async tells(event: 'created' | 'updated' | 'deleted', issue: DoubleIssue): Promise<void> {
    const { body, headers } = webhook(event, issue);
    const answer = await this.hear(body, headers);
    if (answer.status !== 204) throw new Error(`${answer.status} ${answer.text}`);
    await this.settled();
  }

  hear(body: string, headers: Record<string, string>): Promise<Answer<unknown>> {
    return this.server.anonymous.send('POST', '/integrations/jira/webhook', body, headers);
  }
}
