import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { expectError } from '../http/expect-error';
import { auditOf } from '../infra/fixtures';
import { type AssetBody, draft } from './asset-scene';

const PATH = '/secops/assets';

describe('the host name of an asset', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  const post = (hostname: string, environment = 'production'): Promise<Answer<AssetBody>> =>
    engineer.post<AssetBody>(PATH, draft({ hostname, environment }));
  const expectTaken = (answer: Answer<unknown>): void =>
    expect(expectError(answer, 409, 'CONFLICT').details).toEqual({ fields: ['environment', 'hostname'] });

  it('is unique in its environment, whatever its case, and kept as it was written', async () => {
    const first = await post('Web-01.example.net');
    expect([first.status, first.body.hostname]).toEqual([201, 'Web-01.example.net']);
    expectTaken(await post('Web-01.example.net'));
    expectTaken(await post('web-01.EXAMPLE.net'));
    expect((await post('web-01.example.net', 'staging')).status).toBe(201);
    expect((await post('web-01', 'production')).status).toBe(201);
  });

  it('is free again once the asset is removed', async () => {
    const { body } = await post('short-lived');
    await engineer.delete(`${PATH}/${body.id}`);
    const next = await post('SHORT-LIVED');
    expect(next.status).toBe(201);
    expect(next.body.id).not.toBe(body.id);
    expectTaken(await post('short-lived'));
  });

  it('cannot be changed to one that is taken, nor taken along to an environment that has it', async () => {
    const [one, other] = [await post('pair-1'), await post('pair-2')];
    const twin = await post('pair-1', 'staging');
    const path = `${PATH}/${other.body.id}`;
    expectTaken(await engineer.patch(path, { hostname: 'PAIR-1' }));
    expectTaken(await engineer.patch(`${PATH}/${twin.body.id}`, { environment: 'production' }));
    expect((await engineer.get(path)).body).toEqual(other.body);
    expect(await auditOf(server, other.body.id)).toHaveLength(1 + 1);
    expect((await auditOf(server, other.body.id)).map(({ status }) => status)).toEqual(['success', 'failed']);
    const renamed = await engineer.patch<AssetBody>(`${PATH}/${one.body.id}`, { hostname: 'PAIR-1' });
    expect([renamed.status, renamed.body.hostname]).toEqual([200, 'PAIR-1']);
  });

  it('of twenty who register it at the same time, one does', async () => {
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'contended' : 'CONTENDED'));
    const answers = await Promise.all(names.map((hostname) => post(hostname)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    answers.filter(({ status }) => status === 409).forEach(expectTaken);
    const list = await engineer.get<AssetBody[]>(`${PATH}?hostname=contended`);
    expect([list.body.length, list.headers.get('x-total-count')]).toEqual([1, '1']);
    const id = list.body[0].id;
    const told = await server.sql('select action from events where resource_id = $1', [id]);
    expect(told).toEqual([{ action: 'created' }]);
  });
});
