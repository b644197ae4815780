import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { AuditSealer } from '../../core/audit/chain/audit-sealer';
import { SigningKey } from '../../core/audit/chain/signing-key';
import {
  type CsvExport,
  FileDownload,
  JsonLines,
  JsonList,
  type Page,
  type StoredRow,
} from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { dayOf } from '../../core/time/calendar';
import { AuditChainRepository } from './audit-chain.repository';
import { AuditLogRepository } from './audit-log.repository';
import type { LinkRow } from './audit-log.queries';

const CHECKPOINTS_PAGE = 1_000;

/** Reads of the audit log and of what proves it. */
@Injectable()
export class AuditLogsService {
  constructor(
    private readonly logs: AuditLogRepository,
    private readonly chain: AuditChainRepository,
    private readonly sealer: AuditSealer,
    private readonly key: SigningKey,
  ) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.logs.list(query);
  }

  /** Throws NotFound. */
  read(id: string): Promise<StoredRow> {
    return this.logs.read(id);
  }

  /** All of them, oldest first, read as fast as they are taken. */
  async checkpoints(): Promise<JsonList> {
    const { newestCheckpoint } = await this.chain.extent();
    const { chain } = this;
    async function* items(): AsyncGenerator<object> {
      for (let after = 0; after < newestCheckpoint;) {
        const page = await chain.checkpoints(after, newestCheckpoint, CHECKPOINTS_PAGE);
        if (page.length === 0) return;
        yield* page;
        after = page[page.length - 1].sequence;
      }
    }
    return new JsonList(items());
  }

  /** PEM, with those of keys that were used before. */
  async publicKey(): Promise<FileDownload> {
    const pem = Buffer.from((await this.key.load()).publicPem);
    const open = (): Promise<Readable> => Promise.resolve(Readable.from([pem]));
    return new FileDownload('audit-public-key.pem', 'application/x-pem-file', pem.length, open);
  }

  /** The whole chain with its rows, a line each, read as fast as it is taken. */
  async export(): Promise<JsonLines> {
    await this.sealer.settle().catch(() => false);
    const { head } = await this.chain.extent();
    const name = `audit-logs-${dayOf(new Date())}.jsonl`;
    return new JsonLines(name, Readable.from(linesOf(this.chain.links(head)), { objectMode: false }));
  }
}

async function* linesOf(pages: AsyncGenerator<readonly LinkRow[]>): AsyncGenerator<Buffer> {
  for await (const rows of pages) yield Buffer.from(rows.map(lineOf).join(''));
}

// The entry is JSON already.
const lineOf = ({ sequence, hash, genuine, entry }: LinkRow): string =>
  `{"sequence":${sequence},"hash":"${hash}","genuine":${genuine},"entry":${entry}}\n`;
