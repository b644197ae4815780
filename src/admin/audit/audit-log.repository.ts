import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RepositoryTools } from '../../core/database/repository-tools';
import type { Statement } from '../../core/database/database';
import { specOf } from '../../core/database/resource';
import { builtWire } from '../../core/database/wire';
import { NotFound } from '../../core/errors/domain-error';
import { type CsvExport, type Page, StoredRow } from '../../core/http/answers';
import { CountCache } from '../../core/lists/count-cache';
import type { ListQuery } from '../../core/lists/list-query';
import { AuditLog } from './audit-log.entity';
import { SEARCHED } from './audit-log.queries';

const SPEC = specOf(AuditLog);
const READ: Statement = {
  name: 'read_audit_logs',
  text: `select r.id, 1 as version, ${builtWire(SPEC, 'r', () => `''`)}::text as json from audit_logs r where r.id = $1`,
};

/** Reads of the audit log. Its rows are written with the changes that they tell of, and by nothing else. */
@Injectable()
export class AuditLogRepository {
  constructor(
    private readonly tools: RepositoryTools,
    counts: CountCache,
  ) {
    // Every change of anything adds to this list.
    tools.signal.onCommit(() => counts.forget(SPEC.name));
  }

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.tools.lists.answer(SPEC, query, { baseUrl: '', source: () => SEARCHED });
  }

  /** Throws NotFound. */
  async read(id: string): Promise<StoredRow> {
    const [row] = isUUID(id) ? await this.tools.database.query<StoredRow>(READ, [id]) : [];
    if (!row) throw new NotFound(SPEC.name, id);
    return new StoredRow(row.id, row.json, row.version);
  }
}
