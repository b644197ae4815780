import { isUUID } from 'class-validator';
import { createHash } from 'node:crypto';
import { boundEnvironment } from '../../core/context/bound-environment';
import { requestContext } from '../../core/context/request-context';
import { repositoryOf } from '../../core/database/repository-of';
import { specOf } from '../../core/database/resource';
import { type Params, wireRow } from '../../core/database/wire';
import { NotFound } from '../../core/errors/domain-error';
import { type CsvExport, type Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { Budget } from './budget';
import { budgetFigures } from './budget-figures.queries';
import { BudgetPlan } from './budget-plan.entity';

const READ = {
  name: 'budgets_read',
  text: `select r.id, r.version, ${wireRow(specOf(Budget), 'r', () => `''`)}::text as json
    from ${budgetFigures('$1')} r
    where r.id = $2 and r.deleted_at is null and ($3::text is null or r.environment = $3)`,
};

/** Its figures change with the costs and the day, the row and its version do not: the ETag stands for all of it. */
class MovingRow extends StoredRow {
  override get etag(): string {
    return `"${this.version}.${createHash('sha256').update(this.json).digest('base64url').slice(0, 16)}"`;
  }
}

export class BudgetRepository extends repositoryOf(BudgetPlan) {
  /** The budget as it leaves, with the figures of the day's month. Throws NotFound. */
  async readOn(day: string, id: string): Promise<StoredRow> {
    const { environment } = this.caller();
    const [found] = isUUID(id)
      ? await this.tools.database.query<StoredRow>(READ, [day, id, environment])
      : [];
    if (!found) throw new NotFound(this.spec.name, id);
    return new MovingRow(found.id, found.json, found.version);
  }

  /** Budgets as they leave, with the figures of the day's month, by which they can be filtered and sorted too. */
  listOn(day: string, query: ListQuery): Promise<Page | CsvExport> {
    const source = (params: Params): string => budgetFigures(params.add(day));
    return this.tools.lists.answer(specOf(Budget), query, { ...this.caller(), source, sourceKey: day });
  }

  /** Whoever changes a budget need not know its newest figures: of the ETag in If-Match only the version counts. */
  override lock(id: string): Promise<BudgetPlan> {
    const context = requestContext.current();
    if (context?.precondition)
      context.precondition = context.precondition.map((tag) => tag.replace(/^"(\d+)\.[\w-]+"$/, '"$1"'));
    return super.lock(id);
  }

  private caller(): { environment: string | null; baseUrl: string } {
    const context = requestContext.current();
    return { environment: boundEnvironment(), baseUrl: context?.baseUrl ?? '' };
  }
}
