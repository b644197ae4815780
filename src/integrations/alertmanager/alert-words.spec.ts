import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../core/queueing/pace';
import { sayingOf, type Saying } from './alert-words';
import { fingerprintOf } from './fingerprint';
import { readAlerts } from './read-alerts';
import { AlertFault, isLater, readAlert, type ReceivedAlert } from './received-alert';

const NOW = new Date('2026-11-02T12:00:00.000Z');
const read = (given: unknown): ReceivedAlert => readAlert(given, NOW) as ReceivedAlert;
const say = (labels: Record<string, string>, annotations: Record<string, string> = {}): Saying =>
  sayingOf(read({ labels, annotations, generatorURL: 'http://p/graph' }), {
    environment: 'staging',
    squad: 'Ops',
  });

describe('an alert', () => {
  it('tells the whole incident', () => {
    const labels = {
      alertname: 'HighErrorRate',
      severity: 'page',
      env: 'prod-eu',
      team: 'Payments',
      service: 'api',
      job: 'gw',
      pod: 'x',
    };
    expect(
      say(labels, { summary: 'Calls fail', description: 'One in five.', runbook_url: 'http://r' }),
    ).toEqual({
      ...{
        title: 'HighErrorRate: Calls fail',
        severity: 'critical',
        squad: 'Payments',
        environment: 'production',
      },
      affected_services: ['api', 'gw'],
      tags: ['alertmanager', 'alertname=HighErrorRate', 'pod=x'],
      description:
        'One in five.\n\nLabels: alertname=HighErrorRate, severity=page, env=prod-eu, team=Payments, service=api, job=gw, pod=x\n' +
        'Source: http://p/graph\nRunbook: http://r',
    });
  });

  it('with nothing but a label is still one that the product takes', () => {
    const { title, description, severity, squad, environment, affected_services } = say({ a: 'b' });
    expect([title, severity, squad, environment, affected_services]).toEqual([
      ...[`Alert ${fingerprintOf(new Map([['a', 'b']]))}`, 'medium', 'Ops', 'staging', null],
    ]);
    expect(description.length).toBeGreaterThanOrEqual(10);
  });

  it.each([
    ['critical', 'critical'],
    ['Page', 'critical'],
    ['error', 'high'],
    ['high', 'high'],
    ['warning', 'medium'],
    ['info', 'low'],
    ['none', 'low'],
    ['whatever', 'medium'],
    ['constructor', 'medium'],
  ])('of severity %s is %s', (word, severity) => {
    expect(say({ alertname: 'Down', severity: word }).severity).toBe(severity);
  });

  it('is cut to what an incident holds, and loses what cannot be kept', () => {
    const long = say(
      { alertname: 'N', big: 'x'.repeat(300), nul: 'a\0b', team: 't'.repeat(101) },
      { summary: '😀'.repeat(300), description: 'd'.repeat(30_000) },
    );
    expect([long.title.length <= 200, long.description.length, long.squad]).toEqual([true, 20_000, 'Ops']);
    expect(Buffer.from(long.title).toString()).toBe(long.title);
    expect(long.tags).toEqual(['alertmanager', 'alertname=N', 'nul=ab']);
  });

  it.each<[unknown, string]>([
    [null, 'is not an object'],
    [7, 'is not an object'],
    [[], 'is not an object'],
    [{}, 'has no labels'],
    [{ labels: {} }, 'has no labels'],
    [{ labels: { a: 1 } }, 'has no labels'],
    [{ labels: { a: 'b' }, startsAt: 'soon' }, 'has a startsAt or endsAt that is no time'],
    [{ labels: { a: 'b' }, endsAt: 7 }, 'has a startsAt or endsAt that is no time'],
    [
      { labels: Object.fromEntries(Array.from({ length: 257 }, (_, n) => [`l${n}`, 'x'])) },
      'has more than 256 labels',
    ],
  ])('such as %j cannot be taken', (given, reason) => {
    expect(readAlert(given, NOW)).toEqual(new AlertFault(reason));
  });

  it('fires or has ended as its status says, else as its end does', () => {
    const labels = { a: 'b' };
    const zero = '0001-01-01T00:00:00Z';
    const [past, future] = ['2026-11-02T11:00:00.123456789Z', '2026-11-02T13:00:00+00:00'];
    const isFiring = (more: object): boolean => read({ labels, ...more }).isFiring;
    expect(
      [
        { status: 'firing', endsAt: zero },
        { status: 'resolved' },
        {},
        { endsAt: zero },
        { endsAt: past },
        { endsAt: future },
      ].map(isFiring),
    ).toEqual([true, false, true, true, false, true]);
    expect(read({ labels, startsAt: past, endsAt: future })).toMatchObject({
      startsAt: new Date('2026-11-02T11:00:00.123Z'),
      endsAt: null,
    });
    expect(read({ labels, startsAt: future })).toMatchObject({
      startsAt: new Date('2026-11-02T13:00:00.000Z'),
      isDated: true,
    });
    expect(read({ labels, startsAt: zero })).toMatchObject({ startsAt: NOW, isDated: false });
  });

  it('lets others have a turn wherever reading many of them takes long', async () => {
    const pace = Object.defineProperty(new Pace(), 'isDue', { value: true });
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (turns < 3) setImmediate(turn);
    };
    setImmediate(turn);
    const alerts = ['1', '2', '3'].map((n) => ({ labels: { n } }));
    const defaults = { environment: 'staging' as const, squad: 'Ops' };
    const news = await readAlerts(alerts, defaults, NOW, pace, () => undefined);
    expect([news.length, turns]).toEqual([3, 3]);
  });

  it('told twice in a request counts as it was told latest', () => {
    const alert = (minute: number, status: string) =>
      read({ labels: { a: 'b' }, status, startsAt: `2026-11-02T11:0${minute}:00Z` });
    expect(isLater(alert(2, 'firing'), alert(1, 'resolved'))).toBe(true);
    expect(isLater(alert(1, 'firing'), alert(1, 'resolved'))).toBe(false);
    expect(isLater(alert(1, 'resolved'), alert(1, 'firing'))).toBe(true);
  });
});
