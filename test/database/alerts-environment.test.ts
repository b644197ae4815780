import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { specOf } from '../../src/core/database/resource';
import { Forbidden, NotFound } from '../../src/core/errors/domain-error';
import type { Page } from '../../src/core/http/answers';
import { parseListQuery } from '../../src/core/lists/parse-list-query';
import { Alert, AlertsService } from '../../src/infra/alerts';
import { ThresholdsService } from '../../src/infra/thresholds/thresholds.service';
import { alertsOf, at, define, point, rule, watch } from '../e2e/infra/alert-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';

/** What credentials that are bound to one environment may do with thresholds and alerts. */
describe('a caller who is bound to staging', () => {
  let server: TestServer;
  let admin: Actor;
  let thresholds: ThresholdsService;
  let alerts: AlertsService;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    thresholds = server.app.get(ThresholdsService, { strict: false });
    alerts = server.app.get(AlertsService, { strict: false });
  });
  afterAll(() => server.close());

  const bound = <T>(work: () => Promise<T>): Promise<T> =>
    asCaller(tokenOf('admin', ['manage:thresholds', 'write:metrics'], 'staging'), work);

  it('defines and changes thresholds of staging, not those of production nor of all', async () => {
    const { id } = await bound(() => thresholds.define(rule({ environment: 'staging' }) as never));
    expect((await bound(() => thresholds.update(id, { threshold_value: 5 }))).version).toBe(2);
    await expect(bound(() => thresholds.update(id, { environment: 'all' }))).rejects.toThrow(Forbidden);
    for (const environment of ['production', 'all']) {
      const request = rule({ environment }) as never;
      await expect(bound(() => thresholds.define(request))).rejects.toThrow(Forbidden);
      const other = await define(admin, { environment });
      await expect(bound(() => thresholds.read(other.id))).rejects.toThrow(NotFound);
      await expect(bound(() => thresholds.update(other.id, { enabled: false }))).rejects.toThrow(NotFound);
      await expect(bound(() => thresholds.remove(other.id))).rejects.toThrow(NotFound);
    }
  });

  it('who sends measurements of staging raises and resolves alerts of a threshold of all', async () => {
    const threshold = await define(admin, { environment: 'all', cooldown_minutes: 0 });
    const staging = { environment: 'staging' } as const;
    await bound(() => watch(server, point(threshold, 99, staging)));
    const [opened] = await alertsOf(admin, threshold);
    expect(opened).toMatchObject({ status: 'active', environment: 'staging' });
    await bound(() => watch(server, point(threshold, 1, { ...staging, timestamp: at(1) })));
    expect(await alertsOf(admin, threshold)).toMatchObject([{ id: opened.id, status: 'resolved' }]);
  });

  it('sees and takes further the alerts of staging alone', async () => {
    const threshold = await define(admin, { environment: 'all' });
    await watch(server, point(threshold, 99), point(threshold, 99, { environment: 'staging' }));
    const query = parseListQuery(specOf<unknown>(Alert), '/', `threshold_id=${threshold.id}`, undefined);
    const { json } = (await bound(() => alerts.list(query))) as Page;
    const [seen, ...more] = JSON.parse(json) as { id: string; environment: string }[];
    expect([seen.environment, more]).toEqual(['staging', []]);
    expect((await bound(() => alerts.step(seen.id, { status: 'resolved' }))).version).toBe(2);
    const hidden = (await alertsOf(admin, threshold)).find(
      ({ environment }) => environment === 'production',
    )!;
    await expect(bound(() => alerts.step(hidden.id, { status: 'resolved' }))).rejects.toThrow(NotFound);
  });
});
