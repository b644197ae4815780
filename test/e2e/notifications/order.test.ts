import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { Receiver } from './receiver';
import { deliver, deliveriesOf, type Delivery, notice, QUICK } from './scene';

describe('the end of an alert', () => {
  let server: TestServer;
  let receiver: Receiver;
  let other: Receiver;
  beforeAll(async () => {
    [receiver, other] = [await Receiver.open(), await Receiver.open()];
    server = await startServer({
      ...QUICK,
      NOTIFY_WEBHOOK_URL: receiver.url,
      SLACK_WEBHOOK_URL: other.url,
    });
  });
  beforeEach(() => {
    for (const one of [receiver, other]) one.reset();
  });
  afterAll(async () => {
    await server.close();
    await Promise.all([receiver.close(), other.close()]);
  });

  const types = (): unknown[] => receiver.bodies.map(({ type }) => type);
  const outcome = ({ action, status }: Delivery): string => `${action} ${status}`;

  it('is told after its beginning, however long that takes', async () => {
    receiver.answer = (response, _, count) => response.writeHead(count < 3 ? 500 : 200).end();
    const what = notice();
    await deliver(server, what, ['webhook']);
    await deliver(server, { ...what, action: 'resolved' }, ['webhook']);
    const deliveries = await deliveriesOf(server, what);
    expect(deliveries.map(outcome)).toEqual(['triggered delivered', 'resolved delivered']);
    expect(types()).toEqual(['alert.triggered', 'alert.triggered', 'alert.triggered', 'alert.resolved']);
  });

  it('is told when the beginning was given up', async () => {
    receiver.answer = (response, _, count) => response.writeHead(count === 1 ? 404 : 200).end();
    const what = notice();
    await deliver(server, what, ['webhook']);
    await deliver(server, { ...what, action: 'resolved' }, ['webhook']);
    const deliveries = await deliveriesOf(server, what);
    expect(deliveries.map(outcome)).toEqual(['triggered dead', 'resolved delivered']);
    expect(types()).toEqual(['alert.triggered', 'alert.resolved']);
  });

  it('waits for nothing in another channel, and for no other alert', async () => {
    let release = (): void => undefined;
    receiver.answer = (response) => void (release = () => response.end());
    const [stuck, free] = [notice(), notice()];
    await deliver(server, stuck, ['webhook']);
    await deliver(server, { ...stuck, action: 'resolved' }, ['slack']);
    await deliver(server, { ...free, action: 'resolved' }, ['slack']);
    await deliveriesOf(server, free);
    const [webhook, slack] = await deliveriesOf(
      server,
      stuck,
      ({ channel, status }) => channel === 'webhook' || status === 'delivered',
    );
    expect([webhook, slack].map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'webhook pending',
      'slack delivered',
    ]);
    release();
    await deliveriesOf(server, stuck);
  });

  it('comes once and after its beginning for each of many alerts that begin and end at the same time', async () => {
    const alerts = Array.from({ length: 25 }, () => notice());
    receiver.answer = (response, _, count) => response.writeHead(count % 3 === 0 ? 500 : 200).end();
    await Promise.all(
      alerts.map(async (what) => {
        await deliver(server, what, ['webhook']);
        await deliver(server, { ...what, action: 'resolved' }, ['webhook']);
      }),
    );
    for (const what of alerts) await deliveriesOf(server, what);
    const told = receiver.bodies.map(({ type, data }) => [type, (data as { alert_id: string }).alert_id]);
    for (const { alert_id } of alerts) {
      const own = told.filter(([, id]) => id === alert_id).map(([type]) => type);
      expect(own).toEqual(own.toSorted().toReversed());
      expect(own).toEqual(expect.arrayContaining(['alert.triggered', 'alert.resolved']));
    }
  });
});
