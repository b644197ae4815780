import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { CONFIG, type Config } from '../../../config';
import { AddressGuard } from '../../../core/outgoing/address-guard';
import { bareHost } from '../../../core/outgoing/address-policy';
import { ExchangeFailed, TargetRefused } from '../../../core/outgoing/outgoing.errors';
import type { AlertNotice } from '../index';
import { decoded, secretsOfUrl } from './plain-text';
import { type Channel, emptyOnes, type Parcel, type Receipt } from './channel';
import { noAnswer } from './http-delivery';
import { headline, particulars } from './notice-text';

type Smtp = Transporter<SMTPTransport.SentMessageInfo>;

/** Mails to the configured recipients. */
@Injectable()
export class EmailChannel implements Channel {
  readonly name = 'email';
  readonly missing: readonly string[];
  readonly secrets: readonly string[];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly guard: AddressGuard,
  ) {
    const { SMTP_URL, NOTIFY_EMAIL_FROM, NOTIFY_EMAIL_TO } = config;
    this.missing = emptyOnes({ SMTP_URL, NOTIFY_EMAIL_FROM, NOTIFY_EMAIL_TO });
    this.secrets = secretsOfUrl(SMTP_URL);
  }

  async send(parcel: Parcel): Promise<Receipt> {
    let smtp: Smtp | undefined;
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    const limit = new Promise<never>((_, reject) => {
      const { timeoutMs, signal } = parcel;
      timer = setTimeout(
        () => reject(new ExchangeFailed(`the mail server did not finish within ${timeoutMs} ms`)),
        timeoutMs,
      );
      stop = () => reject(new ExchangeFailed('interrupted'));
      signal.addEventListener('abort', stop);
    });
    try {
      return await Promise.race([
        limit,
        this.connect(parcel.timeoutMs).then((connected) => {
          smtp = connected;
          return this.hand(connected, parcel);
        }),
      ]);
    } catch (error) {
      return receiptOfError(error);
    } finally {
      clearTimeout(timer);
      if (stop) parcel.signal.removeEventListener('abort', stop);
      smtp?.close();
    }
  }

  private async connect(timeoutMs: number): Promise<Smtp> {
    const url = new URL(this.config.SMTP_URL);
    const host = bareHost(url.hostname);
    const [{ address }] = await this.guard.addressesOf(host);
    const secure = url.protocol === 'smtps:';
    return createTransport({
      // The address that was looked at, not the name, which would be resolved again.
      host: address,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      auth: url.username ? { user: decoded(url.username), pass: decoded(url.password) } : undefined,
      tls: address === host ? {} : { servername: host },
      requireTLS: url.searchParams.get('requireTLS') === 'true',
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  private async hand(smtp: Smtp, { id, notice }: Parcel): Promise<Receipt> {
    const { NOTIFY_EMAIL_FROM, NOTIFY_EMAIL_TO } = this.config;
    const sent = await smtp.sendMail({
      from: NOTIFY_EMAIL_FROM,
      to: [...NOTIFY_EMAIL_TO],
      subject: headline(notice),
      text: mailText(notice),
      // The same for each attempt: mail programs show a mail once that came twice.
      messageId: `<${id}@ops-control-center>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Alert-Id': notice.alert_id },
    });
    const refused = sent.rejected as readonly string[];
    return {
      outcome: 'delivered',
      response_status: replyCode(sent.response),
      error: refused.length > 0 ? `the mail server refused ${refused.join(', ')}` : null,
    };
  }
}

const mailText = (notice: AlertNotice): string =>
  [
    notice.title,
    ...(notice.description ? ['', notice.description] : []),
    '',
    ...particulars(notice).map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n');

const replyCode = (response: string): number | null => Number(/^\d{3}/.exec(response)?.[0]) || null;

/** A 5xx reply is final, and so are refused credentials; anything else may pass. */
function receiptOfError(error: unknown): Receipt {
  if (error instanceof TargetRefused) return noAnswer('refused', error);
  if (error instanceof ExchangeFailed) return noAnswer('failed', error);
  const { responseCode, message, code } = error as { responseCode?: number; message?: string; code?: string };
  const isFinal = responseCode !== undefined && responseCode >= 500 && responseCode < 600;
  return {
    outcome: isFinal ? 'refused' : 'failed',
    response_status: responseCode ?? null,
    error: `the mail could not be handed over${code ? ` (${code})` : ''}: ${message ?? ''}`,
  };
}
