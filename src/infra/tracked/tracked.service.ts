import type { Row } from '../../core/database/resource';
import { ResourceService } from '../../core/database/resource.service';
import type { StoredRow } from '../../core/http/answers';
import { type IssueName, nameAs, type Tracked } from './tracked';

/** The service of rows that may have an issue in Jira. */
export abstract class TrackedService<T extends Row & Tracked> extends ResourceService<T> {
  /** The row itself, or null. */
  find(id: string): Promise<T | null> {
    return this.rows.find(id);
  }

  /** The row itself, locked until the open transaction ends. Throws NotFound. */
  lock(key: string): Promise<T> {
    return this.rows.lock(key);
  }

  /** Calls it as its issue in Jira; null: as it was called before. Throws NotFound. */
  nameAs(id: string, issue: IssueName | null): Promise<StoredRow> {
    return this.rows.change(id, (row) => nameAs(row, issue));
  }
}
