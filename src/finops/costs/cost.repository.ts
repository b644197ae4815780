import { Injectable } from '@nestjs/common';
import { boundEnvironment } from '../../core/context/bound-environment';
import { RepositoryTools } from '../../core/database/audited.repository';
import { specOf } from '../../core/database/resource';
import { Forbidden } from '../../core/errors/domain-error';
import type { CsvExport, Page } from '../../core/http/answers';
import type { Condition, ListQuery } from '../../core/lists/list-query';
import { Cost } from './cost.entity';
import type { CostGrouping, CostMetric } from './cost.enums';
import { type CostSum, LOCK_COST_DAYS, STORE, sumStatement } from './cost.queries';

/** A record as it is to be stored; fields that are not there are empty. */
export type CostRecord = Pick<Cost, 'date' | 'environment' | 'service' | 'cost' | 'currency'> & Partial<Cost>;

/** Costs, and their sums. Not audited record by record: they come in whole batches. */
@Injectable()
export class CostRepository {
  private readonly spec = specOf(Cost);

  constructor(private readonly tools: RepositoryTools) {}

  /**
   * Stores the records, of which no two may have the same key, in one statement; needs an open transaction. Throws
   * Forbidden for those of an environment that the caller is not bound to.
   */
  async store(records: readonly CostRecord[]): Promise<void> {
    const bound = this.boundEnvironment();
    if (bound !== null && records.some(({ environment }) => environment !== bound)) {
      throw new Forbidden(`These credentials are bound to the environment ${bound}.`, { environment: bound });
    }
    const { database, signal } = this.tools;
    await database.query(LOCK_COST_DAYS, [[...new Set(records.map(({ date }) => date))]]);
    await database.query(STORE, [JSON.stringify(records)]);
    database.afterCommit(() => signal.committed(this.spec.name));
  }

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.tools.lists.answer(this.spec, query, { environment: this.boundEnvironment(), baseUrl: '' });
  }

  /** The sums by key and currency of what the conditions leave and the caller may see. */
  sums(grouping: CostGrouping, metric: CostMetric, conditions: readonly Condition[]): Promise<CostSum[]> {
    const statement = sumStatement(grouping, metric, conditions, this.boundEnvironment());
    return this.tools.database.query<CostSum>(statement, statement.values);
  }

  private boundEnvironment(): string | null {
    return boundEnvironment();
  }
}
