import type { CsvExport, Page, StoredRow } from '../http/answers';
import type { ListQuery } from '../lists/list-query';
import type { AuditedRepository } from './audited.repository';
import type { Row } from './resource';

/** What the service of a resource can do without saying more; its actions are methods beside these. */
export abstract class ResourceService<T extends Row> {
  protected constructor(protected readonly rows: AuditedRepository<T>) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.rows.list(query);
  }

  /** The row as it leaves. Throws NotFound. */
  read(key: string): Promise<StoredRow> {
    return this.rows.read(key);
  }

  /** Removes the row from every read; its history stays. Throws NotFound. */
  async remove(key: string): Promise<void> {
    await this.rows.remove(key);
  }
}
