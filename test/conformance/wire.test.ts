import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, PERSONAS } from '../support/personas';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import {
  amount,
  anything,
  day,
  faultsOf,
  flag,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  record,
  seconds,
  type Shape,
  text,
  texts,
  timestamp,
  uuid,
  whole,
} from '../support/shape';

/** The product's own type definitions, field by field. Optional ones are there too, null when empty. */
const USER: Shape = {
  id: uuid,
  name: text,
  email: text,
  role: oneOf('admin', 'engineer', 'viewer'),
  team: text,
  permissions: listOf(like(/^[a-z]+:[a-z_]+$/)),
  avatar: orNull(like(/^https?:\/\//)),
  createdAt: timestamp,
  lastLogin: orNull(timestamp),
};
const TOKEN_REFRESH_RESPONSE: Shape = { token: like(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresAt: timestamp };
const LOGIN_RESPONSE: Shape = { ...TOKEN_REFRESH_RESPONSE, user: object(USER) };
const INCIDENT: Shape = {
  id: uuid,
  jira_id: like(/^INC-[1-9]\d*$/),
  title: text,
  description: text,
  severity: oneOf('critical', 'high', 'medium', 'low'),
  status: oneOf('open', 'investigating', 'resolved', 'closed'),
  squad: text,
  environment: oneOf('production', 'staging', 'development'),
  created_at: timestamp,
  updated_at: timestamp,
  resolved_at: orNull(timestamp),
  assignee: orNull(text),
  tags: orNull(texts),
  affected_services: orNull(texts),
  root_cause: orNull(text),
  resolution: orNull(text),
};
const COST_IMPORT: Shape = {
  id: uuid,
  status: oneOf('queued', 'running', 'completed', 'failed'),
  format: oneOf('focus'),
  mode: oneOf('replace', 'merge'),
  file_name: orNull(text),
  bytes: whole,
  percentage: whole,
  rows_read: whole,
  rows_total: orNull(whole),
  created_count: orNull(whole),
  replaced_count: orNull(whole),
  removed_count: orNull(whole),
  error: orNull(text),
  violation_count: whole,
  violations: listOf(object({ row: orNull(whole), column: orNull(text), rule: text, message: text })),
  imported_by: text,
  environment: orNull(oneOf('production', 'staging', 'development')),
  started_at: orNull(timestamp),
  finished_at: orNull(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
};
const EVIDENCE: Shape = {
  id: uuid,
  incident_id: uuid,
  title: text,
  type: oneOf('log', 'metric', 'screenshot', 'document', 'command'),
  content: text,
  metadata: orNull(record),
  uploaded_by: text,
  uploaded_at: timestamp,
};
const ASSET: Shape = {
  id: uuid,
  hostname: text,
  ip_address: like(/^(\d+(\.\d+){3}|[0-9a-f:]+)$/),
  asset_type: oneOf('server', 'container', 'database', 'load_balancer', 'storage', 'network_device'),
  environment: oneOf('production', 'staging', 'development'),
  status: oneOf('active', 'inactive', 'maintenance', 'decommissioned'),
  os: orNull(text),
  os_version: orNull(text),
  owner: orNull(text),
  tags: orNull(texts),
  metadata: orNull(record),
  last_scanned_at: orNull(timestamp),
  vulnerability_count: whole,
  created_at: timestamp,
  updated_at: timestamp,
};
const GENERATED_REPORT: Shape = {
  id: uuid,
  name: text,
  type: oneOf('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom'),
  status: oneOf('generating', 'completed', 'failed'),
  format: oneOf('pdf', 'html', 'json'),
  file_url: orNull(like(/^http:\/\/.+\/api\/v1\/reports\/[0-9a-f-]+\/download$/)),
  file_size: orNull(whole),
  parameters: record,
  generated_by: text,
  generated_at: timestamp,
  period_start: orNull(timestamp),
  period_end: orNull(timestamp),
  version: whole,
  // Ours.
  percentage: whole,
  error: orNull(text),
  snapshot_at: orNull(timestamp),
  environment: orNull(oneOf('production', 'staging', 'development')),
};
const REPORT_VERSION: Shape = {
  id: uuid,
  report_id: uuid,
  version: whole,
  file_url: like(/^http:\/\/.+\/download\?version=\d+$/),
  file_size: whole,
  generated_by: text,
  generated_at: timestamp,
  changes: orNull(text),
  // Ours.
  snapshot_at: timestamp,
};
const REPORT_TEMPLATE: Shape = {
  id: uuid,
  name: text,
  type: oneOf('incident_summary', 'sla_report', 'vulnerability_report', 'cost_report', 'custom'),
  description: orNull(text),
  template_content: text,
  default_parameters: orNull(record),
  fields: listOf(
    object({
      name: text,
      label: text,
      type: oneOf('text', 'number', 'date', 'select', 'boolean'),
      required: flag,
      default_value: anything,
      options: orNull(texts),
      validation: orNull(text),
    }),
  ),
  created_by: text,
  created_at: timestamp,
  updated_at: timestamp,
  schedule_cron: orNull(text),
  schedule_timezone: orNull(text),
  schedule_format: orNull(oneOf('pdf', 'html', 'json')),
  schedule_period: orNull(oneOf('previous_day', 'previous_week', 'previous_month', 'previous_quarter')),
  schedule_parameters: orNull(record),
  schedule_enabled: flag,
  next_run_at: orNull(timestamp),
  last_run_at: orNull(timestamp),
};
const MITRE_TACTIC: Shape = {
  id: like(/^TA\d{4}$/),
  name: text,
  description: text,
  url: like(/^https:\/\/attack\.mitre\.org\/tactics\/TA\d{4}$/),
  short_name: text,
  position: whole,
};
const MITRE_TECHNIQUE: Shape = {
  id: like(/^T\d{4}(\.\d{3})?$/),
  name: text,
  description: text,
  tactic_id: like(/^TA\d{4}$/),
  tactic_ids: texts,
  detection_count: whole,
  last_detected: orNull(timestamp),
  url: like(/^https:\/\/attack\.mitre\.org\/techniques\/T\d{4}(\/\d{3})?$/),
  is_subtechnique: flag,
  parent_id: orNull(text),
  retired: flag,
};
const MITRE_DETECTION: Shape = {
  id: uuid,
  technique_id: like(/^T\d{4}(\.\d{3})?$/),
  asset_id: orNull(uuid),
  description: text,
  severity: oneOf('critical', 'high', 'medium', 'low'),
  status: oneOf('active', 'investigating', 'resolved'),
  detected_at: timestamp,
  resolved_at: orNull(timestamp),
  environment: orNull(oneOf('production', 'staging', 'development')),
};
/** With what is computed of it beside the product's own fields. */
const CLOUD_CREDIT: Shape = {
  id: uuid,
  provider: oneOf('aws', 'gcp', 'azure', 'digitalocean', 'other'),
  credit_type: oneOf('promotional', 'support', 'commitment', 'discount'),
  amount,
  currency: like(/^[A-Z]{3}$/),
  remaining: amount,
  start_date: day,
  expiry_date: day,
  status: oneOf('active', 'expired', 'exhausted'),
  description: orNull(text),
  created_at: timestamp,
  burn_rate: orNull(amount),
  projected_exhaustion_date: orNull(day),
};
/** With what is kept beside the product's own fields: other kinds of cost, and what FOCUS tells of a resource. */
const COST_BREAKDOWN: Shape = {
  id: uuid,
  environment: oneOf('production', 'staging', 'development', 'unallocated'),
  service: text,
  resource_id: orNull(text),
  resource_name: orNull(text),
  resource_type: orNull(text),
  category: orNull(text),
  charge_category: orNull(oneOf('usage', 'purchase', 'tax', 'credit', 'adjustment')),
  cost: amount,
  billed_cost: orNull(amount),
  list_cost: orNull(amount),
  contracted_cost: orNull(amount),
  currency: like(/^[A-Z]{3}$/),
  usage_amount: orNull(amount),
  usage_unit: orNull(text),
  date: day,
  provider: orNull(text),
  region: orNull(text),
  account_id: orNull(text),
  tags: orNull(record),
  import_id: orNull(uuid),
};
const COST_GROUP: Shape = {
  key: text,
  group_by: oneOf('service', 'environment', 'date'),
  cost: amount,
  currency: like(/^[A-Z]{3}$/),
  percentage: amount,
  record_count: whole,
};
const COST_SUMMARY: Shape = {
  total_cost: amount,
  currency: like(/^[A-Z]{3}$/),
  period: oneOf('daily', 'weekly', 'monthly'),
  period_start: day,
  period_end: day,
  breakdown_by_environment: listOf(object({ environment: text, cost: amount, percentage: amount })),
  breakdown_by_service: listOf(object({ service: text, cost: amount, percentage: amount })),
  comparison: object({
    previous_period_start: day,
    previous_period_end: day,
    previous_period_cost: amount,
    change_percentage: orNull(amount),
    change_amount: amount,
  }),
};
const SOP_STEP: Shape = {
  id: text,
  order: whole,
  title: text,
  description: text,
  command: orNull(text),
  expected_result: orNull(text),
  warning: orNull(text),
  screenshot_url: orNull(like(/^https?:\/\//)),
};
/** With who wrote and who approved it beside the product's own fields. */
const SOP: Shape = {
  id: uuid,
  title: text,
  category: oneOf(
    ...['incident_response', 'deployment', 'backup_recovery', 'security', 'monitoring', 'maintenance'],
  ),
  description: text,
  content: text,
  steps: listOf(object(SOP_STEP)),
  owner: text,
  reviewers: orNull(texts),
  version: like(/^\d+\.\d+\.\d+$/),
  status: oneOf('draft', 'review', 'approved', 'archived'),
  tags: orNull(texts),
  prerequisites: orNull(texts),
  estimated_duration: orNull(whole),
  last_executed_at: orNull(timestamp),
  execution_count: whole,
  created_at: timestamp,
  updated_at: timestamp,
  approved_at: orNull(timestamp),
  approved_by: orNull(text),
  author: text,
};
const SOP_VERSION: Shape = {
  id: uuid,
  sop_id: uuid,
  version: like(/^\d+\.\d+\.\d+$/),
  number: whole,
  author: text,
  created_at: timestamp,
  changed_fields: texts,
  summary: text,
  approved_at: orNull(timestamp),
  approved_by: orNull(text),
};
const SOP_EXECUTION_RESULT: Shape = {
  id: uuid,
  sop_id: uuid,
  status: oneOf('running', 'success', 'partial', 'failed'),
  executed_by: text,
  executed_at: timestamp,
  duration: seconds,
  step_results: listOf(
    object({
      step_id: text,
      status: oneOf('pending', 'running', 'success', 'failed', 'skipped'),
      output: orNull(text),
      error: orNull(text),
      order: whole,
      title: text,
      command: orNull(text),
      note: orNull(text),
      decided_by: orNull(text),
      exit_code: orNull(whole),
      output_bytes: whole,
      started_at: orNull(timestamp),
      finished_at: orNull(timestamp),
    }),
  ),
  logs: texts,
  sop_title: text,
  sop_version: like(/^\d+\.\d+\.\d+$/),
  environment: orNull(oneOf('production', 'staging', 'development')),
  parameters: record,
  incident_id: orNull(uuid),
  finished_at: orNull(timestamp),
};
const PAGINATION: Shape = {
  current_page: whole,
  total_pages: whole,
  total_items: whole,
  items_per_page: whole,
  has_next: flag,
  has_previous: flag,
};
const pageOf = (item: Shape): Shape => ({ data: listOf(object(item)), pagination: object(PAGINATION) });
const SUCCESS_RESPONSE: Shape = { success: flag, message: text, timestamp };
const enveloped = (data: Shape[string]): Shape => ({ success: flag, data, timestamp });
const ERROR_DETAIL: Shape = {
  code: like(/^[A-Z_]+$/),
  message: text,
  details: anything,
  timestamp,
  request_id: text,
};
const ERROR_RESPONSE: Shape = { error: object(ERROR_DETAIL) };
const RETRY_ERROR_RESPONSE: Shape = { error: object({ ...ERROR_DETAIL, retry_after: whole }) };
const EVENT: Shape = {
  type: oneOf('incident', 'task', 'asset', 'alert', 'notification', 'metric'),
  action: oneOf('created', 'updated', 'deleted'),
  data: object(INCIDENT),
  timestamp,
  user_id: orNull(uuid),
  id: whole,
};

const REPORT = {
  title: 'Checkout fails',
  description: 'One in five payments answers 502.',
  severity: 'high',
  squad: 'Payments',
  environment: 'production',
};
const EVERYTHING = {
  status: 'resolved',
  assignee: 'Test engineer 2',
  tags: ['gateway'],
  affected_services: ['checkout'],
  root_cause: 'A pool was too small.',
  resolution: 'It is larger now.',
};

describe('what leaves has exactly the fields of the product types', () => {
  let server: TestServer;
  let engineer: Actor;
  let admin: Actor;
  let bare: Record<string, unknown>;
  let full: Record<string, unknown>;
  beforeAll(async () => {
    server = await startServer({ RATE_LIMIT_ANONYMOUS: '5' });
    [engineer, admin] = [await server.as('engineer'), await server.as('admin')];
    bare = (await engineer.post('/infra/incidents', REPORT)).body;
    const { body } = await engineer.post('/infra/incidents', REPORT);
    full = (await engineer.patch(`/infra/incidents/${String(body.id)}`, EVERYTHING)).body;
  });
  afterAll(() => server.close());

  const evidencePath = () => `/infra/incidents/${String(bare.id)}/evidence`;

  it('an incident with nothing but what must be said has null for the rest', () => {
    expect(faultsOf(bare, INCIDENT)).toEqual([]);
    expect(bare).toMatchObject({ ...REPORT, status: 'open' });
    const empty = Object.keys(bare).filter((name) => bare[name] === null);
    expect(empty.toSorted()).toEqual([
      'affected_services',
      'assignee',
      'resolution',
      'resolved_at',
      'root_cause',
      'tags',
    ]);
  });

  it('an incident with everything', () => {
    expect(faultsOf(full, INCIDENT)).toEqual([]);
    expect(full).toMatchObject(EVERYTHING);
    expect(Object.values(full)).not.toContain(null);
  });

  it('incidents read one by one and in a list are the same', async () => {
    const { body: list } = await engineer.get<unknown[]>('/infra/incidents?sort_by=jira_id&sort_order=asc');
    expect(list).toEqual([bare, full]);
    expect((await engineer.get(`/infra/incidents/${String(full.id)}`)).body).toEqual(full);
  });

  it('a page is a PaginatedResponse', async () => {
    const { body } = await engineer.get('/infra/incidents?page=2&limit=1');
    expect(faultsOf(body, pageOf(INCIDENT))).toEqual([]);
    expect(body.pagination).toEqual({
      current_page: 2,
      total_pages: 2,
      total_items: 2,
      items_per_page: 1,
      has_next: false,
      has_previous: true,
    });
  });

  it('a CSV export has the same fields as columns', async () => {
    const { text: csv } = await engineer.get('/infra/incidents?format=csv');
    expect(csv.split('\r\n', 1)[0].split(',')).toEqual(Object.keys(INCIDENT));
  });

  it('an event carries the incident as its reader would get it', async () => {
    const live = await server.live('viewer');
    await live.subscribe(['incidents']);
    const { body } = await engineer.patch(`/infra/incidents/${String(bare.id)}`, { squad: 'Platform' });
    const event = await live.next(({ type }) => type === 'incident', 'the event');
    live.end();
    expect(faultsOf(event, EVENT)).toEqual([]);
    expect(event).toMatchObject({ action: 'updated', data: body, user_id: PERSONAS.engineer.id });
  });

  it('evidence given as text, and given as a file', async () => {
    const note = { title: 'Gateway log', type: 'log', content: '502 Bad Gateway' };
    const written = await engineer.post(evidencePath(), note);
    expect(faultsOf(written.body, EVIDENCE)).toEqual([]);
    expect(written.body).toMatchObject({ ...note, metadata: null, incident_id: bare.id });
    const form = new FormData();
    for (const [name, value] of Object.entries({ title: 'Log', type: 'log', metadata: '{"host":"gw-3"}' }))
      form.append(name, value);
    form.append('file', new Blob(['502']), 'gateway.log');
    const sent = await engineer.post(evidencePath(), form);
    expect(
      faultsOf(sent.body, { ...EVIDENCE, metadata: record, content: like(/^http:\/\/.+\/file$/) }),
    ).toEqual([]);
    const list = await engineer.get<unknown[]>(`${evidencePath()}?sort_order=asc`);
    expect(list.body).toEqual([written.body, sent.body]);
  });

  it('an asset with little and one with everything', async () => {
    const given = { ip_address: '10.20.4.17', asset_type: 'server', environment: 'production' };
    const little = await engineer.post('/secops/assets', { ...given, hostname: 'little' });
    expect(faultsOf(little.body, ASSET)).toEqual([]);
    const more = { os: 'Debian', os_version: '12.7', owner: 'Data', tags: ['pci'], metadata: { rack: 1 } };
    const everything = { ...given, ...more, status: 'inactive', last_scanned_at: '2026-01-15T10:30:00.000Z' };
    const much = await engineer.post('/secops/assets', { ...everything, hostname: 'much' });
    expect(faultsOf(much.body, ASSET)).toEqual([]);
    expect(Object.values(much.body)).not.toContain(null);
    expect((await engineer.get('/secops/assets')).body).toEqual([much.body, little.body]);
  });

  it('tactics, techniques and detections of ATT&CK, with nothing and with everything', async () => {
    const seen = { technique_id: 'T1001', description: 'Seen', severity: 'low' };
    const host = { hostname: 'seen', ip_address: '10.20.4.18', asset_type: 'server', environment: 'staging' };
    const { body: asset } = await engineer.post('/secops/assets', host);
    const little = await engineer.post('/secops/mitre/detections', seen);
    const more = { ...seen, asset_id: asset.id, status: 'resolved' };
    const much = await engineer.post('/secops/mitre/detections', more);
    expect([little, much].map(({ body }) => faultsOf(body, MITRE_DETECTION))).toEqual([[], []]);
    expect(Object.values(much.body)).not.toContain(null);
    const list = await engineer.get('/secops/mitre/detections?sort_by=status&sort_order=asc');
    expect(list.body).toEqual([little.body, much.body]);
    const tactics = await engineer.get<unknown[]>('/secops/mitre/tactics');
    expect(listOf(object(MITRE_TACTIC))(tactics.body)).toBeNull();
    const techniques = await engineer.get<unknown[]>('/secops/mitre/techniques?limit=100');
    expect(listOf(object(MITRE_TECHNIQUE))(techniques.body)).toBeNull();
    expect([tactics.body.length, techniques.body.length]).toEqual([14, 100]);
  });

  it('costs, with nothing but what must be said and with everything, their groups and their summary', async () => {
    const said = {
      date: '2024-01-15',
      environment: 'production',
      service: 'EC2',
      cost: 10.5,
      currency: 'USD',
    };
    const more = {
      ...{ resource_id: 'i-1', resource_name: 'web-1', resource_type: 'instance', category: 'Compute' },
      ...{
        charge_category: 'usage',
        billed_cost: 9,
        list_cost: 12.25,
        contracted_cost: 11,
        usage_amount: 24,
      },
      ...{ usage_unit: 'hours', provider: 'aws', region: 'eu-1', account_id: '1', tags: { team: 'web' } },
    };
    expect((await admin.post('/finops/costs', [said, { ...said, ...more }])).body).toEqual({ accepted: 2 });
    const { body } = await engineer.get<Record<string, unknown>[]>('/finops/breakdown');
    expect(body.flatMap((row) => faultsOf(row, COST_BREAKDOWN))).toEqual([]);
    const [full, bare] = body.toSorted((one) => (one.resource_id === null ? 1 : -1));
    expect([full, bare]).toMatchObject([{ ...said, ...more }, said]);
    const filled = Object.keys(bare).filter((name) => bare[name] !== null);
    expect(filled.toSorted()).toEqual(['id', ...Object.keys(said)].toSorted());
    const page = await engineer.get('/finops/breakdown?group_by=service&page=1');
    expect(faultsOf(page.body, pageOf(COST_GROUP))).toEqual([]);
    const summary = await engineer.get('/finops/summary?date=2024-01-15');
    expect(faultsOf(summary.body, COST_SUMMARY)).toEqual([]);
    expect(summary.body).toMatchObject({ total_cost: 21, comparison: { change_percentage: null } });
  });

  it('credits, new ones and used ones, read one by one and in a list', async () => {
    const draft = { provider: 'aws', credit_type: 'support', amount: 50.5, currency: 'EUR' };
    const days = { start_date: '2024-01-01', expiry_date: '2999-12-31' };
    const fresh = await admin.post('/finops/credits', { ...draft, ...days });
    const used = await admin.post('/finops/credits', { ...draft, ...days, remaining: 1, description: 'x' });
    expect(faultsOf(fresh.body, CLOUD_CREDIT)).toEqual([]);
    expect(faultsOf(used.body, { ...CLOUD_CREDIT, burn_rate: amount, description: text })).toEqual([]);
    const list = await engineer.get<unknown[]>('/finops/credits?sort_by=remaining&sort_order=asc');
    expect(list.body).toEqual([used.body, fresh.body]);
    expect((await engineer.get(`/finops/credits/${String(used.body.id)}`)).body).toEqual(used.body);
  });

  it('an import, when it is queued and when it has ended', async () => {
    const queued = await admin.post('/finops/costs/import', 'no,costs\n', { 'content-type': 'text/csv' });
    expect(
      faultsOf(queued.body, { ...COST_IMPORT, finished_at: (at) => (at === null ? null : 'is over') }),
    ).toEqual([]);
    let { body } = queued;
    while (body.finished_at === null)
      ({ body } = await engineer.get(`/finops/imports/${String(queued.body.id)}`));
    expect(
      faultsOf(body, { ...COST_IMPORT, status: oneOf('failed'), error: text, finished_at: timestamp }),
    ).toEqual([]);
    expect((await engineer.get<unknown[]>('/finops/imports')).body).toEqual([body]);
  });

  it('SOPs with nothing but what must be said and with everything, their steps and their versions', async () => {
    const draft = { title: 'Fail over', category: 'security', description: 'd', content: 'c' };
    const url = 'https://example.com/a.png';
    const words = { command: 'ls', expected_result: 'e', warning: 'w', screenshot_url: url };
    const bareSop = await engineer.post('/sops', { ...draft, steps: [{ title: 'Look' }] });
    const fullSop = await engineer.post('/sops', {
      ...{ ...draft, reviewers: ['a'], tags: ['b'], prerequisites: ['c'], estimated_duration: 1 },
      steps: [{ title: 'Look', description: 'd', ...words }],
    });
    const path = `/sops/${String(fullSop.body.id)}`;
    await engineer.post(`${path}/submit`);
    const approved = await admin.post(`${path}/approve`);
    for (const { body } of [bareSop, fullSop, approved]) expect(faultsOf(body, SOP)).toEqual([]);
    expect((await engineer.get<unknown[]>('/sops')).body).toEqual([approved.body, bareSop.body]);
    const [version] = (await engineer.get<unknown[]>(`${path}/versions`)).body;
    expect(faultsOf(version, { ...SOP_VERSION, approved_at: timestamp, approved_by: text })).toEqual([]);
    const whole = await engineer.get<{ snapshot: object }>(`${path}/versions/1.0.0`);
    expect(whole.body).toEqual({ ...(version as object), snapshot: expect.any(Object) });
    expect(approved.body).toMatchObject(whole.body.snapshot);
  });

  it('reports that are being made and that are done, and their versions', async () => {
    const draft = { name: 'Incidents', type: 'incident_summary', format: 'json' };
    const asked = await engineer.post('/reports/generate', draft);
    expect(faultsOf(asked.body, GENERATED_REPORT)).toEqual([]);
    expect(asked.body).toMatchObject({ ...draft, status: 'generating', version: 1, file_url: null });
    const path = `/reports/${String(asked.body.id)}`;
    let { body } = await engineer.get(path);
    while (body.status === 'generating') ({ body } = await engineer.get(path));
    expect(faultsOf(body, { ...GENERATED_REPORT, snapshot_at: timestamp, file_size: whole })).toEqual([]);
    const versions = await engineer.get<Record<string, unknown>[]>(`${path}/versions`);
    expect(versions.body).toHaveLength(1);
    expect(faultsOf(versions.body[0], REPORT_VERSION)).toEqual([]);
  });

  it('executions of SOPs, under way and ended', async () => {
    const words = { title: 'Restart', category: 'maintenance', description: 'When it hangs', content: 'x' };
    const steps = [{ title: 'Look', command: 'not-allowed {{host}}' }, { title: 'Say so' }];
    const { body: sop } = await engineer.post('/sops', { ...words, steps });
    await engineer.post(`/sops/${String(sop.id)}/submit`);
    await admin.post(`/sops/${String(sop.id)}/approve`);
    const given = { sop_id: sop.id, parameters: { host: 'db-1' } };
    const opened = await engineer.post('/sops/executions', given);
    expect(faultsOf(opened.body, SOP_EXECUTION_RESULT)).toEqual([]);
    const ended = await engineer.post(`/sops/${String(sop.id)}/execute`, {
      ...given,
      environment: 'staging',
    });
    expect(faultsOf(ended.body, { ...SOP_EXECUTION_RESULT, finished_at: timestamp })).toEqual([]);
    expect(ended.body).toMatchObject({ status: 'partial', environment: 'staging', incident_id: null });
    const list = await engineer.get<unknown[]>('/sops/executions?status=partial');
    expect(list.body).toEqual([ended.body]);
  });

  it('report templates, with little and with everything', async () => {
    const draft = { name: 'Letter', type: 'custom', template_content: '<p>{{top}}</p>' };
    const little = await admin.post('/admin/report-templates', draft);
    expect(faultsOf(little.body, REPORT_TEMPLATE)).toEqual([]);
    const field = { name: 'top', label: 'Top', required: true, default_value: '5', validation: null };
    const everything = {
      ...{ ...draft, description: 'A letter', default_parameters: { top: '3' } },
      fields: [{ ...field, type: 'select', options: ['3', '5'] }],
      ...{ schedule_cron: '0 8 * * 1', schedule_timezone: 'Europe/Berlin', schedule_format: 'html' },
      ...{ schedule_period: 'previous_week', schedule_parameters: { top: '5' }, schedule_enabled: true },
    };
    const much = await admin.post('/admin/report-templates', everything);
    expect(faultsOf(much.body, { ...REPORT_TEMPLATE, next_run_at: timestamp })).toEqual([]);
    expect(much.body).toMatchObject(everything);
    const list = await engineer.get<unknown[]>('/admin/report-templates');
    expect(list.body).toEqual([much.body, little.body]);
  });

  it('users, whoever looks at them', async () => {
    const me = await engineer.get('/auth/me');
    expect(faultsOf(me.body, { ...USER, lastLogin: timestamp })).toEqual([]);
    const one = await admin.get(`/admin/users/${PERSONAS.engineer.id}`);
    expect(one.body).toEqual(me.body);
    const { body } = await admin.get('/admin/users?page=1');
    expect(faultsOf(body, pageOf(USER))).toEqual([]);
    expect(body.data).toHaveLength(Object.keys(PERSONAS).length);
  });

  it('signing in, refreshing and signing out', async () => {
    const { email } = PERSONAS.colleague;
    const login = await server.anonymous.post('/auth/login', { email, password: PASSWORD });
    expect(faultsOf(login.body, LOGIN_RESPONSE)).toEqual([]);
    const actor = server.anonymous.with({ authorization: `Bearer ${String(login.body.token)}` });
    const refreshed = await actor.post('/auth/refresh');
    expect(faultsOf(refreshed.body, TOKEN_REFRESH_RESPONSE)).toEqual([]);
    const logout = await actor.post('/auth/logout');
    expect(faultsOf(logout.body, SUCCESS_RESPONSE)).toEqual([]);
  });

  it('with the success envelope, the same fields one level down', async () => {
    const wrapped = engineer.with({ 'x-response-envelope': 'success' });
    const one = await wrapped.get(`/infra/incidents/${String(full.id)}`);
    expect(faultsOf(one.body, enveloped(object(INCIDENT)))).toEqual([]);
    const list = await wrapped.get('/infra/incidents');
    expect(faultsOf(list.body, enveloped(listOf(object(INCIDENT))))).toEqual([]);
    const page = await wrapped.get('/infra/incidents?page=1');
    const { data } = enveloped(listOf(object(INCIDENT)));
    expect(faultsOf(page.body, { success: flag, data, pagination: object(PAGINATION), timestamp })).toEqual(
      [],
    );
    const created = await wrapped.post('/infra/incidents', REPORT);
    expect(faultsOf(created.body, enveloped(object(INCIDENT)))).toEqual([]);
  });

  it.each([
    ['400', 'INVALID_REQUEST', () => engineer.post('/infra/incidents', {})],
    [
      '401',
      'UNAUTHORIZED',
      () => server.anonymous.with({ authorization: 'Bearer x' }).get('/infra/incidents'),
    ],
    ['403', 'FORBIDDEN', () => engineer.get('/admin/users')],
    ['404', 'INCIDENT_NOT_FOUND', () => engineer.get('/infra/incidents/INC-1')],
    ['404', 'NOT_FOUND', () => engineer.get('/nowhere')],
    [
      '412',
      'PRECONDITION_FAILED',
      () => engineer.delete(`/infra/incidents/${String(full.id)}`, { 'if-match': '"0"' }),
    ],
    [
      '415',
      'UNSUPPORTED_MEDIA_TYPE',
      () => engineer.post('/infra/incidents', 'x', { 'content-type': 'text/xml' }),
    ],
  ])('a %s %s is an ErrorResponse', async (status, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(Number(status));
    expect(faultsOf(answer.body, ERROR_RESPONSE)).toEqual([]);
    expect(answer.body).toMatchObject({ error: { code, request_id: answer.headers.get('x-request-id') } });
  });

  it('a 429 says besides how long to wait', async () => {
    let answer = await server.anonymous.get('/auth/me');
    for (let tries = 0; answer.status !== 429 && tries < 10; tries += 1)
      answer = await server.anonymous.get('/auth/me');
    expect(answer.status).toBe(429);
    expect(faultsOf(answer.body, RETRY_ERROR_RESPONSE)).toEqual([]);
    expect(answer.body).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
  });

  it('a field that is missing, one too many, and one of the wrong type are all noticed', () => {
    const { squad, ...rest } = bare;
    const altered = { ...rest, Squad: squad, created_at: '2026-01-15', tags: undefined };
    expect(faultsOf(altered, INCIDENT)).toEqual([
      'squad is missing',
      'Squad is too much',
      'created_at is "2026-01-15", not an ISO 8601 timestamp in UTC with milliseconds',
      'tags is undefined, not a list of strings',
    ]);
  });
});
