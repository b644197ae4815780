import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest } from '../../core/errors/domain-error';
import { CsvExport, Page } from '../../core/http/answers';
import type { Batch } from '../../core/http/batch';
import { links } from '../../core/lists/lists';
import type { ListQuery } from '../../core/lists/list-query';
import { Clock } from '../../core/time/clock';
import { dayOf } from '../calendar';
import type { BreakdownQuery, Grouped } from './breakdown-query';
import { type CostGroup, groupsOf } from './cost-groups';
import { CostRepository } from './cost.repository';
import type { CreateCostRequest } from './cost.requests';
import { faultsOf } from './cost-rules';

const COLUMNS: readonly (keyof CostGroup)[] = [
  ...(['key', 'group_by', 'cost', 'currency', 'percentage', 'record_count'] as const),
];

@Injectable()
export class CostsService {
  constructor(
    private readonly costs: CostRepository,
    private readonly work: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Records, or groups of them. Throws MixedCurrencies for groups of several currencies. */
  async breakDown({ list, grouped }: BreakdownQuery): Promise<Page | CsvExport> {
    if (!grouped) return this.costs.list(list);
    const sums = await this.costs.sums(grouped.by, grouped.metric, list.conditions);
    const groups = groupsOf(grouped.by, sums, grouped.order);
    return list.format === 'csv' ? this.export(groups, grouped) : pageOf(groups, list, grouped);
  }

  /** Stores all records or none; what is there by the same key is replaced. Throws InvalidRequest and Forbidden. */
  async ingest(batch: Batch<CreateCostRequest>): Promise<{ accepted: number }> {
    const violations = faultsOf(batch);
    if (violations.length > 0) throw new InvalidRequest(violations);
    const { length } = batch.records;
    await this.work.run(async () => {
      await this.costs.store(batch.records);
      await this.audit.record({
        event_type: AuditEvent.create,
        resource_type: 'cost',
        action_description: `Ingested ${length} cost ${length === 1 ? 'record' : 'records'}`,
        status: 'success',
      });
    });
    return { accepted: length };
  }

  private export(groups: readonly CostGroup[], { by }: Grouped): CsvExport {
    const content = stringify([...groups], {
      ...{ header: true, columns: [...COLUMNS], escape_formulas: true },
      // As in the exports of lists.
      ...{ quoted_match: /[\r\n]/, record_delimiter: 'windows' as const },
    });
    return new CsvExport(`costs-by-${by}-${dayOf(this.clock.now())}.csv`, content);
  }
}

function pageOf(groups: readonly CostGroup[], query: ListQuery, { isPaged }: Grouped): Page {
  const { length: total } = groups;
  const { offset, page } = query;
  const limit = isPaged ? query.limit : Math.max(total, 1);
  const all = query.linkBase.slice(0, -1);
  return new Page(JSON.stringify(groups.slice(offset, offset + limit)), {
    ...{ total, limit, offset, page, nextCursor: null },
    link: isPaged ? links(query, total, null) : `<${all}>; rel="first", <${all}>; rel="last"`,
  });
}
