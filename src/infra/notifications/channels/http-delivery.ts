import { Injectable } from '@nestjs/common';
import { ExchangeFailed, TargetRefused } from '../../../core/outgoing/outgoing.errors';
import { type OutgoingAnswer, OutgoingHttp } from '../../../core/outgoing/outgoing-http';
import { retryAfterSeconds } from './retry-after';
import type { Parcel, Receipt } from './channel';

/** Client errors that pass: too slow, too early, too many. */
const PASSING = new Set([408, 425, 429]);
/** Answers whose Retry-After is meant for such as us. */
const PATIENCE = new Set([429, 503]);

/** Posts JSON on behalf of a channel, and reads from the answer what it means for the delivery. */
@Injectable()
export class HttpDelivery {
  constructor(private readonly http: OutgoingHttp) {}

  async post(
    url: string,
    body: string,
    { timeoutMs, signal }: Parcel,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Receipt> {
    try {
      const all = { 'content-type': 'application/json', 'user-agent': 'ops-control-center', ...headers };
      return receiptOf(await this.http.post(url, { headers: all, body, timeoutMs, signal }), Date.now());
    } catch (error) {
      if (error instanceof TargetRefused) return noAnswer('refused', error);
      if (error instanceof ExchangeFailed) return noAnswer('failed', error);
      throw error;
    }
  }
}

export const noAnswer = (outcome: 'failed' | 'refused', { message }: Error): Receipt => ({
  outcome,
  response_status: null,
  error: message,
});

/** What an answer means: 2xx is delivered; a redirect or a client error will be the same next time. */
export function receiptOf(
  { status, headers, body }: Omit<OutgoingAnswer, 'headersAt'>,
  now: number,
): Receipt {
  if (status >= 200 && status < 300) return { outcome: 'delivered', response_status: status, error: null };
  const isRedirect = status >= 300 && status < 400;
  const isFinal = isRedirect || (status >= 400 && status < 500 && !PASSING.has(status));
  const said = isRedirect ? 'redirects are not followed' : body.trim();
  return {
    outcome: isFinal ? 'refused' : 'failed',
    response_status: status,
    error: `the receiver answered ${status}${said && `: ${said}`}`,
    retryAfterSeconds: PATIENCE.has(status) ? retryAfterSeconds(headers['retry-after'], now) : null,
  };
}
