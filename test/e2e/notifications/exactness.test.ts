import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { UnitOfWork } from '../../../src/core/database/unit-of-work';
import { Courier } from '../../../src/infra/notifications/courier';
import { DeliveryQueries } from '../../../src/infra/notifications/delivery.queries';
import { startServer, type TestServer } from '../../support/app';
import { cloneDatabase } from '../../support/template-database';
import { answering, Receiver } from './receiver';
import { deliver, deliveriesOf, deliveryOf, notice, QUICK } from './scene';

describe('notifications', () => {
  const apart = AsyncLocalStorage.snapshot();
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

  it('what waits for an earlier one, however much that is, hides nothing else that is overdue', async () => {
    const server = await start();
    receiver.answer = answering(503);
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    await server.sql('delete from pgboss.job');
    await server.sql(
      `with alerts as (select gen_random_uuid() as id from generate_series(1, 500))
       insert into notification_deliveries (alert_id, channel, action, title, notice, status, max_attempts, next_attempt_at)
       select id, 'webhook', 'triggered', 't', '{}'::jsonb, 'retrying', 3, now() + interval '1 hour' from alerts
       union all select id, 'webhook', 'resolved', 't', '{}'::jsonb, 'pending', 3, now() - interval '1 hour' from alerts`,
    );
    await server.sql(
      `update notification_deliveries set status = 'pending', next_attempt_at = now() - interval '2 minutes' where id = $1`,
      [id],
    );
    receiver.answer = answering(200);
    await server.app.get(Courier).queueOverdue();
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered' });
    await server.sql(`delete from notification_deliveries where title = 't'`);
  });

  it('what another server is queueing again is not queued twice', async () => {
    const server = await start();
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    await server.sql(
      `update notification_deliveries set status = 'pending', next_attempt_at = now() - interval '2 minutes' where id = $1`,
      [id],
    );
    receiver.heard.splice(0);
    const [mine, others] = [server.app.get(UnitOfWork), server.app.get(Courier)];
    await mine.run(async () => {
      await server.app.get(DeliveryQueries).claimSweep();
      // As if from elsewhere: outside of this transaction.
      await apart(() => others.queueOverdue());
      expect(await server.sql('select 1 from pgboss.job where singleton_key = $1', [id])).toEqual([]);
    });
    await others.queueOverdue();
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered', attempts: 2 });
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
