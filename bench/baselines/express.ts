import { createSecretKey } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
import { required } from './environment';
import {
  channelsOf,
  type Claims,
  COLUMNS,
  creationDiff,
  type IncidentRow,
  type NewIncident,
  OUTBOX,
  AUDIT_LOGS,
  POOL_SIZE,
} from './incident';

// A small Express service as somebody writes it who knows where the time goes: one KeyObject for all tokens, named
// statements, exactly the needed columns, one pool. It does less than the server under test: no permissions, no rate
// limit, no validation, no security headers, no delivery of events.

const pool = new Pool({ connectionString: required('DATABASE_URL'), max: POOL_SIZE });
const key = createSecretKey(Buffer.from(required('JWT_SECRET')));

const LIST = {
  name: 'list',
  text: `select ${COLUMNS} from incidents where deleted_at is null and environment = $1 and status = $2
    order by created_at desc, id desc limit $3`,
};
const ONE = { name: 'one', text: `select ${COLUMNS} from incidents where id = $1 and deleted_at is null` };
const INSERT = {
  name: 'insert',
  text: `insert into incidents (title, description, severity, squad, environment, affected_services)
    values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
};
const AUDIT = {
  name: 'audit',
  text: `insert into ${AUDIT_LOGS} (event_type, resource_type, resource_id, resource_name, user_id, user_name, user_email,
      action_description, status, ip_address, user_agent, changes)
    values ('CREATE', 'incident', $1, $2, $3, $4, $5, $6, 'success', $7, $8, $9)`,
};
const EVENT = {
  name: 'event',
  text: `insert into ${OUTBOX} (type, action, resource_id, channels, permission, environment, user_id, data)
    values ('incident', 'created', $1, $2, 'read:incidents', $3, $4, $5)`,
};

function authenticate(request: Request, response: Response, next: NextFunction): void {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  try {
    if (scheme !== 'Bearer' || !token) throw new Error('No token');
    response.locals.user = jwt.verify(token, key, { algorithms: ['HS256'] });
  } catch {
    response.status(401).json({ message: 'Unauthorized' });
    return;
  }
  next();
}

const incidents = express.Router();
incidents.use(authenticate);

incidents.get('/', async (request, response) => {
  const { environment, status, limit = '20' } = request.query;
  const { rows } = await pool.query<IncidentRow>({ ...LIST, values: [environment, status, limit] });
  response.json(rows);
});

incidents.get('/:id', async (request, response) => {
  const { rows } = await pool.query<IncidentRow>({ ...ONE, values: [request.params.id] });
  if (rows[0]) response.json(rows[0]);
  else response.status(404).json({ message: 'Not found' });
});

incidents.post('/', async (request, response) => {
  const incident = await create(request.body as NewIncident, response.locals.user as Claims, request);
  response.status(201).json(incident);
});

async function create(body: NewIncident, user: Claims, request: Request): Promise<IncidentRow> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { title, description, severity, squad, environment, affected_services } = body;
    const values = [title, description, severity, squad, environment, affected_services];
    const { rows } = await client.query<IncidentRow>({ ...INSERT, values });
    const incident = rows[0];
    const about = `Created incident ${incident.jira_id}`;
    const origin = [request.ip, request.get('user-agent'), JSON.stringify(creationDiff(body))];
    const actor = [user.sub, user.name, user.email];
    await client.query({ ...AUDIT, values: [incident.id, incident.jira_id, ...actor, about, ...origin] });
    const data = JSON.stringify(incident);
    await client.query({ ...EVENT, values: [incident.id, channelsOf(body), environment, user.sub, data] });
    await client.query('commit');
    return incident;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

const app = express();
app.disable('x-powered-by');
app.use(express.json());
app.use('/api/v1/infra/incidents', incidents);
app.listen(Number(required('PORT')), '127.0.0.1');
