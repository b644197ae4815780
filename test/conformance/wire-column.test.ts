import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENTITIES } from '../../src/app.module';
import { specOf } from '../../src/core/database/resource';
import { builtWire } from '../../src/core/database/wire';
import { startServer, type TestServer } from '../support/app';

const KEEPERS = ENTITIES.map((entity) => specOf<object>(entity as never)).filter((spec) => spec.keepsWire);

describe('the JSON that tables keep ready', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    await server.sql(`
      insert into incidents (title, description, severity, status, squad, environment, created_at, resolved_at, assignee, tags,
        affected_services, root_cause, resolution)
      values
        ('plain', 'nothing special here', 'low', 'open', 'Data', 'staging', '2026-01-02T03:04:05.006Z', null, null, null, null, null, null),
        (E'"quoted" \\\\ back\\nline', E'tab\\t\\u2028 ünïcode 🚀', 'critical', 'closed', 'A/B "C"', 'production', '2024-02-29T23:59:59.999Z',
          '2026-12-31T00:00:00Z', 'x', '{}', array['a,b', '"', 'NULL'], '', 'null')`);
  });
  afterAll(() => server.close());

  it('there is a resource that keeps it', () => {
    expect(KEEPERS.map(({ name }) => name)).toContain('incident');
  });

  it.each(KEEPERS.map((spec) => [spec.name, spec] as const))(
    'of every %s is what its fields say',
    async (_, spec) => {
      const built = builtWire(spec, 'r', () => "''::text");
      const rows = await server.sql<{ kept: string; built: string }>(
        `select r.wire as kept, ${built}::text as built from ${spec.table} r`,
      );
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row.kept).toBe(row.built);
    },
  );

  it('follows every change of the row, in any time zone of the session', async () => {
    await server.sql(
      `set timezone = 'Asia/Tokyo'; update incidents set title = 'changed' where title = 'plain'`,
    );
    const [row] = await server.sql<{ wire: string; created: string }>(
      `select wire, created_at = '2026-01-02T03:04:05.006Z' as created from incidents where title = 'changed'`,
    );
    expect(JSON.parse(row.wire)).toMatchObject({ title: 'changed', created_at: '2026-01-02T03:04:05.006Z' });
  });
});
