import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { AddressGuard } from '../../core/outgoing/address-guard';
import { ExchangeFailed } from '../../core/outgoing/outgoing.errors';
import { type OutgoingAnswer, OutgoingHttp } from '../../core/outgoing/outgoing-http';
import { CONTROL_CHARACTERS } from '../../core/text/control-characters';
import { JiraAway, JiraRefused } from './jira.errors';

export interface JiraRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below /rest/api/3. */
  readonly path: string;
  readonly body?: object;
  /** Whether it is about one issue that is there: then a refusal says nothing about other requests. */
  readonly ofIssue: boolean;
  /** As much of an answer as is read; 2 MiB unless said otherwise. */
  readonly most?: number;
  readonly signal: AbortSignal;
}

export interface JiraAnswer {
  /** Parsed; null when there is none. */
  readonly json: unknown;
  /** Milliseconds by which Jira's clock is ahead of ours; 0 if it is right, or does not say. */
  readonly skewMs: number;
}

const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MAX_ERROR = 500;
/** As Date has whole seconds, a clock that is off by less counts as right. */
const LEAST_SKEW_MS = 2_000;
const LONGEST_WAIT_SECONDS = 3_600;

/** Requests to Jira's REST API, version 3. What goes wrong is one of two errors; neither holds a credential. */
@Injectable()
export class JiraClient {
  /** The site is the operator's own setting, and may lie in the network that this server stands in. */
  private readonly http = new OutgoingHttp(new AddressGuard(true));
  private readonly authorization: string;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { JIRA_API_TOKEN: token, JIRA_USER_EMAIL: email } = config;
    this.authorization = email
      ? `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
      : `Bearer ${token}`;
  }

  /** Throws JiraAway and JiraRefused. */
  async call(request: JiraRequest): Promise<JiraAnswer> {
    const answer = await this.exchange(request);
    const { status, body } = answer;
    if (status < 200 || status > 299) throw faultOf(answer, request.ofIssue);
    const skewMs = skewOf(answer);
    if (body === '') return { json: null, skewMs };
    try {
      return { json: JSON.parse(body, storable) as unknown, skewMs };
    } catch {
      const most = request.most ?? MAX_ANSWER_BYTES;
      if (request.ofIssue && Buffer.byteLength(body) >= most)
        throw new JiraRefused(status, `Jira answered ${status} with more than ${most} bytes`, []);
      throw new JiraAway(`Jira answered ${status} with what is no JSON`, true);
    }
  }

  private async exchange({ method, path, body, most, signal }: JiraRequest): Promise<OutgoingAnswer> {
    try {
      return await this.http.send(`${this.config.JIRA_API_URL}/rest/api/3${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: this.authorization,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : '',
        maxAnswerBytes: most ?? MAX_ANSWER_BYTES,
        timeoutMs: Math.round(this.config.JIRA_TIMEOUT_SECONDS * 1_000),
        signal,
      });
    } catch (error) {
      if (error instanceof ExchangeFailed)
        throw new JiraAway(`Jira cannot be reached: ${error.message}`, true);
      throw error;
    }
  }
}

function faultOf({ status, headers, body }: OutgoingAnswer, ofIssue: boolean): JiraAway | JiraRefused {
  const { text, fields } = complaintsOf(body);
  const message = `Jira answered ${status}${text && `: ${text}`}`;
  if (status >= 500) return new JiraAway(message, true, waitOf(headers['retry-after']));
  if (status === 429) return new JiraAway(message, false, waitOf(headers['retry-after']), true);
  const isData = status === 400 || status === 413 || status === 422;
  const isAboutUs = status === 401 || status < 400;
  if (isData || (ofIssue && !isAboutUs)) return new JiraRefused(status, message, fields);
  return new JiraAway(message, false, 0, status === 401);
}

function skewOf({ headers, headersAt }: OutgoingAnswer): number {
  const skewMs = Date.parse(String(headers.date)) - headersAt;
  // Not so for NaN, either.
  return Math.abs(skewMs) >= LEAST_SKEW_MS ? skewMs : 0;
}

/** Without NUL and broken characters, which Postgres cannot keep, in no text of an answer. */
const storable = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '')).toString() : value;

/** Seconds that Retry-After asks for, as a number or a date; 0 without one. */
function waitOf(value: string | string[] | undefined): number {
  const text = String(value ?? '');
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS) : 0;
}

/** What Jira says is wrong: `{errorMessages: […], errors: {field: …}}`. */
function complaintsOf(body: string): { text: string; fields: string[] } {
  try {
    const { errorMessages, errors } = JSON.parse(body) as { errorMessages?: unknown; errors?: unknown };
    const general = Array.isArray(errorMessages) ? errorMessages.map(String) : [];
    const byField = Object.entries((errors ?? {}) as Record<string, unknown>);
    const said = [...general, ...byField.map(([field, why]) => `${field}: ${String(why)}`)];
    const text = said.join('; ').replace(CONTROL_CHARACTERS, ' ').slice(0, MAX_ERROR);
    return { text, fields: byField.map(([field]) => field) };
  } catch {
    // A page of some proxy, say.
    return { text: '', fields: [] };
  }
}
