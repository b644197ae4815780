import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../../support/app';
import { LogTap } from '../../support/log-tap';
import { until } from '../../support/until';
import { auditOf, eventsOf, type IncidentBody, refusalOf } from '../infra/fixtures';
import { firing, newName } from '../integrations/feed-scene';
import { type Asked, type JiraDouble, SECRET, signed } from './jira-double';
import { JiraScene, TOKEN } from './jira-scene';

const isCreation = ({ method, path }: Asked): boolean => method === 'POST' && path === '/issue';

describe('incidents and tasks in Jira', () => {
  let scene: JiraScene;
  let jira: JiraDouble;
  let other: TestServer;
  let tap: LogTap;
  beforeAll(async () => {
    scene = await JiraScene.open();
    ({ jira } = scene);
    await scene.server.sql(`insert into jira_links (row_id, resource, state, done, site)
      values (gen_random_uuid(), 'task', 'linked', 1, 'https://left.example.com')`);
    tap = new LogTap();
    other = await scene.another({ LOG_LEVEL: 'warn' });
    tap.close();
  }, 30_000);
  afterAll(async () => {
    await other.close();
    await scene.close();
  });

  it('a new incident gets an issue that tells what it is, and its key and URL; its old id is found as before', async () => {
    const { engineer, server } = scene;
    const first = await scene.opened({ title: 'Ledger fails', description: 'One.\nTwo.\n\nThree is long.' });
    expect(first).toMatchObject({ jira_id: expect.stringMatching(/^INC-/), jira_url: null });
    const now = await scene.hasIssue(first.id);
    const [issue] = jira.of(first.id);
    expect(now).toMatchObject({
      ...{ title: 'Ledger fails', jira_id: issue.key, jira_url: `${jira.url}/browse/${issue.key}` },
    });
    expect(issue).toMatchObject({
      type: 'Incident',
      fields: {
        ...{ summary: 'Ledger fails', priority: 'High', status: 'To Do' },
        description: { type: 'doc', version: 1, content: [{ type: 'paragraph' }, { type: 'paragraph' }] },
      },
    });
    const basic = `Basic ${Buffer.from('ops@example.com:jira-token-of-the-test').toString('base64')}`;
    expect(new Set(jira.asked.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
    for (const key of [first.id, first.jira_id, issue.key])
      expect((await engineer.get(`/infra/incidents/${key}`)).body).toEqual(now);
    for (const query of [
      ...[`jira_id=${first.jira_id}`, `jira_id=${issue.key}`, `jira_id=INC-9,${first.jira_id}`],
      ...[`search=${first.jira_id}`, `search=${issue.key}`],
      `filter=${encodeURIComponent(JSON.stringify([{ field: 'jira_id', operator: 'eq', value: first.jira_id }]))}`,
    ]) {
      const list = await engineer.get<IncidentBody[]>(`/infra/incidents?${query}`);
      expect([query, list.body]).toEqual([query, [now]]);
    }
    const not = JSON.stringify([{ field: 'jira_id', operator: 'ne', value: first.jira_id }]);
    const others = await engineer.get<IncidentBody[]>(`/infra/incidents?filter=${encodeURIComponent(not)}`);
    expect(others.body.map(({ id }) => id)).not.toContain(first.id);
    const csv = await engineer.get<string>(`/infra/incidents?format=csv&jira_id=${issue.key}`);
    expect(csv.text).toContain(`${jira.url}/browse/${issue.key}`);
    expect((await eventsOf(server, first.id)).map(({ action, data }) => [action, data.jira_id])).toEqual([
      ['created', first.jira_id],
      ['updated', issue.key],
    ]);
    expect((await auditOf(server, first.id)).at(-1)).toMatchObject({
      ...{ event_type: 'UPDATE', user_id: 'system', resource_name: issue.key },
    });
    const changed = await engineer.patch(`/infra/incidents/${first.jira_id}`, { assignee: 'Somebody' });
    expect([changed.status, changed.body.jira_id]).toEqual([200, issue.key]);
  });

  it('a task, too, and neither is found where the other is', async () => {
    const { engineer } = scene;
    const draft = { title: 'Rotate keys', description: 'All.', priority: 'critical', squad: 'Payments' };
    const { body } = await engineer.post<IncidentBody>('/infra/tasks', draft);
    expect(body).toMatchObject({ jira_id: expect.stringMatching(/^TASK-/), jira_url: null });
    await scene.settled();
    const [issue] = jira.of(body.id);
    expect(issue).toMatchObject({ type: 'Task', fields: { summary: 'Rotate keys', priority: 'Highest' } });
    const now = (await engineer.get(`/infra/tasks/${issue.key}`)).body;
    expect(now).toMatchObject({ id: body.id, jira_id: issue.key, status: 'todo' });
    expect((await engineer.get(`/infra/tasks/${body.jira_id}`)).body).toEqual(now);
    expect(refusalOf(await engineer.get(`/infra/incidents/${issue.key}`))).toEqual([
      404,
      'INCIDENT_NOT_FOUND',
    ]);
    await engineer.patch(`/infra/tasks/${issue.key}`, { status: 'review', priority: 'low' });
    await scene.settled();
    expect(issue.fields).toMatchObject({ status: 'In Review', priority: 'Low' });
  });

  it.each([
    ['the connection breaks', undefined],
    [
      '500 is answered',
      (response: import('node:http').ServerResponse) => response.writeHead(500).end('<oops>'),
    ],
    ['what is no JSON is answered', (response: import('node:http').ServerResponse) => response.end('<html>')],
    ['no answer comes', () => undefined],
  ])('an issue that was created although %s is found, not created again', async (_, answer) => {
    jira.goesWrong({ when: isCreation, isDone: true, answer });
    const { id } = await scene.opened();
    const { jira_id } = await scene.hasIssue(id);
    expect(jira.of(id).map(({ key }) => key)).toEqual([jira_id]);
  });

  it('Jira that fails a few times, or answers from elsewhere, is asked again until it works', async () => {
    const answers = [500, 503, 401, 302].map((status) => ({ status, location: 'http://127.0.0.1:1/' }));
    for (const { status, location } of answers)
      jira.goesWrong({
        when: isCreation,
        answer: (response) => response.writeHead(status, { location }).end(),
      });
    const { id } = await scene.opened();
    await scene.hasIssue(id);
    expect(jira.of(id)).toHaveLength(1);
    expect(jira.mishaps.every(({ times }) => times === 0)).toBe(true);
  });

  it('Retry-After is heeded, by whoever would ask', async () => {
    const answer = (response: import('node:http').ServerResponse) =>
      response.writeHead(429, { 'retry-after': '1' }).end();
    jira.goesWrong({ when: isCreation, answer });
    const before = jira.asked.length;
    const [one, two] = [await scene.opened(), await scene.opened()];
    await Promise.all([scene.hasIssue(one.id), scene.hasIssue(two.id)]);
    const [refused, next] = jira.asked.slice(before);
    expect(next.at - refused.at).toBeGreaterThan(990);
    expect([jira.of(one.id).length, jira.of(two.id).length]).toEqual([1, 1]);
  });

  it('what happens while Jira is away is told in order when it is back, by one of the instances, and nothing twice', async () => {
    const { engineer } = scene;
    const name = newName();
    jira.isDown = true;
    const alerts = Array.from({ length: 12 }, (_, index) => {
      const alert = firing(name);
      return {
        ...alert,
        labels: { ...alert.labels, instance: `web-${index}` },
        fingerprint: `${name}${index}`,
      };
    });
    await engineer.post('/integrations/alertmanager', { alerts });
    const onOther = await other.as('engineer');
    for (let number = 0; number < 8; number += 1)
      await (number % 2 ? onOther : engineer).post('/infra/incidents', {
        ...{ title: `${name} ${number}`, description: 'By hand, one of eight.', severity: 'low' },
        ...{ squad: name, environment: 'staging' },
      });
    const rows = await scene.server.sql<{ row_id: string }>(
      `select row_id from jira_links where state = 'waiting' order by position`,
    );
    expect(rows).toHaveLength(20);
    await until(
      'it was tried',
      async () => (await scene.server.sql('select from jira_turn where failures > 1')).length,
    );
    jira.isComingBack = true;
    await scene.settled();
    const issues = rows.map(({ row_id }) => jira.of(row_id));
    expect(issues.map((found) => found.length)).toEqual(rows.map(() => 1));
    const numbers = issues.map(([{ id }]) => Number(id));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(jira.mostAtOnce).toBe(1);
    const listed = await engineer.get<IncidentBody[]>(`/infra/incidents?search=${name}&limit=100`);
    expect(listed.body.filter(({ jira_url }) => jira_url === null)).toEqual([]);
  });

  it('changes that come together go out together, as what they came to', async () => {
    const { incident, issue } = await scene.linked();
    jira.isDown = true;
    for (const title of ['First title', 'Second title', 'Third title'])
      await scene.change(incident.id, { title });
    await scene.change(incident.id, { severity: 'low', description: 'Said anew, and better.' });
    await scene.change(incident.id, { status: 'investigating' });
    await scene.change(incident.id, { status: 'closed' });
    await scene.paused();
    const before = jira.asked.length;
    jira.isDown = false;
    await scene.settled();
    const since = jira.asked.slice(before);
    expect(since.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body])).toEqual([
      [
        'PUT',
        {
          fields: {
            ...{ summary: 'Third title', priority: { name: 'Low' } },
            description: expect.objectContaining({ type: 'doc' }),
          },
        },
      ],
      // The workflow knows no Closed.
      ['POST', { transition: { id: '3' } }],
    ]);
    expect(issue.fields.status).toBe('Done');
    expect((await scene.read(incident.id)).body).toMatchObject({ status: 'closed', title: 'Third title' });
  });

  it('an incident that was resolved before its issue was created is done there, too; one that was removed gets none', async () => {
    jira.isDown = true;
    const [resolved, removed] = [await scene.opened(), await scene.opened()];
    await scene.change(resolved.id, { status: 'resolved' });
    expect((await scene.engineer.delete(`/infra/incidents/${removed.id}`)).status).toBe(204);
    await scene.paused();
    jira.isDown = false;
    await scene.settled();
    expect(jira.of(resolved.id).map(({ fields }) => fields.status)).toEqual(['Done']);
    expect(jira.of(removed.id)).toEqual([]);
  });

  it('a field that Jira does not take is left out', async () => {
    const refuse = (field: string) => (response: import('node:http').ServerResponse) =>
      response
        .writeHead(400)
        .end(JSON.stringify({ errorMessages: [], errors: { [field]: 'cannot be set' } }));
    jira.goesWrong({ when: isCreation, answer: refuse('priority') });
    const { incident, issue } = await scene.linked({ severity: 'critical' });
    expect([issue.fields.priority, incident.severity]).toEqual(['Medium', 'critical']);
  });

  it.each([
    ['refused', 400],
    ['answered with 500', 500],
    ['hidden from us', 403],
    ['answered with no JSON', 200],
  ])('an issue that is always %s holds up no other, nor itself for good', async (_, status) => {
    const { incident, issue } = await scene.linked();
    jira.goesWrong({
      when: ({ path }) => path === `/issue/${issue.id}`,
      answer: (response) => response.writeHead(status).end('<oops>'),
      times: Infinity,
    });
    const mishap = jira.mishaps.at(-1)!;
    await scene.change(incident.id, { title: 'Not taken at once' });
    for (const { id } of [await scene.opened(), await scene.opened()]) await scene.becomesLinked(id);
    expect(issue.fields.summary).toBe('Checkout fails');
    const [turn] = await scene.server.sql('select failures from jira_turn');
    expect(turn).toEqual({ failures: 0 });
    mishap.times = 0;
    await scene.change(incident.id, { title: 'Taken at last' });
    await scene.settled();
    expect(issue.fields.summary).toBe('Taken at last');
  });

  it('what is to run later does not keep from running now', async () => {
    jira.goesWrong({
      when: isCreation,
      answer: (response) => response.writeHead(429, { 'retry-after': '3000' }).end(),
    });
    const { id } = await scene.opened();
    await until('a job waits', async () => {
      const waiting = await scene.server.sql(
        `select from pgboss.job where name = 'jira' and state < 'active' and start_after > now() + interval '10 minutes'`,
      );
      return waiting.length > 0;
    });
    await scene.server.sql(`update jira_turn set paused_until = '-infinity'`);
    await scene.opened();
    await scene.becomesLinked(id);
  });

  it('issues of another site are left alone, which is said at the start', async () => {
    const said = tap.lines.filter((line) => line.includes('issues in other Jira sites'));
    expect(said.map((line) => (JSON.parse(line) as { sites: unknown }).sites)).toEqual([
      [{ site: 'https://left.example.com', links: 1 }],
    ]);
    const { incident, issue } = await scene.linked();
    const moveTo = (site: string): Promise<unknown> =>
      scene.server.sql('update jira_links set site = $2 where row_id = $1', [incident.id, site]);
    await moveTo('https://elsewhere.example.com');
    const before = jira.asked.length;
    await scene.change(incident.id, { title: 'Strangers do not see this' });
    await scene.becomesLinked((await scene.opened()).id);
    expect(jira.asked.slice(before).filter(({ path }) => path.includes(issue.id))).toEqual([]);
    await moveTo(jira.url);
    await scene.change(incident.id, { title: 'Home again' });
    await scene.settled();
    expect(issue.fields.summary).toBe('Home again');
  });

  it('no credential is written down', async () => {
    const [{ text }] = await scene.server.sql<{ text: string }>(
      `select concat((select json_agg(l) from jira_links l), (select json_agg(t) from jira_turn t),
        (select json_agg(a) from audit_logs a), (select json_agg(e) from events e)) as text`,
    );
    expect(text.length).toBeGreaterThan(1_000);
    expect(text).not.toContain('jira-token-of-the-test');
    expect(text).not.toContain(Buffer.from(`ops@example.com:${TOKEN}`).toString('base64'));
  });
});

describe('without Jira', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ JIRA_WEBHOOK_SECRET: SECRET });
  });
  afterAll(() => server.close());

  it('nothing is noted, and no signature is right', async () => {
    const engineer = await server.as('engineer');
    const { status } = await engineer.post('/infra/tasks', {
      ...{ title: 'Rotate keys', description: 'All.', priority: 'low', squad: 'Payments' },
    });
    expect([status, await server.sql('select from jira_links')]).toEqual([201, []]);
    const answer = await server.anonymous.send('POST', '/integrations/jira/webhook', '{}', signed('{}'));
    expect(refusalOf(answer)).toEqual([401, 'UNAUTHORIZED']);
  });
});
