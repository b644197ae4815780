import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, Transform, type TransformCallback, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupRefused } from './backup.errors';

const SUMS = 'SHA256SUMS';
const DRAFT = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.draft$/;
const ABANDONED_MS = 12 * 3_600_000;
/** A million stored files have room in it. */
export const MAX_TEXT_BYTES = 256 * 1024 * 1024;

/** Counts and hashes what passes. */
export class Measure extends Transform {
  size = 0;
  private readonly hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

/**
 * A backup that is being written, beside the place where it will appear once it is whole. Only its owner may read it. It
 * has a list of checksums that `sha256sum --check` understands.
 */
export class BackupDraft {
  private readonly sums: string[] = [];

  private constructor(
    private readonly draft: string,
    private readonly target: string,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * Removes what backups beside it left that were killed. `signal` ends what is being written. Throws BackupRefused when
   * there is something already.
   */
  static async at(to: string, signal?: AbortSignal): Promise<BackupDraft> {
    const target = resolve(to);
    const found = await lstat(target).catch(unlessMissing);
    if (found) throw new BackupRefused(`${target} is there already: a backup overwrites nothing`);
    const draft = `${target}.${randomUUID()}.draft`;
    await mkdir(dirname(target), { recursive: true });
    await sweep(dirname(target));
    await mkdir(draft, { mode: 0o700 });
    return new BackupDraft(draft, target, signal);
  }

  /** Writes one file, through `steps`. Gives the size and checksum of what is on disk. */
  async write(
    path: string,
    source: Readable,
    steps: readonly Transform[] = [],
  ): Promise<{ size: number; sha256: string }> {
    this.signal?.throwIfAborted();
    const file = join(this.draft, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const measure = new Measure();
    const sink = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true });
    await pipeline([source, ...steps, measure, sink], { signal: this.signal });
    const sha256 = measure.sha256();
    this.sums.push(`${sha256}  ${path}\n`);
    return { size: measure.size, sha256 };
  }

  /** Takes a file that could not be read out again. */
  async drop(path: string): Promise<void> {
    await rm(join(this.draft, path), { force: true });
  }

  async finish(): Promise<void> {
    await this.write(SUMS, Readable.from(this.sums));
    for (const entry of await readdir(this.draft, { withFileTypes: true, recursive: true }))
      if (entry.isDirectory()) await flushFolder(join(entry.parentPath, entry.name));
    await flushFolder(this.draft);
    await rename(this.draft, this.target);
    await flushFolder(dirname(this.target));
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await rm(this.draft, { recursive: true, force: true });
  }
}

/** A backup that is there. Its files are read only by the names that its list of checksums has. */
export class BackupFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  open(name: string): Readable {
    return createReadStream(join(this.path, name));
  }

  /** The text of a file whose checksum is already known to be right. Throws BackupRefused. */
  async text(name: string): Promise<string> {
    const found = await lstat(join(this.path, name)).catch(unlessMissing);
    if (!found?.isFile()) throw new BackupRefused(`${name} is missing: ${this.path} is no whole backup`);
    if (found.size > MAX_TEXT_BYTES) throw new BackupRefused(`${name} is larger than any backup's`);
    const chunks: Buffer[] = [];
    for await (const chunk of this.open(name)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }

  /** Checksums by name. Throws BackupRefused. */
  async sums(): Promise<Map<string, string>> {
    const sums = new Map<string, string>();
    for (const line of (await this.text(SUMS)).split('\n')) {
      const [, sha256, name] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
      if (name) sums.set(name, sha256);
      else if (line !== '') throw new BackupRefused(`${SUMS} cannot be read`);
    }
    return sums;
  }

  /** Throws BackupRefused unless the file is there, an ordinary one, and as it was written. */
  async check(name: string, sha256: string | undefined): Promise<void> {
    const found = await lstat(join(this.path, name)).catch(unlessMissing);
    if (!found?.isFile()) throw new BackupRefused(`${name} is missing from the backup`);
    const measure = new Measure();
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    await pipeline(this.open(name), measure, nowhere);
    if (measure.sha256() !== sha256)
      throw new BackupRefused(`${name} is damaged: its checksum is not the one in ${SUMS}`);
  }
}

/** Drafts that nobody has written to for so long are nobody's any more: others may be backing up beside. */
async function sweep(folder: string): Promise<void> {
  const before = Date.now() - ABANDONED_MS;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory() && DRAFT.test(entry.name)) {
      const draft = join(folder, entry.name);
      if ((await lastWritten(draft)) < before) await rm(draft, { recursive: true, force: true });
    }
}

/** The latest time of anything in there, in milliseconds. */
async function lastWritten(folder: string): Promise<number> {
  const below = await readdir(folder, { recursive: true });
  let latest = 0;
  for (const name of ['', ...below])
    latest = Math.max(latest, (await lstat(join(folder, name)).catch(unlessMissing))?.mtimeMs ?? 0);
  return latest;
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
