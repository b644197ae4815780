import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { refusalOf } from '../infra/fixtures';
import { approvedSop, draft, faultsIn, type SopBody, type StepBody, writeSop } from './sop-scene';

interface VersionBody {
  readonly version: string;
  readonly number: number;
  readonly author: string;
  readonly changed_fields: string[];
  readonly summary: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
}

describe('versions of SOPs', () => {
  let server: TestServer;
  let engineer: Actor;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer();
    [engineer, admin] = [await server.as('engineer'), await server.as('admin')];
  });
  afterAll(() => server.close());

  const change = async (id: string, fields: object): Promise<SopBody> => {
    const answer = await engineer.patch<SopBody>(`/sops/${id}`, fields);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body;
  };
  const versionsOf = async (id: string): Promise<VersionBody[]> =>
    (await engineer.get<VersionBody[]>(`/sops/${id}/versions`)).body;

  it('each says who changed what, the newest first; the one that was approved says by whom', async () => {
    const sop = await approvedSop(server);
    const [first, ...rest] = sop.steps;
    await change(sop.id, { tags: ['postgres'] });
    await change(sop.id, {
      content: 'New',
      steps: [...rest, { ...first, title: 'Look twice' }, { title: 'Rest' }],
    });
    const versions = await versionsOf(sop.id);
    expect(versions.map(({ version, number, summary }) => [version, number, summary])).toEqual([
      ['1.1.0', 3, 'Changed content; steps: 1 added, 1 changed, 1 moved'],
      ['1.0.1', 2, 'Changed tags'],
      ['1.0.0', 1, 'Written'],
    ]);
    expect(versions[0]).toMatchObject({
      author: sop.author,
      changed_fields: ['content', 'steps'],
      approved_at: null,
    });
    expect(versions[2]).toMatchObject({ approved_at: sop.approved_at, approved_by: sop.approved_by });
    const page = await engineer.get<VersionBody[]>(`/sops/${sop.id}/versions?limit=1&offset=1`);
    expect([page.headers.get('x-total-count'), page.body[0].version]).toEqual(['3', '1.0.1']);
  });

  it('each can be read as it was', async () => {
    const sop = await writeSop(engineer, { tags: ['a'] });
    await change(sop.id, { content: 'New', steps: [], tags: ['b'] });
    const old = await engineer.get(`/sops/${sop.id}/versions/1.0.0`);
    const { title, category, description, content, steps, owner } = sop;
    expect([old.status, old.body]).toMatchObject([
      200,
      {
        ...{ sop_id: sop.id, version: '1.0.0', number: 1, approved_at: null },
        snapshot: { title, category, description, content, steps, owner, tags: ['a'], prerequisites: null },
      },
    ]);
    for (const version of ['9.9.9', 'latest', '1.0', '01.0.0'])
      expect(refusalOf(await engineer.get(`/sops/${sop.id}/versions/${version}`))).toEqual([
        ...[404, 'SOP_VERSION_NOT_FOUND'],
      ]);
  });

  it('a change that changes nothing makes none', async () => {
    const sop = await writeSop(engineer, { tags: ['a'] });
    const { headers } = await engineer.get(`/sops/${sop.id}`);
    const { steps, content, tags } = sop;
    const same = await engineer.patch(`/sops/${sop.id}`, { steps, content, tags });
    expect([same.status, same.headers.get('etag'), same.body]).toEqual([200, headers.get('etag'), sop]);
    expect(await versionsOf(sop.id)).toHaveLength(1);
  });

  it('of changes that come at once each makes its own', async () => {
    const { id } = await writeSop(engineer);
    await Promise.all(Array.from({ length: 8 }, (_, at) => change(id, { content: `Change ${at}` })));
    expect((await versionsOf(id)).map(({ version, number }) => `${number} ${version}`)).toEqual(
      Array.from({ length: 9 }, (_, at) => `${9 - at} 1.${8 - at}.0`),
    );
  });

  it('steps keep their ids when they are changed and moved, and a new one gets its own', async () => {
    const { id, steps } = await writeSop(engineer);
    const [a, b, c] = steps;
    const changed = await change(id, {
      steps: [c, { title: 'New', id: null }, { ...a, title: 'Look again' }, b],
    });
    expect(changed.steps.map((step) => [step.order, step.title])).toEqual([
      ...[
        [1, 'Switch'],
        [2, 'New'],
        [3, 'Look again'],
        [4, 'Tell'],
      ],
    ]);
    expect(changed.steps.map((step) => step.id)).toEqual([c.id, expect.any(String), a.id, b.id]);
    expect(steps.map((step) => step.id)).not.toContain(changed.steps[1].id);
  });

  it('a step with an unknown id is refused, and so is one that stands twice', async () => {
    const { id, steps } = await writeSop(engineer);
    const [a] = steps;
    const foreign = (await writeSop(engineer)).steps[0];
    for (const [list, fault] of [
      [[a, foreign], /^steps\.1\.id: is no step of this SOP/],
      [[a, { title: 'x', id: 'unknown' }], /^steps\.1\.id: is no step of this SOP/],
      [[a, a], /^steps\.1\.id: stands twice/],
    ] as const) {
      const answer = await engineer.patch(`/sops/${id}`, { steps: list });
      expect([...refusalOf(answer), faultsIn(answer)]).toEqual([
        ...[400, 'INVALID_REQUEST', [expect.stringMatching(fault)]],
      ]);
    }
    const twice = await engineer.post(
      '/sops',
      draft({
        steps: [
          { title: 'a', id: 'x' },
          { title: 'b', id: 'x' },
        ],
      }),
    );
    expect(faultsIn(twice)).toEqual([expect.stringMatching(/^steps\.1\.id: stands twice/)]);
  });

  it('a new SOP may bring ids of its own, and a step that was taken out may come back under its id', async () => {
    const { id, steps } = await writeSop(engineer, {
      steps: [{ id: 'look', title: 'Look' }, { title: 'Act' }],
    });
    expect(steps[0].id).toBe('look');
    await change(id, { steps: [steps[1]] });
    expect((await change(id, { steps })).steps).toEqual(steps);
  });

  describe('compared', () => {
    let id: string;
    let steps: readonly StepBody[];
    beforeAll(async () => {
      ({ id, steps } = await writeSop(engineer, { tags: ['a'] }));
      const [look, tell, act] = steps;
      await change(id, { title: 'Other title', tags: null });
      await change(id, { steps: [act, { ...look, warning: 'Careful', command: null }, { title: 'New' }] });
      expect(tell.title).toBe('Tell');
    });

    it('tell which steps came, went, changed and moved', async () => {
      const { status, body } = await engineer.get(`/sops/${id}/versions/diff?from=1.0.0&to=1.2.0`);
      const [look, tell, act] = steps;
      expect([status, body]).toEqual([
        200,
        {
          ...{ from: '1.0.0', to: '1.2.0' },
          fields: [
            { field: 'title', old_value: 'Fail over the database', new_value: 'Other title' },
            { field: 'tags', old_value: ['a'], new_value: null },
          ],
          steps: {
            added: [expect.objectContaining({ title: 'New', order: 3 })],
            removed: [tell],
            changed: [
              {
                ...{ id: look.id, title: 'Look' },
                changes: [
                  { field: 'command', old_value: 'pg_isready -h {{host}}', new_value: null },
                  { field: 'warning', old_value: null, new_value: 'Careful' },
                ],
              },
            ],
            moved: [{ id: act.id, title: 'Switch', from: 3, to: 1 }],
          },
        },
      ]);
    });

    it('are the present one and the one before unless said otherwise', async () => {
      const of = async (query: string) =>
        (await engineer.get<{ from: string; to: string }>(`/sops/${id}/versions/diff${query}`)).body;
      expect(await of('')).toMatchObject({ from: '1.1.0', to: '1.2.0', fields: [] });
      expect(await of('?to=1.1.0')).toMatchObject({
        from: '1.0.0',
        to: '1.1.0',
        steps: { added: [], moved: [] },
      });
      expect(await of('?from=1.0.0')).toMatchObject({ from: '1.0.0', to: '1.2.0' });
      expect(await of('?to=1.0.0')).toMatchObject({ from: '1.0.0', to: '1.0.0', fields: [] });
    });

    it('must be versions, and of this SOP', async () => {
      for (const query of ['from=1', 'to=x', 'from=1.0.0&from=1.1.0', 'to='])
        expect([query, ...refusalOf(await engineer.get(`/sops/${id}/versions/diff?${query}`))]).toEqual([
          ...[query, 400, 'INVALID_REQUEST'],
        ]);
      expect(refusalOf(await engineer.get(`/sops/${id}/versions/diff?from=7.0.0`))).toEqual([
        ...[404, 'SOP_VERSION_NOT_FOUND'],
      ]);
    });
  });

  it('a replacement resets what it leaves out, keeps the owner, and is one version', async () => {
    const sop = await writeSop(engineer, { tags: ['a'], owner: 'Data', estimated_duration: 5 });
    const { title, category, description } = sop;
    const answer = await admin.send<SopBody>('PUT', `/sops/${sop.id}`, {
      title,
      category,
      description,
      content: 'New',
    });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { version: '1.1.0', tags: null, owner: 'Data', estimated_duration: null, steps: [], content: 'New' },
    ]);
    expect((await versionsOf(sop.id))[0].changed_fields).toEqual([
      'content',
      'steps',
      'tags',
      'estimated_duration',
    ]);
  });
});
