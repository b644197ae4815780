import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { changed, PATH, registerAsset, report, type VulnerabilityBody } from './vulnerability-scene';

describe('the list of vulnerabilities', () => {
  let server: TestServer;
  let engineer: Actor;
  let assets: Record<string, string>;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    const environments = ['production', 'staging'];
    const made = environments.map(async (environment) => [
      environment,
      (await registerAsset(engineer, { environment })).id,
    ]);
    assets = Object.fromEntries((await Promise.all(made)) as [string, string][]);
    const rows: [string, Record<string, unknown>][] = [
      ['production', { title: 'Log4Shell', cve_id: 'CVE-2021-44228', cvss_score: 10, severity: 'critical' }],
      [
        'production',
        {
          title: 'Heartbleed',
          cve_id: 'CVE-2014-0160',
          cvss_score: 7.5,
          severity: 'high',
          status: 'mitigated',
        },
      ],
      [
        'staging',
        { title: 'Heartbleed again', cve_id: 'CVE-2014-0160', cvss_score: 7.5, severity: 'medium' },
      ],
      [
        'staging',
        { title: 'Poodle', cve_id: 'CVE-2014-3566', cvss_score: 3.1, severity: 'low', status: 'in_progress' },
      ],
      [
        'production',
        { title: 'Weak banner', cve_id: null, severity: 'info', affected_package: 'openssh-server' },
      ],
    ];
    let day = 10;
    for (const [environment, more] of rows) {
      const discovered_at = `2026-01-${(day += 1)}T00:00:00.000Z`;
      await report(engineer, assets[environment], {
        discovered_at,
        mitre_techniques: ['T1190', `T${day}`],
        ...more,
      });
    }
  });
  afterAll(() => server.close());

  const titles = async (query: string): Promise<string[]> => {
    const answer = await engineer.get<VulnerabilityBody[]>(`${PATH}?${query}`);
    expect([query, answer.status]).toEqual([query, 200]);
    expect(answer.headers.get('x-total-count')).toBe(String(answer.body.length));
    return answer.body.map(({ title }) => title);
  };

  it('begins with what was discovered last', async () => {
    expect(await titles('')).toEqual([
      'Weak banner',
      'Poodle',
      'Heartbleed again',
      'Heartbleed',
      'Log4Shell',
    ]);
  });

  it.each([
    ['severity=critical', ['Log4Shell']],
    ['severity=low,info', ['Weak banner', 'Poodle']],
    ['status=open', ['Weak banner', 'Heartbleed again', 'Log4Shell']],
    ['status=mitigated&status=in_progress', ['Poodle', 'Heartbleed']],
    ['environment=staging', ['Poodle', 'Heartbleed again']],
    ['environment=production&severity=high', ['Heartbleed']],
    ['environment=development', []],
    ['cve_id=CVE-2014-0160', ['Heartbleed again', 'Heartbleed']],
    ['cve_id=CVE-2014-0160,CVE-2021-44228', ['Heartbleed again', 'Heartbleed', 'Log4Shell']],
    ['min_cvss_score=7.5', ['Heartbleed again', 'Heartbleed', 'Log4Shell']],
    ['max_cvss_score=7.4', ['Poodle']],
    ['min_cvss_score=3.1&max_cvss_score=7.5', ['Poodle', 'Heartbleed again', 'Heartbleed']],
    ['min_cvss_score=11', []],
    ['discovered_from=2026-01-13&discovered_to=2026-01-14', ['Poodle', 'Heartbleed again']],
    ['resolved_from=2026-01-01', ['Heartbleed']],
    ['affected_package=openssh-server', ['Weak banner']],
    ['mitre_technique=T13', ['Heartbleed again']],
    ['search=heartbleed', ['Heartbleed again', 'Heartbleed']],
    ['search=CVE-2014-3566', ['Poodle']],
    ['search=openssh-server', ['Weak banner']],
    ['search=heartbleed&environment=staging', ['Heartbleed again']],
    ['sort_by=cvss_score', ['Log4Shell', 'Heartbleed', 'Heartbleed again', 'Poodle', 'Weak banner']],
    ['sort_by=severity', ['Log4Shell', 'Heartbleed', 'Heartbleed again', 'Poodle', 'Weak banner']],
    [
      'sort_by=title&sort_order=asc',
      ['Heartbleed', 'Heartbleed again', 'Log4Shell', 'Poodle', 'Weak banner'],
    ],
    [
      `filter=${encodeURIComponent('[{"field":"cvss_score","operator":"gt","value":7.5},{"field":"environment","operator":"eq","value":"production"}]')}`,
      ['Log4Shell'],
    ],
  ])('narrowed by %s', async (query, expected) => {
    const found = await titles(query);
    if (query === 'sort_by=cvss_score') expect(found.toSorted()).toEqual(expected.toSorted());
    else expect(found).toEqual(expected);
  });

  it('is ordered by score with those that have none last, whichever way', async () => {
    const scores = async (order: string): Promise<(number | null)[]> => {
      const query = `${PATH}?sort_by=cvss_score&sort_order=${order}`;
      const { body } = await engineer.get<VulnerabilityBody[]>(query);
      return body.map(({ cvss_score }) => cvss_score);
    };
    expect(await scores('desc')).toEqual([10, 7.5, 7.5, 3.1, null]);
    expect(await scores('asc')).toEqual([3.1, 7.5, 7.5, 10, null]);
  });

  it('narrowed to one asset has that of the asset alone', async () => {
    expect(await titles(`asset_id=${assets.staging}`)).toEqual(['Poodle', 'Heartbleed again']);
    expect(await titles(`asset_id=${assets.staging},${assets.production}`)).toHaveLength(5);
  });

  it('goes by pages, and by a cursor over equal scores, without losing or repeating one', async () => {
    const seen: string[] = [];
    let query = `${PATH}?sort_by=cvss_score&limit=2`;
    for (;;) {
      const answer = await engineer.get<VulnerabilityBody[]>(query);
      seen.push(...answer.body.map(({ id }) => id));
      const cursor = answer.headers.get('x-next-cursor');
      if (!cursor) break;
      query = `${PATH}?sort_by=cvss_score&limit=2&cursor=${cursor}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    const page = await engineer.get(`${PATH}?page=2&limit=2`);
    expect(page.body.pagination).toMatchObject({ current_page: 2, total_items: 5, total_pages: 3 });
  });

  it.each([
    ['severity=urgent', 'severity'],
    ['status=closed', 'status'],
    ['environment=prod', 'environment'],
    ['asset_id=no-id', 'asset_id'],
    ['min_cvss_score=high', 'min_cvss_score'],
    ['max_cvss_score=', 'max_cvss_score'],
    ['min_cvss_score=1&min_cvss_score=2', 'min_cvss_score'],
    ['discovered_from=yesterday', 'discovered_from'],
    ['sort_by=description', 'sort_by'],
    ['cvss=9', 'cvss'],
  ])('narrowed by %s is refused', async (query, field) => {
    const answer = await engineer.get(`${PATH}?${query}`);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual([field]);
  });

  it('as CSV has the fields as columns, and lists and scores as they are', async () => {
    const [first] = (await engineer.get<VulnerabilityBody[]>(`${PATH}?cve_id=CVE-2021-44228`)).body;
    await changed(engineer, first.id, { references: ['https://example.com/a', 'https://example.com/b'] });
    const csv = await engineer.get(`${PATH}?cve_id=CVE-2021-44228&format=csv`);
    const [header, row, end] = csv.text.split('\r\n');
    expect(header.split(',')).toEqual(Object.keys(first));
    expect(row).toContain('https://example.com/a; https://example.com/b');
    expect(row).toContain(',10.0,');
    expect(end).toBe('');
    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename="?vulnerabilities-/);
  });
});
