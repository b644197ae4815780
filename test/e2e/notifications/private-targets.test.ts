import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressGuard } from '../../../src/core/outgoing/address-guard';
import { OutgoingHttp } from '../../../src/core/outgoing/outgoing-http';
import { startServer, type TestServer } from '../../support/app';
import { Mailbox } from './mailbox';
import { Receiver } from './receiver';
import { deliver, deliveriesOf, notice, QUICK } from './scene';

const REFUSED =
  'the target is not on the public internet (NOTIFY_ALLOW_PRIVATE=true allows it for development)';

describe('targets in the network of the server', () => {
  let receiver: Receiver;
  let mailbox: Mailbox;
  const servers: TestServer[] = [];
  beforeAll(async () => {
    [receiver, mailbox] = [await Receiver.open(), await Mailbox.open()];
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  afterAll(() => Promise.all([receiver.close(), mailbox.close()]));

  const start = async (host: string, allow: 'true' | 'false'): Promise<TestServer> => {
    const { port } = new URL(receiver.url);
    const server = await startServer({
      ...QUICK,
      NOTIFY_ALLOW_PRIVATE: allow,
      NOTIFY_WEBHOOK_URL: `http://${host}:${port}/`,
      SLACK_WEBHOOK_URL: `http://${host}:${port}/`,
      PAGERDUTY_ROUTING_KEY: 'r0ut1ngkey',
      PAGERDUTY_EVENTS_URL: `http://${host}:${port}/`,
      SMTP_URL: `smtp://${host}:${mailbox.port}`,
      NOTIFY_EMAIL_FROM: 'ops@example.com',
      NOTIFY_EMAIL_TO: 'one@example.com',
    });
    servers.push(server);
    return server;
  };
  const tellAll = async (server: TestServer): Promise<unknown[]> => {
    const what = notice();
    await deliver(server, what, ['email', 'slack', 'webhook', 'pagerduty']);
    const deliveries = await deliveriesOf(server, what);
    return deliveries.map(({ status, attempts, last_error }) => [status, attempts, last_error]);
  };

  it.each(['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
    'are refused at once by every channel, written as %s, and hear nothing',
    async (host) => {
      const server = await start(host, 'false');
      expect(await tellAll(server)).toEqual(Array(4).fill(['dead', 1, REFUSED]));
      expect([receiver.heard, mailbox.offers]).toEqual([[], 0]);
    },
  );

  it.each(['127.0.0.1', 'localhost'])('are told when that is allowed: %s', async (host) => {
    const server = await start(host, 'true');
    const before = [receiver.heard.length, mailbox.mails.length];
    expect(await tellAll(server)).toEqual(Array(4).fill(['delivered', 1, null]));
    expect([receiver.heard.length - before[0], mailbox.mails.length - before[1]]).toEqual([3, 1]);
  });

  it('a name is looked up once, and the connection goes to the address that was looked at', async () => {
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '10.0.0.1', family: 4 }]];
    const asked: string[] = [];
    const guard = new AddressGuard(true, (name) => {
      asked.push(name);
      return Promise.resolve(answers[asked.length - 1]);
    });
    const before = receiver.heard.length;
    const { port } = new URL(receiver.url);
    const request = { headers: { 'content-type': 'text/plain' }, body: 'hello', timeoutMs: 5_000 };
    const url = `http://rebinding.example.com:${port}/`;
    const answer = await new OutgoingHttp(guard).post(url, request);
    expect([answer.status, answer.body, asked]).toEqual([200, 'ok', ['rebinding.example.com']]);
    expect(receiver.heard.slice(before).map(({ headers, text }) => [headers.host, text])).toEqual([
      [`rebinding.example.com:${port}`, 'hello'],
    ]);
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'http://user:pw@example.com/', 'no url'])(
    'a URL such as %s is never asked',
    async (url) => {
      const guard = new AddressGuard(true, () => Promise.reject(new Error('asked')));
      const asking = new OutgoingHttp(guard).post(url, { headers: {}, body: '', timeoutMs: 1_000 });
      await expect(asking).rejects.toMatchObject({ name: 'TargetRefused' });
    },
  );
});
