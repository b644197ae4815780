import { Inject, Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { CONFIG, type Config } from '../config';
import { Forbidden, Unauthorized } from '../core/errors/domain-error';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** What proxies say of whom they speak for. A stranger cannot take them away again. */
const BY_PROXY = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

const REMEDY = 'Set METRICS_TOKEN and send it as the bearer token.';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who may read /metrics: the holder of METRICS_TOKEN, or, where none is set, this machine itself; in production nobody then. */
@Injectable()
export class ScrapeGuard {
  private readonly token: Buffer | null;

  private readonly isProduction: boolean;

  constructor(@Inject(CONFIG) { METRICS_TOKEN, NODE_ENV }: Config) {
    this.token = METRICS_TOKEN === '' ? null : digest(METRICS_TOKEN);
    this.isProduction = NODE_ENV === 'production';
  }

  /** Throws Unauthorized or Forbidden. */
  admit({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): void {
    if (this.token) {
      const [, sent = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
      if (!timingSafeEqual(digest(sent), this.token))
        throw new Unauthorized('The metrics are for Prometheus.', 'Send METRICS_TOKEN as the bearer token.');
      return;
    }
    // There a proxy on the same machine is usual, and one that says nothing of itself looks as this machine does.
    if (this.isProduction)
      throw new Forbidden(
        'In production the metrics are shown to nobody without METRICS_TOKEN.',
        null,
        REMEDY,
      );
    // The connection's own address: headers say what whoever sends them likes.
    if (!isLoopback(socket.remoteAddress ?? '') || BY_PROXY.some((name) => headers[name] !== undefined))
      throw new Forbidden('The metrics are shown on this machine only.', null, REMEDY);
  }
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && LOOPBACK.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
