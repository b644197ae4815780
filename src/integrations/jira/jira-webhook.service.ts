import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { InvalidRequest, Unauthorized } from '../../core/errors/domain-error';
import { JiraLinkQueries } from './jira-links.queries';
import { JiraPump } from './jira-pump';
import { isSigned } from './webhook-signature';

type Json = Record<string, unknown>;

const EVENTS = new Set(['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted']);
const LABEL = /^occ-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What Jira tells of its issues. */
@Injectable()
export class JiraWebhookService {
  constructor(
    private readonly links: JiraLinkQueries,
    private readonly pump: JiraPump,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Has the issue looked at anew if it is one of ours. Nothing is believed but that it changed: so it does not matter in which
   * order such news come, how old they are, and how often. Throws Unauthorized, InvalidRequest.
   */
  async hear(body: Buffer, signature: string | undefined): Promise<void> {
    // Who is not configured knows no right signature.
    const secret = this.config.JIRA_API_URL ? this.config.JIRA_WEBHOOK_SECRET : '';
    if (!isSigned(body, signature, secret))
      throw new Unauthorized(
        'The signature in X-Hub-Signature is missing or wrong.',
        'Sign the body with the secret that is configured here.',
      );
    const { webhookEvent, issue } = readBody(body);
    if (!EVENTS.has(String(webhookEvent))) return;
    const { id, key, fields } = (issue ?? {}) as Json;
    if (!/^\d{1,20}$/.test(String(id))) return;
    const isOurs =
      (await this.links.heard(String(id), webhookEvent === 'jira:issue_deleted')) ||
      (await this.claim(String(id), String(key), (fields ?? {}) as Json));
    if (isOurs) this.pump.wake();
  }

  /** Of an issue that carries our label it is known at last that it was created. */
  private async claim(id: string, key: string, { labels }: Json): Promise<boolean> {
    const project = this.config.JIRA_PROJECT_KEY;
    if (!key.startsWith(`${project}-`) || !/^[1-9]\d{0,15}$/.test(key.slice(project.length + 1)))
      return false;
    for (const label of Array.isArray(labels) ? labels.slice(0, 100) : []) {
      const rowId = LABEL.exec(String(label))?.[1];
      if (rowId && (await this.links.claim(rowId, { id, key }))) return true;
    }
    return false;
  }
}

function readBody(body: Buffer): Json {
  try {
    const parsed = JSON.parse(body.toString()) as unknown;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Json;
  } catch {
    // Said below.
  }
  throw InvalidRequest.field('', 'the body is not a JSON object');
}
