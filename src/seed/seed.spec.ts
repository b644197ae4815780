import { describe, expect, it } from '@jest/globals';
import { demoAccounts } from './accounts';
import { crosses, type Operator } from '../infra/thresholds';
import { type AlertRow, createAlerts } from './alerts';
import { createThresholds } from './alert-rules';
import { createAuditTrail } from './audit-trail';
import { createEvidence } from './evidence';
import { createIncidents, type SeedIncident } from './incidents';
import { createMetrics } from './metrics';
import { Deck, Random } from './random';
import { ENVIRONMENTS, SCENARIOS, SEVERITIES, SQUADS, STATUSES } from './scenarios';
import { createTasks, type TaskRow } from './tasks';

const NOW = new Date('2026-11-02T09:30:00.000Z');
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DAY = 24 * 60 * 60 * 1000;

function incidentsAt(now: Date, count = 125): SeedIncident[] {
  return createIncidents({ count, now, accounts: demoAccounts(now), stream: 'incidents:0' });
}

function everything(now: Date): {
  incidents: SeedIncident[];
  evidence: unknown[];
  trail: ReturnType<typeof createAuditTrail>;
} {
  const accounts = demoAccounts(now);
  const incidents = incidentsAt(now);
  const numbers = new Map(incidents.map((incident, at) => [incident.row.id, `INC-${1001 + at}`]));
  const evidence = createEvidence(incidents, accounts, 'evidence');
  const trail = createAuditTrail({ incidents, numbers, detailed: 2000, accounts, now, stream: 'audit' });
  return { incidents, evidence, trail };
}

