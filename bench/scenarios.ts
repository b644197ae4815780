import { isDeepStrictEqual } from 'node:util';
import type { Request } from 'autocannon';
import { FIELDS, type NewIncident } from './baselines/incident';
import type { Contender } from './contenders';
import { withClient } from './database';

export interface Scenario {
  readonly part: 'list' | 'one' | 'create';
  readonly title: string;
  readonly expectedStatus: number;
  /** Without the caller's token. */
  readonly requests: readonly Request[];
}

export const INCIDENTS_PATH = '/api/v1/infra/incidents';
const IDS = 1_000;
/** Of a creation: these are chosen by the server, or differ with the time. */
const OWN_FIELDS = new Set<string>(['id', 'jira_id', 'created_at', 'updated_at']);

export const newIncident = (number: number): NewIncident => ({
  title: `Elevated error rate on checkout-api after deployment ${number}`,
  description:
    `Since deployment ${number} about 4 % of the calls to checkout-api fail with 502. The connection pool to the ` +
    'ledger is exhausted on two of nine nodes; retries make it worse. Customers see slow and failed payments.',
  severity: 'high',
  squad: 'payments',
  environment: 'production',
  affected_services: ['checkout-api', 'ledger-service'],
});

export async function scenarios(databaseUrl: string): Promise<Scenario[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ id: string }>('select id from incidents order by md5(jira_id) limit $1', [IDS]),
  );
  const list = `${INCIDENTS_PATH}?environment=production&status=open&limit=20`;
  const creations = Array.from({ length: 128 }, (_, number): Request => ({
    method: 'POST',
    path: INCIDENTS_PATH,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(newIncident(number)),
  }));
  const ones = rows.map(({ id }): Request => ({ method: 'GET', path: `${INCIDENTS_PATH}/${id}` }));
  return [
    { part: 'list', title: 'List of 20', expectedStatus: 200, requests: [{ method: 'GET', path: list }] },
    { part: 'one', title: 'One by id', expectedStatus: 200, requests: ones },
    { part: 'create', title: 'Create', expectedStatus: 201, requests: creations },
  ];
}

export const authorized = (request: Request, token: string): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${token}` },
});

/** Whoever answers something else is not comparable: all must give the same bodies before anything is measured. */
export async function compareAnswers(scenario: Scenario, contenders: readonly Contender[]): Promise<void> {
  let expected: unknown;
  for (const { name, server, token } of contenders) {
    const { path = '', method, headers, body } = authorized(scenario.requests[0], token);
    const response = await fetch(server.url + path, {
      method,
      headers: headers as Record<string, string>,
      body: body as string,
    });
    const text = await response.text();
    const about = `${scenario.title}: ${name} answered ${response.status} ${text.slice(0, 2_000)}`;
    if (response.status !== scenario.expectedStatus) throw new Error(`${about}\n${server.said}`);
    const answer = comparable(scenario, JSON.parse(text), about);
    expected ??= answer;
    if (!isDeepStrictEqual(answer, expected)) {
      throw new Error(`${about}\nbut ${contenders[0].name} ${JSON.stringify(expected).slice(0, 2_000)}`);
    }
  }
}

function comparable(scenario: Scenario, answer: unknown, about: string): unknown {
  const rows = scenario.part === 'list' ? (answer as object[]) : [answer as object];
  if (scenario.part === 'list' && rows.length !== 20) throw new Error(`${about}\nwhich are not 20 incidents`);
  for (const row of rows) {
    if (!isDeepStrictEqual(Object.keys(row).sort(), [...FIELDS].sort())) {
      throw new Error(`${about}\nwhich has not the fields of an incident`);
    }
  }
  if (scenario.part !== 'create') return rows;
  return Object.entries(rows[0])
    .filter(([field]) => !OWN_FIELDS.has(field))
    .sort();
}
