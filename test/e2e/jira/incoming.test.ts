import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditOf, draft, refusalOf } from '../infra/fixtures';
import { type DoubleIssue, type JiraDouble, signed, webhook } from './jira-double';
import { JiraScene } from './jira-scene';

const doc = (...lines: string[]): object => ({
  ...{ type: 'doc', version: 1 },
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const writes = (jira: JiraDouble): number => jira.asked.filter(({ method }) => method !== 'GET').length;
const HOUR = 3_600_000;
const hours = (ahead: number): Date => new Date(Date.now() + ahead * HOUR);

describe('what comes back from Jira', () => {
  let scene: JiraScene;
  let jira: JiraDouble;
  beforeAll(async () => {
    scene = await JiraScene.open();
    ({ jira } = scene);
  });
  afterAll(() => scene.close());

  it('changes in Jira arrive with who made them, are told to subscribers, and do not go out again', async () => {
    const { incident, issue } = await scene.linked();
    const live = await scene.server.live('viewer', 'incidents');
    const before = writes(jira);
    jira.edit(issue, {
      ...{ summary: 'Checkout is slow', status: 'In Progress', priority: 'Lowest' },
      description: doc('Only slow.', 'Not broken.'),
    });
    await scene.tells('updated', issue);
    const event = await live.next(({ action, data }) => action === 'updated' && data?.id === incident.id);
    live.end();
    expect(event.data).toMatchObject({
      ...{ title: 'Checkout is slow', status: 'investigating', severity: 'low' },
      ...{ description: 'Only slow.\n\nNot broken.', jira_id: issue.key },
    });
    expect(event.user_id).toBe('jira');
    const row = (await auditOf(scene.server, incident.id)).at(-1)!;
    expect(row).toMatchObject({
      event_type: 'UPDATE',
      status: 'success',
      user_id: 'jira',
      user_name: 'Jira',
    });
    expect(row.metadata).toMatchObject({
      jira: { issue: issue.key, changes: [{ author: 'Jane' }, {}, {}, {}] },
    });
    expect(row.changes!.map(({ field }) => field).toSorted()).toEqual([
      'description',
      'severity',
      'status',
      'title',
    ]);
    const rows = await auditOf(scene.server, incident.id);
    await scene.tells('updated', issue);
    await scene.tells('updated', issue);
    expect(await auditOf(scene.server, incident.id)).toHaveLength(rows.length);
    expect(writes(jira)).toBe(before);
  });

  it('a resolution in Jira resolves, and a reopening reopens', async () => {
    const { incident, issue } = await scene.linked();
    jira.edit(issue, { status: 'Done' });
    await scene.tells('updated', issue);
    expect((await scene.read(incident.id)).body).toMatchObject({
      ...{ status: 'resolved', resolved_at: expect.stringMatching(/Z$/) },
    });
    // Closed is called Done in Jira as well: there is nothing to tell.
    const before = writes(jira);
    await scene.change(incident.id, { status: 'closed' });
    await scene.settled();
    await scene.tells('updated', issue);
    expect([writes(jira), (await scene.read(incident.id)).body.status]).toEqual([before, 'closed']);
    jira.edit(issue, { status: 'To Do' });
    await scene.tells('updated', issue);
    expect((await scene.read(incident.id)).body).toMatchObject({ status: 'open', resolved_at: null });
  });

  it('our own change, told by Jira, changes nothing', async () => {
    const { incident, issue } = await scene.linked();
    await scene.change(incident.id, { title: 'Told by us', status: 'investigating' });
    await scene.settled();
    const [{ version }] = await scene.server.sql('select version from incidents where id = $1', [
      incident.id,
    ]);
    const before = writes(jira);
    await scene.tells('updated', issue);
    expect(await scene.server.sql('select version from incidents where id = $1', [incident.id])).toEqual([
      { version },
    ]);
    expect(writes(jira)).toBe(before);
  });

  it('of a field that both sides change the last change counts, others keep theirs, and both are on record', async () => {
    const { incident, issue } = await scene.linked();
    // Jira is ahead with the title and behind with the severity.
    jira.edit(issue, { summary: 'Theirs is later' }, hours(1));
    jira.edit(issue, { priority: 'Low' }, hours(-1));
    await scene.change(incident.id, {
      title: 'Ours is earlier',
      severity: 'critical',
      description: 'Ours alone, long.',
    });
    await scene.settled();
    expect((await scene.read(incident.id)).body).toMatchObject({
      ...{ title: 'Theirs is later', severity: 'critical', description: 'Ours alone, long.' },
    });
    expect(issue.fields).toMatchObject({ summary: 'Theirs is later', priority: 'Highest' });
    expect(issue.fields.description).toEqual(doc('Ours alone, long.'));
    const audit = (await auditOf(scene.server, incident.id)).slice(-3);
    expect(audit.map(({ user_id, status }) => [user_id, status])).toEqual([
      [expect.stringMatching(/-/), 'success'],
      ['jira', 'success'],
      ['jira', 'failed'],
    ]);
    expect(audit[1].changes).toEqual([
      { field: 'title', old_value: 'Ours is earlier', new_value: 'Theirs is later' },
    ]);
    expect(audit[2]).toMatchObject({
      action_description: expect.stringContaining('Kept severity of incident'),
      error_message: expect.stringContaining('JIRA_CHANGE_OVERTAKEN: Jane had written "Low"'),
    });
    await scene.tells('updated', issue);
    expect((await scene.read(incident.id)).body).toMatchObject({
      title: 'Theirs is later',
      severity: 'critical',
    });
  });

  it('what has no meaning here, or may not stand here, is left alone and does not come in the way of the rest', async () => {
    const { incident, issue } = await scene.linked();
    const before = writes(jira);
    jira.edit(issue, { status: 'Triage', summary: 'ab', description: null, priority: 'High' });
    await scene.tells('updated', issue);
    expect((await scene.read(incident.id)).body).toMatchObject({
      ...{ status: 'open', title: draft().title, description: draft().description },
    });
    await scene.change(incident.id, { severity: 'medium' });
    await scene.settled();
    expect(issue.fields).toMatchObject({ status: 'Triage', summary: 'ab', priority: 'Medium' });
    expect(writes(jira)).toBe(before + 1);
    const long = 'x'.repeat(240);
    jira.edit(issue, { summary: `${long}\u0000`, status: 'In Progress' });
    await scene.tells('updated', issue);
    const { title, status } = (await scene.read(incident.id)).body;
    expect([title, status]).toEqual([`${long.slice(0, 199)}…`, 'investigating']);
    await scene.tells('updated', issue);
    expect(issue.fields.summary).toHaveLength(241);
  });

  it('an issue that is removed in Jira gives the incident its own id back, and nothing more is told', async () => {
    const incident = await scene.opened();
    const { jira_id } = await scene.hasIssue(incident.id);
    const [issue] = jira.of(incident.id);
    // Only said to be removed, it is still there.
    await scene.tells('deleted', issue);
    expect((await scene.read(incident.id)).body.jira_id).toBe(jira_id);
    jira.issues.delete(issue.id);
    await scene.tells('deleted', issue);
    const { body } = await scene.read(jira_id);
    expect(body).toMatchObject({ id: incident.id, jira_id: incident.jira_id, jira_url: null });
    const before = jira.asked.length;
    await scene.change(incident.id, { title: 'Nobody is told' });
    const { body: text, headers } = webhook('updated', issue);
    expect((await scene.hear(text, headers)).status).toBe(204);
    await scene.linked();
    expect(jira.asked.slice(before).filter(({ path }) => path.includes(issue.id))).toEqual([]);
  });

  it('an issue whose creation was never confirmed is known by its webhook, while no search works', async () => {
    jira.goesWrong({ when: ({ method, path }) => method === 'POST' && path === '/issue', isDone: true });
    const mishap = { when: ({ path }: { path: string }) => path === '/search/jql', times: 1_000 };
    jira.mishaps.push(mishap);
    const { id } = await scene.opened();
    let issue: DoubleIssue | undefined;
    while (!(issue = jira.of(id)[0])) await new Promise(setImmediate);
    await scene.tells('created', issue);
    expect((await scene.hasIssue(id)).jira_id).toBe(issue.key);
    expect(jira.of(id)).toHaveLength(1);
    mishap.times = 0;
  });

  it('what is changed in Jira while the issue is being created arrives', async () => {
    jira.goesWrong({
      ...{ when: ({ method, path }) => method === 'POST' && path === '/issue', isDone: true },
      answer: (response) => {
        const issue = [...jira.issues.values()].at(-1)!;
        jira.edit(issue, { summary: 'Changed at once' });
        const { body, headers } = webhook('created', issue);
        void scene.hear(body, headers).then(() => {
          response.end(JSON.stringify({ id: issue.id, key: issue.key }));
        });
      },
    });
    const { incident } = await scene.linked();
    expect((await scene.read(incident.id)).body.title).toBe('Changed at once');
  });

  it('news of an issue end its wait', async () => {
    const { incident, issue } = await scene.linked();
    await scene.server.sql(
      `update jira_links set wanted = wanted + 1, next_attempt_at = now() + interval '1 hour' where row_id = $1`,
      [incident.id],
    );
    await scene.tells('updated', issue);
  });

  it('an issue that is removed while it is being changed is known to be removed', async () => {
    const incident = await scene.opened();
    await scene.hasIssue(incident.id);
    const [issue] = jira.of(incident.id);
    jira.goesWrong({
      ...{ when: ({ method }) => method === 'PUT', isDone: true },
      answer: (response) => {
        jira.issues.delete(issue.id);
        const { body, headers } = webhook('deleted', issue);
        void scene.hear(body, headers).then(() => response.writeHead(204).end());
      },
    });
    await scene.change(incident.id, { title: 'Told to nobody' });
    await scene.settled();
    expect((await scene.read(incident.id)).body).toMatchObject({ jira_id: incident.jira_id, jira_url: null });
  });

  it('the last change counts, however many there were before, and whatever its author is called', async () => {
    const { incident, issue } = await scene.linked();
    for (let number = 0; number < 45; number += 1) jira.edit(issue, { summary: `Draft ${number}` });
    jira.edit(issue, { summary: 'Theirs is last' }, hours(1), `${'x'.repeat(199)}🚀🚀`);
    // Then its clock counts as right.
    jira.tellsTime = false;
    await scene.change(incident.id, { title: 'Ours is earlier' });
    await scene.settled();
    jira.tellsTime = true;
    expect((await scene.read(incident.id)).body.title).toBe('Theirs is last');
    const { metadata } = (await auditOf(scene.server, incident.id)).at(-1)!;
    expect(metadata).toMatchObject({ jira: { changes: [{ author: `${'x'.repeat(199)}🚀` }] } });
  });

  it('a changelog that is too long to read is no reason to stop: ours counts', async () => {
    const { incident, issue } = await scene.linked();
    jira.edit(issue, { summary: 'Theirs' }, hours(1));
    issue.histories[0].items.push({ field: 'notes', toString: 'x'.repeat(9 * 1024 * 1024) });
    await scene.change(incident.id, { title: 'Ours' });
    await scene.settled();
    expect(issue.fields.summary).toBe('Ours');
  });

  it('a change that gets in between our look and our word is on record', async () => {
    const { incident, issue } = await scene.linked();
    let isBetween = true;
    jira.goesWrong({
      when: ({ method }) => {
        if (method === 'PUT' && isBetween) jira.edit(issue, { summary: 'In between' });
        isBetween &&= method !== 'PUT';
        return false;
      },
    });
    await scene.change(incident.id, { title: 'Ours is last' });
    await scene.settled();
    expect(issue.fields.summary).toBe('Ours is last');
    const failed = (await auditOf(scene.server, incident.id)).filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([
      { error_message: 'JIRA_CHANGE_OVERTAKEN: Jane had written "In between"', user_id: 'jira' },
    ]);
    await scene.change(incident.id, { title: 'Ours again' });
    await scene.settled();
    const rows = await auditOf(scene.server, incident.id);
    expect(rows.filter(({ status }) => status === 'failed')).toHaveLength(1);
  });

  it('forged, garbled and oversized news are refused, others that are none of ours are left alone', async () => {
    const { issue } = await scene.linked();
    const before = jira.asked.length;
    const { body, headers } = webhook('updated', issue);
    const signature = headers['x-hub-signature'];
    for (const wrong of [
      '',
      'sha256=',
      signature.slice(0, -1),
      `${signature}0`,
      signature.replace('256', '1'),
    ])
      expect(refusalOf(await scene.hear(body, { 'x-hub-signature': wrong }))).toEqual([401, 'UNAUTHORIZED']);
    expect(refusalOf(await scene.hear(body, {}))).toEqual([401, 'UNAUTHORIZED']);
    expect(refusalOf(await scene.hear(`${body} `, headers))).toEqual([401, 'UNAUTHORIZED']);
    const forged = webhook('updated', issue, 'another secret, just as long').headers;
    expect(refusalOf(await scene.hear(body, forged))).toEqual([401, 'UNAUTHORIZED']);
    const admin = await scene.server.as('admin');
    expect(refusalOf(await admin.post('/integrations/jira/webhook', { a: 1 }))).toEqual([
      401,
      'UNAUTHORIZED',
    ]);
    for (const garbage of ['{', '[]', 'null', '"x"', '\u0000'])
      expect(refusalOf(await scene.hear(garbage, signed(garbage)))).toEqual([400, 'INVALID_REQUEST']);
    const large = JSON.stringify({ fill: 'x'.repeat(1024 * 1024) });
    expect(refusalOf(await scene.hear(large, signed(large)))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    for (const odd of [
      ...[{}, { webhookEvent: 'jira:issue_updated' }, { webhookEvent: 'jira:issue_updated', issue: [] }],
      { webhookEvent: 'comment_created', issue: { id: issue.id, key: issue.key } },
      { webhookEvent: 'jira:issue_updated', issue: { id: "1' or true --", key: 'OPS-1' } },
      { webhookEvent: 'jira:issue_updated', issue: { id: '99999999', key: 'ELSE-1' } },
    ]) {
      const text = JSON.stringify(odd);
      expect((await scene.hear(text, signed(text))).status).toBe(204);
    }
    await scene.settled();
    expect(jira.asked.length).toBe(before);
  });

  it('a token of staging sees by either id what is of staging, and nothing else', async () => {
    const admin = await scene.server.as('admin');
    const { body } = await admin.post<{ token: string }>('/admin/tokens', {
      ...{ name: 'Staging', scopes: ['read:incidents'], environment: 'staging' },
    });
    const bound = scene.server.anonymous.with({ authorization: `Bearer ${body.token}` });
    for (const [environment, expected] of [
      ['staging', 200],
      ['production', 404],
    ] as const) {
      const opened = await scene.opened({ environment });
      const { jira_id } = await scene.hasIssue(opened.id);
      for (const key of [opened.id, opened.jira_id, jira_id])
        expect((await bound.get(`/infra/incidents/${key}`)).status).toBe(expected);
    }
  });
});
