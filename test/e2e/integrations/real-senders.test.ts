import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { freePort } from '../../support/free-port';
import { describeWithPrograms, RealProgram } from '../../support/real-program';
import { alertsOf, define } from '../infra/alert-scene';
import { feedOf, incidentsOf, newName, until } from './feed-scene';

/** An example of the guide, for this server, with a token from a file in this folder, and in a hurry. */
function example(name: string, serverUrl: string, folder: string): string {
  const guide = readFileSync(join(__dirname, '../../../docs/integrations.md'), 'utf8');
  const [, text] = new RegExp(`\`\`\`yaml\\n# ${name}\\n([^]*?)\`\`\``).exec(guide)!;
  return text
    .replaceAll('https://ops.example.net', serverUrl)
    .replaceAll('ops.example.net', new URL(serverUrl).host)
    .replaceAll('scheme: https', 'scheme: http')
    .replace(/credentials_file: .*/g, `credentials_file: ${folder}/token`)
    .replace('group_wait: 30s', 'group_wait: 0s')
    .replace(/((?:group|repeat|scrape|evaluation)_interval|batch_send_deadline): .*/g, '$1: 1s');
}

describeWithPrograms('real senders', ['prometheus', 'prometheus-alertmanager'], () => {
  let server: TestServer;
  let engineer: Actor;
  let feed: Actor;
  let token: Record<string, string>;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    feed = await feedOf(server, ['write:incidents', 'write:metrics']);
    token = { token: feed.token };
  });
  afterAll(() => server.close());

  it('Alertmanager opens an incident with an alert that fires, once, and resolves it with its end', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const alertmanager = await RealProgram.start(
      'prometheus-alertmanager',
      (folder) => example('alertmanager.yml', server.url, folder),
      (folder, config) => [
        ...[`--config.file=${config}`, `--storage.path=${folder}`, '--cluster.listen-address='],
        `--web.listen-address=${url.slice('http://'.length)}`,
      ],
      `${url}/-/ready`,
      token,
    );
    try {
      const name = newName();
      const startsAt = new Date(Date.now() - 30_000).toISOString();
      const post = async (summary: string, more: object = {}): Promise<void> => {
        const labels = { alertname: name, severity: 'page', env: 'prod', service: 'checkout-api' };
        const answer = await fetch(`${url}/api/v2/alerts`, {
          ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
          body: JSON.stringify([{ labels, annotations: { summary }, startsAt, ...more }]),
        });
        expect(answer.status).toBe(200);
      };
      const incident = (will: (body: Record<string, unknown>) => boolean, what: string) =>
        until(
          () => incidentsOf(engineer, name),
          (found) => found.length > 0 && will(found[0]),
          `${what}; Alertmanager: ${alertmanager.lastWords}`,
        );
      await post('Calls fail');
      const [opened] = await incident(() => true, 'the incident');
      expect(opened).toMatchObject({
        ...{ title: `${name}: Calls fail`, severity: 'critical', environment: 'production', status: 'open' },
        affected_services: ['checkout-api'],
      });
      await post('All calls fail');
      await incident(({ title }) => title === `${name}: All calls fail`, 'the change');
      const endsAt = new Date().toISOString();
      await post('All calls fail', { endsAt });
      const [resolved, ...others] = await incident(({ status }) => status === 'resolved', 'the end');
      expect([resolved.id, resolved.resolved_at, others]).toEqual([opened.id, endsAt, []]);
      // Whoever sends no fingerprint is one with Alertmanager, as ours is made in the same way.
      const labels = { service: 'checkout-api', severity: 'page', env: 'prod', alertname: name };
      const direct = await feed.post('/integrations/alertmanager/api/v2/alerts', [
        { labels, startsAt, endsAt },
      ]);
      expect(direct.body).toMatchObject({ received: 1, ignored: 1 });
      const known = await server.sql('select 1 from alertmanager_alerts where incident_id = $1', [opened.id]);
      const all = await server.sql(`select fingerprint from alertmanager_alerts`);
      expect([known.length, all.length]).toEqual([1, 1]);
    } finally {
      await alertmanager.end();
    }
  });

  it('Prometheus writes what it scrapes, a threshold fires at it, and its own alerts open incidents', async () => {
    const target: Server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end('# TYPE queue_depth_ratio gauge\nqueue_depth_ratio{queue="mail"} 0.97\nlost NaN\n');
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const scraped = `127.0.0.1:${(target.address() as AddressInfo).port}`;
    const address = `127.0.0.1:${await freePort()}`;
    const threshold = await define(await server.as('admin'), {
      metric_name: 'queue_depth_ratio',
      threshold_value: 0.9,
    });
    const prometheus = await RealProgram.start(
      'prometheus',
      (folder) =>
        [example('prometheus.yml', server.url, folder), example('alerting', server.url, folder)]
          .join('\n')
          .replace('localhost:9100', scraped),
      (folder, config) => [
        ...[`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, '--log.level=debug'],
        `--web.listen-address=${address}`,
      ],
      `http://${address}/-/ready`,
      {
        ...token,
        'rules.yml': `groups:
  - name: queue
    rules:
      - { alert: QueueFull, expr: queue_depth_ratio > 0.9, labels: { severity: warning }, annotations: { summary: Queue is full } }`,
      },
    );
    const said = (): string => `Prometheus: ${prometheus.lastWords}`;
    try {
      const read = () =>
        engineer.get<Record<string, unknown>[]>('/infra/metrics?metric_name=queue_depth_ratio');
      const { body } = await until(read, (answer) => answer.body.length >= 2, `two samples; ${said()}`);
      expect(body[0]).toMatchObject({
        ...{ value: 0.97, unit: 'ratio', service: 'node', host: scraped, environment: 'production' },
        tags: { queue: 'mail', env: 'prod' },
      });
      expect(await alertsOf(engineer, threshold)).toMatchObject([
        { status: 'active', value: 0.97, host: scraped },
      ]);
      expect((await engineer.get('/infra/metrics?metric_name=up&latest=true')).body).toMatchObject([
        { value: 1 },
      ]);
      expect((await engineer.get('/infra/metrics?metric_name=lost')).body).toEqual([]);
      const [incident] = await until(
        () => incidentsOf(engineer, 'QueueFull'),
        (found) => found.length > 0,
        `the incident; ${said()}`,
      );
      expect(incident).toMatchObject({
        title: 'QueueFull: Queue is full',
        severity: 'medium',
        affected_services: ['node'],
      });
    } finally {
      await prometheus.end();
      target.close();
    }
  });
});
