import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { UnitOfWork } from '../../../src/core/database/unit-of-work';
import { Courier } from '../../../src/infra/notifications/courier';
import type { AlertNotice } from '../../../src/infra/notifications';
import { DeliveryQueries } from '../../../src/infra/notifications/delivery.queries';
import type { TestServer } from '../../support/app';
import { Fleet } from './fleet';
import { answering, type Receiver } from './receiver';
import { deliver, deliveriesOf, deliveryOf, notice } from './scene';

describe('notifications', () => {
  const apart = AsyncLocalStorage.snapshot();
  let fleet: Fleet;
  let receiver: Receiver;
  beforeAll(async () => {
    fleet = await Fleet.open();
    ({ receiver } = fleet);
  });
  beforeEach(() => receiver.reset());
  afterEach(() => fleet.stopAll());
  afterAll(() => fleet.close());

  /** A delivery that was given up, to a receiver that says yes from now on. */
  const refused = async (server: TestServer): Promise<{ what: AlertNotice; id: string }> => {
    receiver.answer = answering(503);
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    receiver.answer = answering(200);
    return { what, id };
  };
  const makeOverdue = (server: TestServer, id: string): Promise<unknown> =>
    server.sql(
      `update notification_deliveries set status = 'pending', next_attempt_at = now() - interval '2 minutes' where id = $1`,
      [id],
    );

  it('what is overdue and in no queue is queued again', async () => {
    const server = await fleet.start();
    const { what, id } = await refused(server);
    await server.sql('delete from pgboss.job');
    await makeOverdue(server, id);
    await server.app.get(Courier).queueOverdue();
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered' });
  });

  it('what waits for an earlier one, however much that is, hides nothing else that is overdue', async () => {
    const server = await fleet.start();
    const { what, id } = await refused(server);
    await server.sql('delete from pgboss.job');
    await server.sql(
      `with alerts as (select gen_random_uuid() as id from generate_series(1, 500))
       insert into notification_deliveries (alert_id, channel, action, title, notice, status, max_attempts, next_attempt_at)
       select id, 'webhook', 'triggered', 't', '{}'::jsonb, 'retrying', 3, now() + interval '1 hour' from alerts
       union all select id, 'webhook', 'resolved', 't', '{}'::jsonb, 'pending', 3, now() - interval '1 hour' from alerts`,
    );
    await makeOverdue(server, id);
    await server.app.get(Courier).queueOverdue();
    expect(await deliveryOf(server, what)).toMatchObject({ status: 'delivered' });
    await server.sql(`delete from notification_deliveries where title = 't'`);
  });

  it('what another server is queueing again is not queued twice', async () => {
    const server = await fleet.start();
    const what = notice();
    await deliver(server, what, ['webhook']);
    const { id } = await deliveryOf(server, what);
    await makeOverdue(server, id);
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
    const server = await fleet.start();
    const [never, after] = [notice(), notice()];
    const failing = deliver(server, never, ['webhook'], () => Promise.reject(new Error('halfway')));
    await expect(failing).rejects.toThrow('halfway');
    await deliver(server, after, ['webhook']);
    const { id } = await deliveryOf(server, after);
    expect(fleet.heardIds).toEqual([id]);
    expect(
      await server.sql('select 1 from notification_deliveries where alert_id = $1', [never.alert_id]),
    ).toEqual([]);
  });

  it('two servers on one database make each delivery once', async () => {
    const both = [await fleet.start(), await fleet.start()];
    const alerts = Array.from({ length: 40 }, () => notice());
    await Promise.all(alerts.map((what, n) => deliver(both[n % 2], what, ['webhook'])));
    for (const what of alerts) await deliveriesOf(both[0], what);
    expect(new Set(fleet.heardIds).size).toBe(40);
    expect(receiver.heard).toHaveLength(40);
  });
});
