import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SopBody, writeSop } from '../e2e/sops/sop-scene';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';

describe('SOPs in the database', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
  });
  afterAll(() => server.close());

  it.each([
    ['a version that is none', `semantic_version = '1.2'`],
    ['steps that are no list', `steps = '{}'`],
    ['a status without its approval', `status = 'approved'`],
    ['an approval without its status', `approved_at = now()`],
    ['less than no executions', `execution_count = -1`],
  ])('%s is refused by the table itself', async (_, change) => {
    const { id } = await writeSop(engineer);
    await expect(server.sql(`update sops set ${change} where id = $1`, [id])).rejects.toThrow(
      /check constraint|cannot extract/,
    );
  });

  it('no version of an SOP can be there twice', async () => {
    const { id } = await writeSop(engineer);
    const again = (column: string, value: string) =>
      server.sql(
        `insert into sop_versions (sop_id, number, semantic_version, author, changed_fields, summary, snapshot)
         select sop_id, ${column === 'number' ? value : 'number + 1'}, ${column === 'number' ? `'9.9.9'` : value}, author,
           changed_fields, summary, snapshot from sop_versions where sop_id = $1`,
        [id],
      );
    await expect(again('number', '1')).rejects.toThrow(/unique constraint/);
    await expect(again('semantic_version', `'1.0.0'`)).rejects.toThrow(/unique constraint/);
  });

  it('a search among 20,000 goes by the index', async () => {
    await server.sql(`
      insert into sops (title, category, description, content, steps, owner, semantic_version, author, author_ids)
      select 'Procedure ' || g, 'maintenance', 'd', 'word' || g, '[]', 'Data', '1.0.0', 'x', '{}' from generate_series(1, 20000) g`);
    await server.sql('vacuum analyze sops');
    const plan = await server.sql<{ 'QUERY PLAN': string }>(
      `explain select * from sops r where r.deleted_at is null and r.search @@ websearch_to_tsquery('english', 'word777')`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('sops_search_idx');
    const found = await engineer.get<SopBody[]>('/sops?search=word777');
    expect(found.body.map(({ title }) => title)).toEqual(['Procedure 777']);
  });
});
