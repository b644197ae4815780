import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Courier } from '../../../src/infra/notifications/courier';
import { startServer, type TestServer } from '../../support/app';
import { cloneDatabase } from '../../support/template-database';
import { answering, Receiver } from './receiver';
import { deliver, deliveriesOf, deliveryOf, notice, QUICK } from './scene';

describe('notifications', () => {
  let receiver: Receiver;
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  const servers = new Set<TestServer>();
  beforeAll(async () => {
    [receiver, database] = [await Receiver.open(), await cloneDatabase()];
  });
  beforeEach(() => {
    receiver.heard.splice(0);
    receiver.answer = answering(200);
  });
  afterEach(async () => {
    for (const server of servers) await stop(server);
  });
  afterAll(async () => {
    await database.drop();
    await receiver.close();
  });

  const start = async (settings: Record<string, string> = {}): Promise<TestServer> => {
    const server = await startServer(
      { ...QUICK, NOTIFY_WEBHOOK_URL: receiver.url, ...settings },
      database.url,
    );
    servers.add(server);
    return server;
  };
  const stop = async (server: TestServer): Promise<void> => {
    servers.delete(server);
    await server.close();
  };
  const ids = (): unknown[] => receiver.heard.map(({ headers }) => headers['webhook-id']);

  it('what is overdue and in no queue is queued again', async () => {
    const server = await start();
    receiver.answer = answering(503);
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    await server.sql('delete from pgboss.job');
    await server.sql(
      `update notification_deliveries set status = 'pending', next_attempt_at = now() - interval '2 minutes' where id = $1`,
      [id],
    );
    receiver.answer = answering(200);
    await server.app.get(Courier).queueOverdue();
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered' });
  });

  it('a transaction that is rolled back tells nobody', async () => {
    const server = await start();
    const [never, after] = [notice(), notice()];
    const failing = deliver(server, never, ['webhook'], () => Promise.reject(new Error('halfway')));
    await expect(failing).rejects.toThrow('halfway');
    await deliver(server, after, ['webhook']);
    const { id } = await deliveryOf(server, after);
    expect(ids()).toEqual([id]);
    expect(
      await server.sql('select 1 from notification_deliveries where alert_id = $1', [never.alert_id]),
    ).toEqual([]);
  });

  it('two servers on one database make each delivery once', async () => {
    const both = [await start(), await start()];
    const alerts = Array.from({ length: 40 }, () => notice());
    await Promise.all(alerts.map((what, n) => deliver(both[n % 2], what, ['webhook'])));
    for (const what of alerts) await deliveriesOf(both[0], what);
    expect(new Set(ids()).size).toBe(40);
    expect(receiver.heard).toHaveLength(40);
  });
});
