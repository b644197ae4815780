import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { InvalidRequest, PayloadTooLarge } from '../../core/errors/domain-error';
import { FileDownload, type StoredRow } from '../../core/http/answers';
import type { IncomingFile } from '../../core/storage/incoming.engine';
import { readMarkdown } from './markdown-reader';
import { writeMarkdown } from './markdown-writer';
import { SopRepository } from './sop.repository';
import { SopsService } from './sops.service';

/** Of a file; more than the largest SOP needs. */
export const MAX_FILE = 1024 * 1024;

/** SOPs as Markdown files: out, and in again. */
@Injectable()
export class SopFilesService {
  constructor(
    private readonly service: SopsService,
    private readonly sops: SopRepository,
  ) {}

  async export(id: string): Promise<FileDownload> {
    const sop = await this.service.find(id);
    const content = Buffer.from(writeMarkdown(sop));
    const slug = sop.title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80);
    const name = `${slug || 'sop'}-${sop.semantic_version}.md`;
    const open = (): Promise<Readable> => Promise.resolve(Readable.from([content]));
    return new FileDownload(name, 'text/markdown; charset=utf-8', content.length, open);
  }

  /**
   * A file with the id of an SOP that is there gives it a new version; any other becomes a new draft, under the file's id if
   * nobody has had that yet. Throws InvalidRequest, PayloadTooLarge, SopArchived, SopVersionConflict.
   */
  async import(file: IncomingFile | undefined): Promise<StoredRow> {
    if (!file) throw InvalidRequest.field('file', 'send the Markdown as the body, or as file of a form');
    if (file.size > MAX_FILE) throw new PayloadTooLarge(MAX_FILE);
    const { id, version, request } = readMarkdown(await readFile(file.path));
    if (id === undefined) return this.service.write(request);
    if (await this.sops.find(id)) return this.service.replace(id, request, version);
    return (await this.sops.isTaken(id)) ? this.service.write(request) : this.service.write(request, id);
  }
}
