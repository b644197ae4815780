import { boundEnvironment } from '../../core/context/bound-environment';
import { repositoryOf } from '../../core/database/repository-of';
import { ForeignEnvironment, ServiceUnavailable } from '../../core/errors/domain-error';
import type { StoredRow } from '../../core/http/answers';
import type { Condition } from '../../core/lists/list-query';
import { Cost } from './cost.entity';
import type { CostEnvironment, CostGrouping, CostMetric } from './cost.enums';
import { CostExists } from './cost.errors';
import { type CostSum, IS_TAKEN, STORE, sumStatement, TAKE_COST_DAYS } from './cost.queries';

/** A record as it is to be stored; fields that are not there are empty. */
export type CostRecord = Pick<Cost, 'date' | 'environment' | 'service' | 'cost' | 'currency'> & Partial<Cost>;

/** Postgres says: somebody else holds the lock, for longer than was to be waited. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Costs, and their sums. What comes in batches is not audited record by record; what is corrected one by one is. */
export class CostRepository extends repositoryOf(Cost) {
  /**
   * Stores the records, of which no two may have the same key, in one statement; needs an open transaction. Throws
   * Forbidden for those of an environment that the caller is not bound to.
   */
  async store(records: readonly CostRecord[]): Promise<void> {
    for (const { environment } of records) refuseForeign(environment);
    const { database, signal } = this.tools;
    await this.takeDays([...new Set(records.map(({ date }) => date))]);
    await database.query(STORE, [JSON.stringify(records)]);
    database.afterCommit(() => signal.committed(this.spec.name));
  }

  /**
   * Puts a cost into another environment. Throws NotFound, and CostExists where one of the same day, service and resource
   * is there already.
   */
  move(id: string, environment: CostEnvironment): Promise<StoredRow> {
    return this.tools.database.transaction(async () => {
      await this.takeDayOf(id);
      return this.change(id, async (cost) => {
        refuseForeign(environment);
        if (cost.environment === environment) return;
        const { date, service, resource_id, source } = cost;
        const key = [date, environment, service, resource_id, source];
        if ((await this.tools.database.query(IS_TAKEN, key)).length > 0) throw new CostExists();
        cost.environment = environment;
      });
    });
  }

  override remove(id: string): Promise<Cost> {
    return this.tools.database.transaction(async () => {
      await this.takeDayOf(id);
      return super.remove(id);
    });
  }

  /** The sums by key and currency of what the conditions leave and the caller may see. */
  sums(grouping: CostGrouping, metric: CostMetric, conditions: readonly Condition[]): Promise<CostSum[]> {
    const statement = sumStatement(grouping, metric, conditions, boundEnvironment());
    return this.tools.database.query<CostSum>(statement, statement.values);
  }

  private async takeDayOf(id: string): Promise<void> {
    const cost = await this.find(id);
    // Of none there is no day; who changes it hears so.
    if (cost) await this.takeDays([cost.date]);
  }

  /** Throws ServiceUnavailable where an import, say, has one of the days for long: waiting holds a connection. */
  private async takeDays(days: readonly string[]): Promise<void> {
    try {
      await this.tools.database.query(TAKE_COST_DAYS, [days]);
    } catch (error) {
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
      throw new ServiceUnavailable('Costs of these days are being stored by somebody else.');
    }
  }
}

function refuseForeign(environment: string): void {
  const bound = boundEnvironment();
  if (bound !== null && environment !== bound) throw new ForeignEnvironment(bound);
}