describe('Random', () => {
  it('gives the same numbers for the same name and others for another', () => {
    const numbers = (name: string): number[] => {
      const random = new Random(name);
      return Array.from({ length: 20 }, () => random.integer(1, 1_000_000));
    };
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });

  it('gives distinct version 4 UUIDs', () => {
    const random = new Random('uuid');
    const ids = Array.from({ length: 20_000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !UUID_V4.test(id))).toEqual([]);
  });

  it('keeps to ranges and weights', () => {
    const random = new Random('ranges');
    const numbers = Array.from({ length: 5000 }, () => random.integer(3, 7));
    expect([...new Set(numbers)].sort()).toEqual([3, 4, 5, 6, 7]);
    const heavy = Array.from({ length: 5000 }, () =>
      random.weighted([
        ['a', 3],
        ['b', 1],
        ['c', 0],
      ]),
    );
    expect(heavy.filter((item) => item === 'a').length / 5000).toBeCloseTo(0.75, 1);
    expect(heavy).not.toContain('c');
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('Deck', () => {
  it('brings up each item in its share and keeps what did not fit', () => {
    const deck = new Deck(new Random('deck'), ['a', 'b', 'c'], ['first']);
    expect(deck.draw()).toBe('first');
    expect(deck.draw((item) => item === 'b')).toBe('b');
    expect([deck.draw(), deck.draw()].sort()).toEqual(['a', 'c']);
  });
});

describe('demo data', () => {
  it('is the same on every run', () => {
    expect(everything(NOW)).toEqual(everything(NOW));
    expect(incidentsAt(NOW, 250).length).toBe(250);
  });

  it('has scenarios of every severity at every squad, and at least 30 in all', () => {
    const keys = SQUADS.flatMap((squad) => SCENARIOS[squad].map((scenario) => scenario.key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThanOrEqual(30);
    for (const squad of SQUADS) {
      expect(new Set(SCENARIOS[squad].flatMap((scenario) => scenario.severities))).toEqual(
        new Set(SEVERITIES),
      );
    }
  });

  // A working morning, a weekend, a night, a year later.
  it.each(['2026-11-02T09:30:00Z', '2026-11-08T14:00:00Z', '2027-01-01T02:15:00Z', '2027-11-23T18:45:12Z'])(
    'covers everything at %s',
    (time) => {
      const incidents = incidentsAt(new Date(time));
      const rows = incidents.map((incident) => incident.row);
      expect(rows).toHaveLength(125);
      expect(new Set(rows.map((row) => row.severity))).toEqual(new Set(SEVERITIES));
      expect(new Set(rows.map((row) => row.status))).toEqual(new Set(STATUSES));
      expect(new Set(rows.map((row) => row.squad))).toEqual(new Set(SQUADS));
      expect(new Set(rows.map((row) => row.environment))).toEqual(new Set(ENVIRONMENTS));
      expect(new Set(rows.map((row) => `${row.severity} ${row.status}`)).size).toBe(16);
      expect(new Set(incidents.map((incident) => incident.scenario.key)).size).toBeGreaterThanOrEqual(30);
      expect(+rows.at(-1)!.created_at - +rows[0].created_at).toBeGreaterThanOrEqual(77 * DAY);
      expect(rows.map((row) => +row.created_at)).toEqual(
        rows.map((row) => +row.created_at).sort((a, b) => a - b),
      );
    },
  );

  it('resolves exactly the resolved and closed ones, between their creation and now', () => {
    for (const { row, history } of incidentsAt(NOW, 2000)) {
      const settled = row.status === 'resolved' || row.status === 'closed';
      expect([row.resolved_at !== null, row.root_cause !== null, row.resolution !== null]).toEqual([
        settled,
        settled,
        settled,
      ]);
      const times = [row.created_at, ...history.map((step) => step.at), NOW].map(Number);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      if (row.resolved_at) expect(+row.resolved_at).toBeGreaterThan(+row.created_at);
      expect(+row.updated_at).toBeGreaterThanOrEqual(+(row.resolved_at ?? row.created_at));
      expect(row.status === 'open' || row.assignee !== null).toBe(true);
      expect(row.id).toMatch(UUID_V4);
    }
  });

  it('leaves no placeholder in a text', () => {
    const incidents = incidentsAt(NOW, 2000);
    const evidence = createEvidence(incidents, demoAccounts(NOW), 'evidence');
    expect(JSON.stringify([incidents.map((incident) => incident.row), evidence])).not.toMatch(
      /\{[a-z_]+(\+\d+)?\}/,
    );
  });

  it('dates evidence between the creation and the last change of its incident', () => {
    const incidents = incidentsAt(NOW);
    const rows = new Map(incidents.map(({ row }) => [row.id, row]));
    const evidence = createEvidence(incidents, demoAccounts(NOW), 'evidence');
    expect(evidence.length / incidents.length).toBeGreaterThan(1.2);
    expect(evidence.length / incidents.length).toBeLessThan(1.9);
    expect(new Set(evidence.map((piece) => piece.type))).toEqual(
      new Set(['log', 'metric', 'command', 'document']),
    );
    for (const piece of evidence) {
      const row = rows.get(piece.incident_id)!;
      expect(+piece.uploaded_at).toBeGreaterThanOrEqual(+row.created_at);
      expect(+piece.uploaded_at).toBeLessThanOrEqual(+row.updated_at);
    }
  });

  it('leaves a trail of at least 400 rows in the order of time that leads to the state of the incidents', () => {
    const { incidents, trail } = everything(NOW);
    expect(trail.length).toBeGreaterThanOrEqual(400);
    expect(trail.map((row) => +row.timestamp)).toEqual(
      trail.map((row) => +row.timestamp).sort((a, b) => a - b),
    );
    expect(trail.filter((row) => row.timestamp > NOW)).toEqual([]);
    expect(new Set(trail.map((row) => row.id)).size).toBe(trail.length);
    expect(new Set(trail.map((row) => `${row.event_type} ${row.status}`))).toEqual(
      new Set([
        'CREATE success',
        'CREATE failed',
        'UPDATE success',
        'LOGIN success',
        'LOGIN failed',
        'LOGOUT success',
        'ACCESS failed',
      ]),
    );
    for (const { row } of incidents) {
      const own = trail.filter((entry) => entry.resource_id === row.id);
      expect(own[0].event_type).toBe('CREATE');
      expect(own).toHaveLength(row.version);
      const moves = own.flatMap((entry) => entry.changes ?? []) as { field: string; new_value: unknown }[];
      expect(moves.findLast((move) => move.field === 'status')!.new_value).toBe(row.status);
    }
  });

  it('signs the accounts in for the last time when they say so', () => {
    const { trail } = everything(NOW);
    for (const account of demoAccounts(NOW)) {
      const own = trail.filter(
        (row) => row.user_id === account.id && row.event_type === 'LOGIN' && row.status === 'success',
      );
      expect(own.at(-1)!.timestamp).toEqual(account.lastLogin);
      expect(+NOW - +account.createdAt).toBeGreaterThan(84 * DAY);
    }
  });
});

describe('demo tasks', () => {
  const tasksAt = (time: string): TaskRow[] => createTasks(new Date(time), demoAccounts(new Date(time)));
  const mondayOf = (date: Date): number => Math.floor((+date / DAY + 3) / 7);
  /** The SLA over all weeks. */
  const slaOf = (tasks: readonly TaskRow[]): number => {
    const sum = (hours: (number | null)[]): number =>
      hours.reduce<number>((total, one) => total + (one ?? 0), 0);
    const done = tasks.filter(({ status }) => status === 'done');
    return (100 * sum(done.map((one) => one.actual_hours))) / sum(tasks.map((one) => one.estimated_hours));
  };
  const times = [
    '2026-11-02T09:30:00Z',
    '2026-11-08T14:00:00Z',
    '2027-01-01T02:15:00Z',
    '2027-11-23T18:45:12Z',
  ];

  it('are the same on every run', () => {
    expect(tasksAt(times[0])).toEqual(tasksAt(times[0]));
  });

  it.each(times)(
    'cover thirteen weeks, every squad, status and priority at %s, and some are late',
    (time) => {
      const tasks = tasksAt(time);
      expect(tasks).toHaveLength(91);
      expect(new Set(tasks.map(({ title }) => title)).size).toBe(91);
      expect(new Set(tasks.map(({ created_at }) => mondayOf(created_at))).size).toBeGreaterThanOrEqual(13);
      expect(new Set(tasks.map(({ status }) => status)).size).toBe(4);
      expect(new Set(tasks.map(({ priority }) => priority)).size).toBe(4);
      expect(new Set(tasks.map(({ environment }) => environment)).size).toBe(4);
      for (const squad of SQUADS)
        expect(tasks.filter((task) => task.squad === squad).length).toBeGreaterThanOrEqual(13);
      const now = new Date(time);
      const overdue = tasks.filter(({ status, due_date }) => status !== 'done' && due_date < now);
      expect(overdue.length).toBeGreaterThanOrEqual(5);
      expect(overdue.length).toBeLessThanOrEqual(40);
    },
  );

  it.each(times)('give squads an SLA each of their own at %s', (time) => {
    const tasks = tasksAt(time);
    const figures = SQUADS.map((squad) => slaOf(tasks.filter((task) => task.squad === squad)));
    expect(Math.max(...figures) - Math.min(...figures)).toBeGreaterThan(30);
    for (const figure of figures) {
      expect(figure).toBeGreaterThan(10);
      expect(figure).toBeLessThan(115);
    }
  });

  it.each(times)('have times and hours at %s that fit their status', (time) => {
    const now = new Date(time);
    for (const task of tasksAt(time)) {
      const { status, created_at, updated_at, completed_at, actual_hours, estimated_hours } = task;
      const moments = [created_at, completed_at ?? created_at, updated_at, now].map(Number);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect([completed_at !== null, actual_hours !== null]).toEqual([status === 'done', status !== 'todo']);
      expect(status === 'todo' || task.assignee !== null).toBe(true);
      expect(+task.due_date).toBeGreaterThan(+created_at);
      for (const hours of [estimated_hours, actual_hours ?? 1]) {
        expect(hours).toBeGreaterThan(0);
        expect(hours * 2).toBe(Math.round(hours * 2));
      }
      expect(`${task.title} ${task.description}`).not.toMatch(/[{}]/);
      expect(task.id).toMatch(UUID_V4);
    }
  });
});

describe('demo metrics', () => {
  const rows = createMetrics(NOW);
  const ofSeries = (name: string, host: string | null): number[] =>
    rows.filter((row) => row.metric_name === name && row.host === host).map(({ value }) => value);

  it('are the same on every run', () => {
    expect(createMetrics(NOW)).toEqual(rows);
  });

  it('are 24 hours of at least 12 series of every type and environment, every five minutes up to now', () => {
    const series = new Map<string, number[]>();
    for (const { metric_name, environment, service, host, timestamp } of rows) {
      const key = [metric_name, environment, service, host].join();
      series.set(key, [...(series.get(key) ?? []), timestamp.getTime()]);
    }
    expect(series.size).toBeGreaterThanOrEqual(12);
    const end = NOW.getTime();
    const times = Array.from({ length: 288 }, (_, step) => end - (287 - step) * 300_000);
    for (const own of series.values()) expect(own).toEqual(times);
    expect(new Set(rows.map((row) => row.metric_type)).size).toBe(5);
    expect(new Set(rows.map((row) => row.environment))).toEqual(new Set(ENVIRONMENTS));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const services = new Set(SQUADS.flatMap((squad) => SCENARIOS[squad].flatMap((one) => one.services)));
    expect(rows.filter(({ service }) => service !== null && !services.has(service))).toEqual([]);
  });

  it('follow the working day, and show a spike that is over', () => {
    const web = ofSeries('cpu_usage', 'web-1');
    expect(Math.max(...web) - Math.min(...web)).toBeGreaterThan(25);
    const gateway = ofSeries('cpu_usage', 'pay-1');
    const high = gateway.flatMap((value, index) => (value > 90 ? [index] : []));
    expect(high).toEqual(Array.from({ length: 8 }, (_, index) => high[0] + index));
    expect(gateway.length - high.at(-1)!).toBeGreaterThan(12);
    for (const { value, unit } of rows) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(unit === '%' ? value : 0).toBeLessThanOrEqual(100);
    }
  });
});

describe('demo alerts', () => {
  const times = [
    '2026-11-02T09:30:00Z',
    '2026-11-08T14:00:00Z',
    '2027-01-01T02:15:00Z',
    '2027-11-23T18:45:12Z',
  ];
  const rulesAt = (time: string) => createThresholds(new Date(time), demoAccounts(new Date(time)));
  const alertsAt = (time: string): AlertRow[] =>
    createAlerts(new Date(time), demoAccounts(new Date(time)), rulesAt(time));

  it('and their thresholds are the same on every run', () => {
    expect(rulesAt(times[0])).toEqual(rulesAt(times[0]));
    expect(alertsAt(times[0])).toEqual(alertsAt(times[0]));
  });

  it('come from thresholds of every metric_type and severity, one of them disabled', () => {
    const rules = rulesAt(times[0]);
    expect(rules.length).toBeGreaterThanOrEqual(6);
    expect(new Set(rules.map(({ metric_type }) => metric_type)).size).toBe(4);
    expect(new Set(rules.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
    expect(rules.filter(({ enabled }) => !enabled)).toHaveLength(1);
    const names = new Set(createMetrics(NOW).map(({ metric_name }) => metric_name));
    expect(rules.filter(({ metric_name }) => names.has(metric_name)).length).toBeGreaterThanOrEqual(6);
  });

  it.each(times)('are twelve weeks of history in every state at %s, each open once', (time) => {
    const alerts = alertsAt(time);
    expect(alerts.length).toBeGreaterThanOrEqual(30);
    expect(new Set(alerts.map(({ status }) => status)).size).toBe(3);
    expect(+alerts.at(-1)!.triggered_at - +alerts[0].triggered_at).toBeGreaterThan(42 * DAY);
    const open = alerts.filter(({ status }) => status !== 'resolved');
    expect(new Set(open.map((row) => row.threshold_id + row.series)).size).toBe(open.length);
    expect(new Set(alerts.map(({ resolved_by }) => resolved_by !== null)).size).toBe(2);
    const spikes = alerts.filter((row) => +new Date(time) - +row.triggered_at < DAY / 6);
    expect(new Set(spikes.map(({ metric_name }) => metric_name))).toEqual(
      new Set(['cpu_usage', 'request_latency_p95', 'error_rate']),
    );
  });

  it.each(times)('have times at %s that fit their state, and values beyond their threshold', (time) => {
    const rules = new Map(rulesAt(time).map((rule) => [rule.id, rule]));
    for (const alert of alertsAt(time)) {
      const { triggered_at, acknowledged_at, resolved_at, updated_at, status, value, operator } = alert;
      const moments = [
        rules.get(alert.threshold_id)!.created_at,
        triggered_at,
        acknowledged_at ?? triggered_at,
        updated_at,
        new Date(time),
      ].map(Number);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect(resolved_at !== null).toBe(status === 'resolved');
      if (resolved_at) expect(+resolved_at).toBe(+updated_at);
      expect(acknowledged_at === null && status === 'acknowledged').toBe(false);
      expect([alert.message, crosses(operator as Operator, value, alert.threshold_value)]).toEqual([
        alert.message,
        true,
      ]);
      expect(alert.message).toContain(alert.metric_name);
    }
  });
});
