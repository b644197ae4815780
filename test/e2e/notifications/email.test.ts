import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { Mailbox, refusing } from './mailbox';
import { deliver, deliveryOf, notice, QUICK } from './scene';

const PASSWORD = 'p@ss:w0rd/long';

describe('a notification by mail', () => {
  let server: TestServer;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await Mailbox.open({
      onAuth: ({ username, password }, _session, done) =>
        password === PASSWORD ? done(null, { user: username }) : done(new Error(`not ${password}`)),
      onRcptTo: ({ address }, _session, done) =>
        address === 'nobody@example.com' ? done(refusing(550, 'no such mailbox')) : done(),
      allowInsecureAuth: true,
    });
    server = await startServer({
      ...QUICK,
      SMTP_URL: `smtp://ops:${encodeURIComponent(PASSWORD)}@127.0.0.1:${mailbox.port}`,
      NOTIFY_EMAIL_FROM: 'Ops <ops@example.com>',
      NOTIFY_EMAIL_TO: 'one@example.com, two@example.com',
      NOTIFY_TIMEOUT_SECONDS: '1.5',
    });
  });
  beforeEach(() => mailbox.empty());
  afterAll(async () => {
    await server.close();
    await mailbox.close();
  });

  it('reaches every recipient, with what there is to know', async () => {
    const what = notice({ title: 'Größe ist 97 (> 90)\r\nBcc: evil@example.com' });
    await deliver(server, what, ['email']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({
      ...{ channel: 'email', status: 'delivered', attempts: 1, response_status: 250, last_error: null },
      attempt_log: [{ number: 1, outcome: 'delivered', response_status: 250, error: null }],
    });
    expect(mailbox.mails).toHaveLength(1);
    const [{ from, to, user, text }] = mailbox.mails;
    expect([from, to, user]).toEqual(['ops@example.com', ['one@example.com', 'two@example.com'], 'ops']);
    const head = text.split('\r\n\r\n')[0];
    expect(head).toContain(`Message-ID: <${delivery.id}@ops-control-center>`);
    expect(head).toContain('From: Ops <ops@example.com>');
    expect(head).not.toMatch(/^Bcc:/m);
    for (const word of ['Scale out', 'web-1', 'production', 'checkout', what.alert_id, 'threshold: > 90'])
      expect(text).toContain(word);
  });

  it('says in the subject how bad it is, and when it is over', async () => {
    const [begun, over] = [notice({ severity: 'high' }), notice({ severity: 'high', action: 'resolved' })];
    await deliver(server, begun, ['email']);
    await deliveryOf(server, begun);
    await deliver(server, over, ['email']);
    await deliveryOf(server, over);
    expect(mailbox.mails.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1].trim())).toEqual([
      '[high] cpu_usage is 97 (> 90) on web-1',
      '[resolved] cpu_usage is 97 (> 90) on web-1',
    ]);
  });

  it('is offered again when the server has a passing trouble, under the same message id', async () => {
    mailbox.empty((count) => {
      if (count < 3) throw refusing(451, 'try again later');
    });
    const what = notice();
    await deliver(server, what, ['email']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 3 });
    expect(delivery.attempt_log.map((one) => [one.outcome, one.response_status])).toEqual([
      ['failed', 451],
      ['failed', 451],
      ['delivered', 250],
    ]);
    expect(delivery.attempt_log[0].error).toContain('try again later');
    expect(mailbox.mails.map(({ text }) => text.includes(`<${delivery.id}@`))).toEqual([true]);
  });

  it('is given up at once when the server refuses it for good', async () => {
    mailbox.empty(() => {
      throw refusing(554, 'this is no place for alerts');
    });
    const what = notice();
    await deliver(server, what, ['email']);
    const delivery = await deliveryOf(server, what);
    expect(delivery).toMatchObject({ status: 'dead', attempts: 1, response_status: 554 });
    expect(delivery.last_error).toContain('this is no place for alerts');
    expect(mailbox.offers).toBe(1);
  });

  it('does not wait for a server that hangs', async () => {
    mailbox.empty((count) => (count === 1 ? new Promise<void>(() => undefined) : undefined));
    const what = notice();
    await deliver(server, what, ['email']);
    const { status, attempt_log } = await deliveryOf(server, what);
    expect([status, attempt_log.map(({ error }) => error)]).toEqual([
      'delivered',
      ['the mail server did not finish within 1500 ms', null],
    ]);
  });

  const withSettings = async (settings: Record<string, string>): Promise<TestServer> =>
    startServer({ ...QUICK, NOTIFY_EMAIL_FROM: 'ops@example.com', NOTIFY_TIMEOUT_SECONDS: '5', ...settings });

  it('with wrong credentials it is dead at once, and the password is not on record', async () => {
    const other = await withSettings({
      SMTP_URL: `smtp://ops:wr0ng-password@127.0.0.1:${mailbox.port}`,
      NOTIFY_EMAIL_TO: 'one@example.com',
    });
    const what = notice();
    await deliver(other, what, ['email']);
    const delivery = await deliveryOf(other, what);
    await other.close();
    expect(delivery).toMatchObject({ status: 'dead', attempts: 1, response_status: 535 });
    expect(delivery.last_error).toContain('not [redacted]');
    expect(JSON.stringify(delivery)).not.toContain('wr0ng-password');
  });

  it('that some recipients do not get is delivered, and says who did not get it', async () => {
    const other = await withSettings({
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
      NOTIFY_EMAIL_TO: 'nobody@example.com,one@example.com',
    });
    const what = notice();
    await deliver(other, what, ['email']);
    const delivery = await deliveryOf(other, what);
    await other.close();
    expect(delivery).toMatchObject({
      ...{ status: 'delivered', last_error: 'the mail server refused nobody@example.com' },
    });
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['one@example.com']]);
  });

  it('to a port where nobody listens is tried again', async () => {
    const gone = await Mailbox.open();
    const { port } = gone;
    await gone.close();
    const other = await withSettings({
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      NOTIFY_EMAIL_TO: 'one@example.com',
    });
    const what = notice();
    await deliver(other, what, ['email']);
    const delivery = await deliveryOf(other, what);
    await other.close();
    expect(delivery).toMatchObject({ status: 'dead', attempts: 3, response_status: null });
    expect(delivery.last_error).toContain('ECONNREFUSED');
  });
});
