import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config';
import { withSecret } from './embedded';

describe('the secret that is made for an embedded database', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'occ-secret-'));
    file = join(folder, 'jwt-secret');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const secret = async (): Promise<string> => (await withSecret(readConfig({ DATA_DIR: folder }))).JWT_SECRET;

  it('is made once, for its owner to read, also when two start together', async () => {
    const [one, two] = await Promise.all([secret(), secret()]);
    expect(Buffer.byteLength(one)).toBeGreaterThanOrEqual(32);
    expect([two, await secret()]).toEqual([one, one]);
    expect(await readdir(folder)).toEqual(['jwt-secret']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each(['', '\n', 'x'.repeat(31)])('is made anew in place of the unfinished %j', async (left) => {
    await writeFile(file, left);
    const made = await secret();
    expect(Buffer.byteLength(made)).toBeGreaterThanOrEqual(32);
    expect(await readFile(file, 'utf8')).toBe(made);
    expect(await secret()).toBe(made);
    expect(await readdir(folder)).toEqual(['jwt-secret']);
  });

  it('stays what somebody wrote there', async () => {
    await writeFile(file, `${'y'.repeat(32)}\n`);
    expect(await secret()).toBe('y'.repeat(32));
  });

  it('is not asked for when one is configured', async () => {
    const JWT_SECRET = 'z'.repeat(40);
    const config = readConfig({ DATA_DIR: folder, JWT_SECRET });
    expect((await withSecret(config)).JWT_SECRET).toBe(JWT_SECRET);
    expect(await readdir(folder)).toEqual([]);
  });
});
