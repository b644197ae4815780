import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../src/config';
import { AddressGuard } from '../../../src/core/outgoing/address-guard';
import type { Receipt } from '../../../src/infra/notifications/channels/channel';
import { EmailChannel } from '../../../src/infra/notifications/channels/email.channel';
import { startServer, type TestServer } from '../../support/app';
import { Mailbox, refusing } from './mailbox';
import { Talker } from './talker';
import { deliver, deliveriesOf, deliveryOf, notice, QUICK } from './scene';

type Done = (error?: Error | null) => void;

describe('a mail that is not taken at once', () => {
  let mailbox: Mailbox;
  let onRecipient: (address: string, done: Done) => void;
  let begun = 0;
  const signedIn: string[] = [];
  const servers: TestServer[] = [];
  const talkers: Talker[] = [];
  beforeAll(async () => {
    mailbox = await Mailbox.open({
      allowInsecureAuth: true,
      onConnect: (_session, done) => done(void (begun += 1)),
      onAuth: ({ username }, _session, done) => {
        signedIn.push(username!);
        done(null, { user: username });
      },
      onRcptTo: ({ address }, _session, done) => onRecipient(address, done),
    });
  });
  beforeEach(() => {
    mailbox.empty();
    begun = 0;
    onRecipient = (_address, done) => done();
  });
  afterEach(async () => {
    await Promise.all([...servers.splice(0), ...talkers.splice(0)].map((one) => one.close()));
  });
  afterAll(() => mailbox.close());

  const settings = (over: Record<string, string> = {}): Record<string, string> => ({
    ...QUICK,
    SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    NOTIFY_EMAIL_FROM: 'ops@example.com',
    NOTIFY_EMAIL_TO: 'one@example.com,Two <two@example.com>',
    ...over,
  });
  const start = async (over?: Record<string, string>): Promise<TestServer> => {
    const server = await startServer(settings(over));
    servers.push(server);
    return server;
  };
  const parcel = { id: 'd1', notice: notice(), reached: [], timeoutMs: 5_000 };
  const channelOf = (over: Record<string, string>, guard: AddressGuard): EmailChannel =>
    new EmailChannel(readConfig(settings(over)), guard);

  it.each(['in time', 'before the server stops'])(
    '%s is broken off, even by a server that is never silent, and moved no more by what that says later',
    async (why) => {
      const talker = await Talker.open();
      talkers.push(talker);
      const channel = channelOf(
        { SMTP_URL: `smtp://127.0.0.1:${talker.port}`, NOTIFY_EMAIL_TO: 'one@example.com' },
        new AddressGuard(true),
      );
      const stop = new AbortController();
      const timeoutMs = why === 'in time' ? 500 : 60_000;
      const sending = channel.send({ ...parcel, timeoutMs, signal: stop.signal });
      await talker.asked;
      if (why !== 'in time') stop.abort();
      const error = why === 'in time' ? 'the mail server did not finish within 500 ms' : 'interrupted';
      expect(await sending).toMatchObject({ outcome: 'failed', response_status: null, error });
      talker.goOn();
      await talker.left;
      expect(talker.heard).toEqual(['EHLO', 'MAIL']);
    },
  );

  it.each(['in time', 'before the server stops'])(
    '%s, as its name was not resolved, is not sent once it is',
    async (why) => {
      let found = (): void => undefined;
      const answer = new Promise<{ address: string; family: number }[]>((resolve) => {
        found = () => resolve([{ address: '127.0.0.1', family: 4 }]);
      });
      const url = `smtp://mail.example.com:${mailbox.port}`;
      const channel = channelOf({ SMTP_URL: url }, new AddressGuard(true, () => answer));
      const stop = new AbortController();
      const timeoutMs = why === 'in time' ? 20 : 5_000;
      const sending = channel.send({ ...parcel, timeoutMs, signal: stop.signal });
      if (why !== 'in time') stop.abort();
      expect(await sending).toMatchObject({ outcome: 'failed', response_status: null });
      found();
      // Behind it: whatever it still did would have reached the server before this one.
      const next = await channel.send({ ...parcel, signal: new AbortController().signal });
      expect([next.outcome, begun, mailbox.mails.length]).toEqual(['delivered', 1, 1]);
    },
  );

  it('by every recipient is offered again to those who put it off, and to nobody twice', async () => {
    const server = await start();
    const asked: string[] = [];
    onRecipient = (address, done) => {
      asked.push(address);
      done(address === 'two@example.com' && asked.length < 4 ? refusing(451, 'greylisted') : null);
    };
    const what = notice();
    await deliver(server, what, ['email']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, last_error: null });
    expect(delivery.attempt_log.map((one) => [one.outcome, one.response_status, one.error])).toEqual([
      ['failed', 451, 'the mail server put off two@example.com'],
      ['failed', 451, expect.stringContaining('greylisted')],
      ['delivered', 250, null],
    ]);
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['one@example.com'], ['two@example.com']]);
    const heads = mailbox.mails.map(({ text }) => /^To: .*$/m.exec(text)?.[0]);
    expect(heads).toEqual(Array(2).fill('To: one@example.com, Two <two@example.com>'));
  });

  it('by one recipient for good and by another for now is offered again', async () => {
    const server = await start({ NOTIFY_EMAIL_TO: 'one@example.com,two@example.com,nobody@example.com' });
    let count = 0;
    onRecipient = (address, done) => {
      if (address === 'nobody@example.com') return done(refusing(550, 'no such mailbox'));
      done(address === 'two@example.com' && (count += 1) === 1 ? refusing(452, 'mailbox full') : null);
    };
    const what = notice();
    await deliver(server, what, ['email']);
    const delivery = await deliveryOf(server, what);
    expect(delivery.attempt_log.map((one) => [one.outcome, one.error])).toEqual([
      ['failed', 'the mail server put off two@example.com and refused nobody@example.com'],
      ['delivered', 'the mail server refused nobody@example.com'],
    ]);
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['one@example.com'], ['two@example.com']]);
  });

  it('by one recipient is retried for that one alone after it was given up', async () => {
    const server = await start({ NOTIFY_MAX_ATTEMPTS: '1' });
    onRecipient = (address, done) => done(address === 'two@example.com' ? refusing(451, 'later') : null);
    const what = notice();
    await deliver(server, what, ['email']);
    const { id, status } = await deliveryOf(server, what);
    expect(status).toBe('dead');
    onRecipient = (_address, done) => done();
    await (await server.as('admin')).post(`/admin/notifications/${id}/retry`);
    await deliveriesOf(server, what, (delivery) => delivery.status === 'delivered');
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['one@example.com'], ['two@example.com']]);
  });

  const sendAs = (url: string, allowPrivate: 'true' | 'false'): Promise<Receipt> =>
    channelOf({ SMTP_URL: url, NOTIFY_ALLOW_PRIVATE: allowPrivate }, new AddressGuard(true)).send({
      ...parcel,
      signal: new AbortController().signal,
    });

  it('in secret keeps its password to itself, unless that is allowed', async () => {
    const url = `smtp://ops:p4ssw0rd@127.0.0.1:${mailbox.port}`;
    const refused = await sendAs(url, 'false');
    expect([refused.outcome === 'delivered', refused.error]).toEqual([
      false,
      expect.stringMatching(/STARTTLS/),
    ]);
    expect([signedIn, mailbox.offers]).toEqual([[], 0]);
    expect((await sendAs(`${url}?requireTLS=false`, 'false')).outcome).toBe('delivered');
    expect((await sendAs(url, 'true')).outcome).toBe('delivered');
    expect((await sendAs(`smtp://127.0.0.1:${mailbox.port}`, 'false')).outcome).toBe('delivered');
    expect(signedIn).toEqual(['ops', 'ops']);
  });
});
