import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { folderError } from './storage.errors';

/** An upload under way: on disk in the incoming folder, with its checksum. */
export interface IncomingFile {
  readonly originalname: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Writes uploads to the incoming folder as they arrive, so that their size costs no memory. */
export class IncomingEngine implements StorageEngine {
  constructor(private readonly folder: string) {}

  _handleFile(
    _request: Request,
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    this.write(file).then(
      (info) => done(null, info as Partial<Express.Multer.File>),
      (error: unknown) => done(folderError(error)),
    );
  }

  _removeFile(_request: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    rm(file.path ?? '', { force: true }).then(() => done(null), done);
  }

  private async write(file: Express.Multer.File): Promise<Omit<IncomingFile, 'originalname'>> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        hash.update(chunk);
        size += chunk.length;
        next(null, chunk);
      },
    });
    let limited = false;
    file.stream.once('limit', () => (limited = true));
    const target = await open(path, 'wx', 0o600);
    try {
      await pipeline(file.stream, measure, into(target));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await target.close();
    }
    // Multer answers 413 itself; what has been written of a file that is too large must not stay.
    if (limited) await rm(path, { force: true });
    return { path, size, sha256: hash.digest('hex') };
  }
}

/** What fails is told by multer as it is thrown here, before anybody else could say what it means. */
const into = (target: FileHandle): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, next) =>
      void target.writeFile(chunk).then(
        () => next(),
        (error: unknown) => next(folderError(error) as Error),
      ),
  });
