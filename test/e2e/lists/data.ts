import type { Actor, Answer } from '../../support/actor';
import type { TestServer } from '../../support/app';

export type ListedRow = Record<string, unknown> & { readonly id: string };

export const ROWS = 250;

/**
 * 250 incidents with many ties and gaps: three for each hour, a third without `resolved_at`, a fifth without assignee,
 * titles in seven spellings. Row n has the jira_id INC-<1000 + n>.
 */
export async function fillIncidents(server: TestServer): Promise<void> {
  await server.sql(`insert into incidents
    (title, description, severity, status, squad, environment, created_at, resolved_at, assignee, tags, affected_services, root_cause)
    select (array['alpha', 'Alpha', 'beta', 'Échec', 'zeta', '42 ways', 'a b'])[1 + n % 7],
      'Row number ' || n || ' of the list',
      (array['critical', 'high', 'medium', 'low'])[1 + n % 4],
      (array['open', 'investigating', 'resolved', 'closed'])[1 + n % 4],
      (array['Payments', 'Mobile', 'Data'])[1 + n % 3],
      (array['production', 'staging', 'development'])[1 + (n / 3) % 3],
      timestamptz '2026-01-01T00:00:00Z' + (n / 3) * interval '1 hour',
      case when n % 3 > 0 then timestamptz '2026-02-01T00:00:00.123Z' + (n % 11) * interval '1 day' end,
      case when n % 5 > 0 then 'Person ' || n % 9 end,
      case when n % 2 = 0 then array['even', 'by-' || n % 10] end,
      array['service-' || n % 6],
      case when n % 50 = 0 then 'the quorum was lost' end
    from generate_series(1, ${ROWS}) n order by n`);
}

/** All rows of a list, page by page. `step` gives the query of the next page, or null after the last. */
export async function walk(
  actor: Actor,
  path: string,
  step: (previous: Answer<ListedRow[]> | null, pages: number) => string | null,
): Promise<ListedRow[]> {
  const rows: ListedRow[] = [];
  let previous: Answer<ListedRow[]> | null = null;
  for (let pages = 0; pages < 300; pages += 1) {
    const query = step(previous, pages);
    if (query === null) return rows;
    previous = await actor.get<ListedRow[]>(`${path}?${query}`);
    if (previous.status !== 200) throw new Error(`${query}: ${previous.text}`);
    const body = previous.body as ListedRow[] | { data: ListedRow[] };
    rows.push(...(Array.isArray(body) ? body : body.data));
  }
  throw new Error('the list has no end');
}

export const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** The links of a Link header by their relation (RFC 8288). */
export function linksOf(answer: Answer<unknown>): Record<string, string> {
  const header = answer.headers.get('link') ?? '';
  return Object.fromEntries(
    [...header.matchAll(/<([^>]*)>; rel="([a-z]+)"/g)].map(([, target, relation]) => [relation, target]),
  );
}

/** `a=1&b=x%20y` of an object. */
export const query = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

/** Reads CSV as RFC 4180 has it: CRLF, quotes doubled. Fails on anything that a strict reader would not take. */
export function readCsv(text: string): { header: string[]; rows: Record<string, string>[] } {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 80)}`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === ',') continue;
    records.push(record);
    record = [];
  }
  const [header, ...rows] = records;
  if (rows.some((row) => row.length !== header.length)) throw new Error('rows of different length');
  return { header, rows: rows.map((row) => Object.fromEntries(row.map((value, at) => [header[at], value]))) };
}
