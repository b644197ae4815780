import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Storage } from '../../src/core/storage/storage';
import { CostExportService } from '../../src/finops/exports/cost-export.service';
import { ImportsService } from '../../src/finops/imports';
import { ended, focusFile, imported, type ImportBody } from '../e2e/finops/focus-file';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { asCaller, tokenOf } from '../support/caller';

const STAGING = tokenOf('admin', ['read:costs', 'write:costs'], 'staging');
const uat = { Tags: '{"env":"uat"}' };

describe('a caller who is bound to staging', () => {
  let server: TestServer;
  let admin: Actor;
  let imports: ImportsService;
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    imports = server.app.get(ImportsService, { strict: false });
    await imported(
      admin,
      focusFile([{ EffectiveCost: '3' }, { ...uat, EffectiveCost: '1' }, { ...uat, ResourceId: 'i-2' }]),
    );
  });
  afterAll(() => server.close());

  const bound = <T>(work: () => Promise<T>): Promise<T> => asCaller(STAGING, work);
  const handIn = async (content: string): Promise<ImportBody> => {
    const { incoming } = server.app.get(Storage);
    await mkdir(incoming, { recursive: true });
    const path = join(incoming, randomUUID());
    await writeFile(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { originalname: 'focus.csv', path, size: content.length, sha256 };
    const { id } = await bound(() => imports.accept(file, undefined, STAGING, false));
    return ended(admin, id);
  };

  it('cannot import costs of another environment, nor with them those of staging', async () => {
    const { status, violations } = await handIn(
      focusFile([{ ...uat, EffectiveCost: '9' }, {}, { Tags: '' }]),
    );
    expect(status).toBe('failed');
    expect(violations.map(({ row, column, rule }) => [row, column, rule])).toEqual([
      [3, 'Tags', 'environment'],
      [4, 'Tags', 'environment'],
    ]);
    const sums = await server.sql('select sum(cost)::text as sum from costs');
    expect(sums).toEqual([{ sum: '5.25' }]);
  });

  it('replaces costs of staging, and leaves those of others on the same bill alone', async () => {
    const done = await handIn(focusFile([{ ...uat, EffectiveCost: '7' }]));
    expect(done).toMatchObject({
      status: 'completed',
      environment: 'staging',
      replaced_count: 1,
      removed_count: 1,
    });
    const stored = await server.sql('select environment, cost::text from costs order by environment');
    expect(stored).toEqual([
      { environment: 'production', cost: '3' },
      { environment: 'staging', cost: '7' },
    ]);
  });

  it('exports those of staging alone, and sees its own imports alone', async () => {
    const exports = server.app.get(CostExportService, { strict: false });
    const { content } = await bound(() => exports.export({ conditions: [] }));
    const lines = (await text(content)).trim().split('\r\n').slice(1);
    expect(lines).toEqual([expect.stringMatching(/,7,.*,staging$/)]);
    const [{ id }] = await server.sql<{ id: string }>(
      'select id from cost_imports where environment is null',
    );
    await expect(bound(() => imports.read(id))).rejects.toMatchObject({ code: 'COST_IMPORT_NOT_FOUND' });
  });
});
