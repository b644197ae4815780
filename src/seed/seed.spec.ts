import { describe, expect, it } from '@jest/globals';
import { NOW, TIMES, UUID_V4 } from '../../test/support/demo-times';
import { demoAccounts } from './accounts';
import { createAuditTrail } from './audit-trail';
import { DAY } from './durations';
import { createEvidence } from './evidence';
import { createIncidents, type SeedIncident } from './incidents';
import { ENVIRONMENTS, SCENARIOS, SEVERITIES, SQUADS, STATUSES } from './scenarios';

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

  it.each(TIMES)('covers everything at %s', (time) => {
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
  });

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
