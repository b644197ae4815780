import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { CONFIG, type Config } from '../../../config';
import { AddressGuard } from '../../../core/outgoing/address-guard';
import { bareHost } from '../../../core/outgoing/address-policy';
import { ExchangeFailed, TargetRefused } from '../../../core/outgoing/outgoing.errors';
import { withinTime } from '../../../core/outgoing/within-time';
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
    const { timeoutMs, reached } = parcel;
    const recipients = this.config.NOTIFY_EMAIL_TO.filter((one) => !reached.includes(one));
    if (recipients.length === 0) return { outcome: 'delivered', response_status: null, error: null };
    const tooLate = `the mail server did not finish within ${timeoutMs} ms`;
    try {
      return await withinTime(parcel, tooLate, async (over) => {
        const smtp = await this.connection(timeoutMs);
        over.throwIfAborted();
        return this.hand(smtp, parcel, recipients, over);
      });
    } catch (error) {
      return receiptOfError(error);
    }
  }

  /** Is opened when a mail is sent, and closed when that ends. */
  private async connection(timeoutMs: number): Promise<Smtp> {
    const url = new URL(this.config.SMTP_URL);
    const host = bareHost(url.hostname);
    const [{ address }] = await this.guard.addressesOf(host);
    const secure = url.protocol === 'smtps:';
    const wantsTls =
      url.searchParams.get('requireTLS') ?? String(url.username !== '' && !this.config.NOTIFY_ALLOW_PRIVATE);
    return createTransport({
      // The address that was looked at, not the name, which would be resolved again.
      host: address,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      auth: url.username ? { user: decoded(url.username), pass: decoded(url.password) } : undefined,
      tls: address === host ? {} : { servername: host },
      // Or whoever stands between could take STARTTLS out of the greeting and hear the password.
      requireTLS: wantsTls === 'true',
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // A mail that is broken off must not be finished by what still waits to be written.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  private async hand(
    smtp: Smtp,
    { id, notice }: Parcel,
    recipients: readonly string[],
    signal: AbortSignal,
  ): Promise<Receipt> {
    const { NOTIFY_EMAIL_FROM, NOTIFY_EMAIL_TO } = this.config;
    const {
      accepted,
      response,
      rejectedErrors = [],
    } = await smtp.sendMail({
      from: NOTIFY_EMAIL_FROM,
      to: [...NOTIFY_EMAIL_TO],
      envelope: { from: NOTIFY_EMAIL_FROM, to: [...recipients] },
      subject: headline(notice),
      text: mailText(notice),
      // The same for each attempt: mail programs show a mail once that came twice.
      messageId: `<${id}@ops-control-center>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Alert-Id': notice.alert_id },
      signal,
    });
    const [refused, putOff] = [true, false].map((final) =>
      rejectedErrors.filter(({ responseCode }) => isFinal(responseCode) === final),
    );
    const troubles = [
      ...(putOff.length > 0 ? [`put off ${namesOf(putOff)}`] : []),
      ...(refused.length > 0 ? [`refused ${namesOf(refused)}`] : []),
    ];
    return {
      outcome: putOff.length > 0 ? 'failed' : 'delivered',
      response_status: putOff[0]?.responseCode ?? replyCode(response),
      error: troubles.length > 0 ? `the mail server ${troubles.join(' and ')}` : null,
      reached: recipients.filter((one) => accepted.includes(bareAddress(one))),
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

const namesOf = (errors: readonly { recipient?: string }[]): string =>
  errors.map(({ recipient }) => recipient ?? 'somebody').join(', ');

/** Of `Ops <ops@example.com>` what the mail server is told. */
const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;

const isFinal = (code: number | undefined): boolean => code !== undefined && code >= 500 && code < 600;

/** A 5xx reply is final, and so are refused credentials; anything else may pass. */
function receiptOfError(error: unknown): Receipt {
  if (error instanceof TargetRefused) return noAnswer('refused', error);
  if (error instanceof ExchangeFailed) return noAnswer('failed', error);
  const { responseCode, message, code } = error as { responseCode?: number; message?: string; code?: string };
  return {
    outcome: isFinal(responseCode) ? 'refused' : 'failed',
    response_status: responseCode ?? null,
    error: `the mail could not be handed over${code ? ` (${code})` : ''}: ${message ?? ''}`,
  };
}
