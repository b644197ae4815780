import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'pg';
import { required } from './environment';
import {
  AUDIT_LOGS,
  channelsOf,
  creationDiff,
  FIELDS,
  type NewIncident,
  OUTBOX,
  POOL_SIZE,
} from './incident';

// The least that Node and Postgres can do for the same bytes: no framework, no authentication, no validation. Postgres
// builds the JSON text, and it is sent as it is. Nobody would ship this; it is the yardstick.

const pool = new Pool({ connectionString: required('DATABASE_URL'), max: POOL_SIZE });
const ROUTE = '/api/v1/infra/incidents';

/** Timestamps as ISO 8601 in UTC, like JSON.stringify writes a Date. */
const value = (field: string): string =>
  field.endsWith('_at')
    ? `to_char(r.${field} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${field}`
    : `r.${field}`;
const JSON_ROW = `row_to_json((select w from (select ${FIELDS.map(value).join(', ')}) w))`;

const LIST = {
  name: 'list',
  text: `select '[' || coalesce(string_agg(p.json, ','), '') || ']' as json from (
    select ${JSON_ROW}::text as json from incidents r
    where deleted_at is null and environment = $1 and status = $2 order by created_at desc, id desc limit $3) p`,
};
const ONE = {
  name: 'one',
  text: `select ${JSON_ROW}::text as json from incidents r where id = $1 and deleted_at is null`,
};
const CREATE = {
  name: 'create',
  text: `with saved as (
      insert into incidents (title, description, severity, squad, environment, affected_services)
      values ($1, $2, $3, $4, $5, $6) returning *),
    wire as materialized (select r.id, r.jira_id, ${JSON_ROW} as json from saved r),
    audited as (
      insert into ${AUDIT_LOGS} (event_type, resource_type, resource_id, resource_name, user_id, user_name,
        action_description, status, changes)
      select 'CREATE', 'incident', id::text, jira_id, 'nobody', 'Nobody', 'Created incident ' || jira_id, 'success', $7
      from wire),
    told as (
      insert into ${OUTBOX} (type, action, resource_id, channels, permission, environment, user_id, data)
      select 'incident', 'created', id, $8, 'read:incidents', $5, 'nobody', json from wire)
    select json::text as json from wire`,
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  if (request.method === 'POST' && url === ROUTE) {
    const body = JSON.parse(await textOf(request)) as NewIncident;
    const { title, description, severity, squad, environment, affected_services } = body;
    const diff = JSON.stringify(creationDiff(body));
    const row = [title, description, severity, squad, environment, affected_services];
    send(response, 201, await run(CREATE, [...row, diff, channelsOf(body)]));
  } else if (url.startsWith(`${ROUTE}?`)) {
    const query = new URLSearchParams(url.slice(ROUTE.length + 1));
    const values = [query.get('environment'), query.get('status'), query.get('limit') ?? 20];
    send(response, 200, await run(LIST, values));
  } else if (url.startsWith(`${ROUTE}/`)) {
    const json = await run(ONE, [url.slice(ROUTE.length + 1)]);
    send(response, json ? 200 : 404, json ?? '{"message":"Not found"}');
  } else {
    send(response, 404, '{"message":"Not found"}');
  }
}

async function run(
  statement: { name: string; text: string },
  values: unknown[],
): Promise<string | undefined> {
  const { rows } = await pool.query<{ json: string }>({ ...statement, values });
  return rows[0]?.json;
}

async function textOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const chunk of request) text += chunk as string;
  return text;
}

function send(response: ServerResponse, status: number, json = ''): void {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) };
  response.writeHead(status, headers).end(json);
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    send(response, 500, '{"message":"Internal server error"}');
  });
}).listen(Number(required('PORT')), '127.0.0.1');
