import { describe, expect, it } from '@jest/globals';
import { Incident, type IncidentStatus } from '../../infra/incidents';
import { datedBy, judge, type KnownAlert, retell } from './alert-policy';
import type { Saying } from './alert-words';
import { readAlert, type ReceivedAlert } from './received-alert';

/** Minutes after noon. */
const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 2, 12, minutes));
const NOW = at(60);
const firing = (starts: number) => ({ isFiring: true, startsAt: at(starts), endsAt: null });
const ended = (starts: number, ends: number) => ({ isFiring: false, startsAt: at(starts), endsAt: at(ends) });
const known = (starts: number, ends: number | null, heard = 50): KnownAlert => ({
  starts_at: at(starts),
  ends_at: ends === null ? null : at(ends),
  heard_at: at(heard),
});

describe('what an alert means for its incident', () => {
  it.each<
    [
      string,
      ReturnType<typeof firing> | ReturnType<typeof ended>,
      KnownAlert | null,
      IncidentStatus | null,
      string,
    ]
  >([
    ['fires for the first time', firing(0), null, null, 'open'],
    ['ends and was never heard of', ended(0, 5), null, null, 'ignore'],
    ['fires still', firing(0), known(0, null), 'open', 'go_on'],
    ['fires still while somebody looks into it', firing(0), known(0, null), 'investigating', 'go_on'],
    ['fires still after somebody has closed it', firing(0), known(0, null), 'closed', 'ignore'],
    ['fires still after somebody has resolved it', firing(0), known(0, null), 'resolved', 'ignore'],
    ['fires still after somebody has removed it', firing(0), known(0, null), null, 'ignore'],
    ['ends', ended(0, 5), known(0, null), 'open', 'resolve'],
    ['ends twice', ended(0, 5), known(0, 5), 'resolved', 'ignore'],
    ['fires anew, its end having been lost', firing(30), known(0, null), 'open', 'go_on'],
    ['fires anew after somebody has closed it', firing(30), known(0, null), 'closed', 'open'],
    ['fires anew after somebody has removed it', firing(30), known(0, null), null, 'open'],
    ['fires anew soon after its end', firing(50), known(0, 46), 'resolved', 'reopen'],
    ['fires anew long after its end', firing(50), known(0, 44), 'resolved', 'open'],
    ['fires anew soon after somebody has closed it', firing(50), known(0, 46), 'closed', 'open'],
    ['fires as before although it had ended', firing(0), known(0, 5), 'resolved', 'reopen'],
    ['fires as before although it had ended and been closed', firing(0), known(0, 5), 'closed', 'ignore'],
    ['fires in a request that its end has overtaken', firing(0), known(0, 5, 61), 'resolved', 'ignore'],
    ['of long ago fires in a late request', firing(0), known(20, 25), 'resolved', 'ignore'],
    ['of long ago ends in a late request', ended(0, 5), known(20, null), 'open', 'ignore'],
    ['began by a clock that is ahead, and was closed', firing(90), known(90, null), 'closed', 'ignore'],
    ['fires anew, its clock put back', firing(55), known(90, null), 'closed', 'open'],
    ['fires anew and ends, its clock put back', ended(55, 58), known(90, null), 'open', 'resolve'],
    ['fires anew after its end, its clock put back', firing(55), known(90, 52), 'closed', 'open'],
    ['ends, having begun earlier than was known', ended(0, 30), known(20, null), 'open', 'resolve'],
  ])('when it %s', (_, alert, before, status, verdict) => {
    expect(judge(alert, before, status, NOW)).toBe(verdict);
  });

  it.each<[string, string | undefined]>([
    ['says no beginning', undefined],
    ['says one that is ahead of our clock', at(90).toISOString()],
  ])(
    'when it %s, a repeat does not bring back what a person has closed, and its end is its end',
    (_, startsAt) => {
      const read = (heardAt: Date, more: object = {}): ReceivedAlert =>
        readAlert({ labels: { alertname: 'A' }, startsAt, ...more }, heardAt) as ReceivedAlert;
      const before = { starts_at: read(at(50)).startsAt, ends_at: null, heard_at: at(50) };
      const repeat = datedBy(read(NOW), before);
      expect(judge(repeat, before, 'closed', NOW)).toBe('ignore');
      expect(judge(repeat, before, 'open', NOW)).toBe('go_on');
      const end = datedBy(read(NOW, { status: 'resolved' }), before);
      expect(judge(end, before, 'open', NOW)).toBe('resolve');
      const over = { ...before, ends_at: at(58), heard_at: at(58) };
      expect(judge(datedBy(read(NOW), over), over, 'resolved', NOW)).toBe('reopen');
    },
  );

  it('what it says otherwise is taken over where nobody has changed it', () => {
    const before = { title: 'A', description: 'One', severity: 'low', tags: ['x'], squad: 'S' } as Saying;
    const now = { ...before, title: 'B', description: 'Two', severity: 'high', tags: ['y'] } as Saying;
    const incident = Object.assign(new Incident(), before, {
      description: 'Somebody knows more',
      tags: ['x'],
    });
    retell(incident, before, now);
    expect(incident).toMatchObject({
      title: 'B',
      description: 'Somebody knows more',
      severity: 'high',
      tags: ['y'],
    });
    incident.severity = 'critical';
    retell(incident, now, { ...now, title: 'C' });
    expect(incident).toMatchObject({ title: 'C', severity: 'critical' });
  });
});
