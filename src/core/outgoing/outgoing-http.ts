import { Injectable } from '@nestjs/common';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Tracing } from '../telemetry/tracing';
import { AddressGuard, type CheckedAddress } from './address-guard';
import { ExchangeFailed, TargetRefused } from './outgoing.errors';
import { type TimeLimit, withinTime } from './within-time';

/** As much of an answer as is read, unless more is asked for. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface OutgoingRequest extends TimeLimit {
  /** POST unless said otherwise. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly maxAnswerBytes?: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** UTF-8 text, cut after 64 KiB or what was asked for. */
  readonly body: string;
  /** When the headers came, by our clock, in milliseconds: the body may have taken its time. */
  readonly headersAt: number;
}

/**
 * Requests to URLs that somebody configured. They go to public addresses only, and straight there: an answer that points
 * elsewhere is given back as it is.
 */
@Injectable()
export class OutgoingHttp {
  constructor(
    private readonly guard: AddressGuard,
    private readonly tracing: Tracing = new Tracing(),
  ) {}

  /** Throws TargetRefused for URLs that are never asked, ExchangeFailed when no answer comes. */
  async send(url: string, request: OutgoingRequest): Promise<OutgoingAnswer> {
    const target = readTarget(url);
    try {
      return await this.inSpan(target, request, () =>
        withinTime(request, `no answer within ${request.timeoutMs} ms`, (over) =>
          this.exchange(target, request, over),
        ),
      );
    } catch (error) {
      if (error instanceof TargetRefused || error instanceof ExchangeFailed) throw error;
      throw new ExchangeFailed(describe(error));
    }
  }

  /** Sends by POST; see `send`. */
  post(url: string, request: OutgoingRequest): Promise<OutgoingAnswer> {
    return this.send(url, request);
  }

  /** Who is asked is not told of the trace: most receivers are strangers. The path may be a secret, the host is none. */
  private inSpan(
    { hostname }: URL,
    { method = 'POST' }: OutgoingRequest,
    exchange: () => Promise<OutgoingAnswer>,
  ): Promise<OutgoingAnswer> {
    const attributes = { 'http.request.method': method, 'server.address': hostname };
    return this.tracing.span(method, 'client', attributes, async (span) => {
      const answer = await exchange();
      span?.describe({ 'http.response.status_code': answer.status });
      return answer;
    });
  }

  private async exchange(
    target: URL,
    { method = 'POST', headers, body, maxAnswerBytes = MAX_ANSWER_BYTES }: OutgoingRequest,
    signal: AbortSignal,
  ): Promise<OutgoingAnswer> {
    const addresses = await this.guard.addressesOf(target.hostname);
    signal.throwIfAborted();
    const options = {
      method,
      headers: {
        ...headers,
        ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        connection: 'close',
      },
      // A connection of its own: one that was kept would bind a later request to this address.
      agent: false as const,
      lookup: only(addresses),
    };
    const request =
      target.protocol === 'https:' ? httpsRequest(target, options) : httpRequest(target, options);
    signal.addEventListener('abort', () => request.destroy());
    request.end(body);
    return readAnswer(await answerTo(request), maxAnswerBytes);
  }
}

function readTarget(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || !/^https?:$/.test(target.protocol)) throw new TargetRefused('the target is no http(s) URL');
  if (target.username || target.password) throw new TargetRefused('the target holds a user or a password');
  return target;
}

/** Answers with these addresses whatever is asked: the name is not resolved a second time. */
function only(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
}

const answerTo = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays: a connection may break after the answer has begun, and without a listener end the process.
    request.on('error', reject);
  });

function readAnswer(response: IncomingMessage, most: number): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const headersAt = Date.now();
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      const body = Buffer.concat(parts).subarray(0, most).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body, headersAt });
    };
    response.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size < most) return;
      finish();
      response.destroy();
    });
    response.once('end', finish);
    response.once('error', reject);
  });
}

/** What went wrong, without the URL: it may be a secret. */
function describe(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AggregateError) return describe(error.errors[0]);
  if (code === 'ECONNRESET') return 'the connection was closed before the answer was whole';
  if (typeof code === 'string') return `the exchange failed (${code})`;
  return 'the exchange failed';
}
