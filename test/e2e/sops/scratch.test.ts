import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearScratch, makeScratch, openUp, scratchesHere } from '../../../src/sops/executions/scratch';

describe('the scratch folder of an execution', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** A process of which nothing but where it is says for whom it works. Gives by what it was ended, when it is. */
  const sleeperIn = async (cwd: string): Promise<{ readonly ended: Promise<unknown> }> => {
    const child = spawn('/bin/sleep', ['300'], { cwd, env: {}, stdio: 'ignore' });
    children.push(child);
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    await new Promise((resolve) => child.once('spawn', resolve));
    return { ended };
  };

  it('goes away with folders in it that cannot be written to, and links out of it are not followed', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    const id = randomUUID();
    const folder = await makeScratch(id);
    const [top, below] = [join(folder, 'top'), join(folder, 'top', 'below')];
    await mkdir(below, { recursive: true });
    await writeFile(join(below, 'file'), 'x');
    await symlink(outside, join(folder, 'link'));
    for (const one of [below, top, outside]) await chmod(one, 0o500);
    await openUp(folder);
    const modes = await Promise.all([top, below, outside].map(async (one) => (await stat(one)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o700, 0o500]);
    for (const one of [below, top]) await chmod(one, 0o500);
    await clearScratch(id);
    expect([existsSync(folder), existsSync(outside)]).toEqual([false, true]);
    await rm(outside, { recursive: true });
  });

  it('keeps nobody waiting when it cannot be removed', async () => {
    await expect(clearScratch('no\0path')).resolves.toBeUndefined();
  });

  it('is nowhere when the folder above cannot be read', async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = '/no/such/folder';
    try {
      await expect(scratchesHere()).resolves.toEqual([]);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  it('takes with it the processes in it, below it, and in what was removed of it', async () => {
    const id = randomUUID();
    const folder = await makeScratch(id);
    const [below, gone] = [join(folder, 'below'), join(folder, 'gone')];
    await mkdir(below);
    await mkdir(gone);
    const sleepers = await Promise.all([folder, below, gone].map(sleeperIn));
    const bystander = await sleeperIn(tmpdir());
    await rm(gone, { recursive: true });
    await clearScratch(id);
    expect(await Promise.all(sleepers.map(({ ended }) => ended))).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
    // Had it been killed, that would be what it ended by.
    children.at(-1)?.kill('SIGTERM');
    expect(await bystander.ended).toBe('SIGTERM');
  });
});
