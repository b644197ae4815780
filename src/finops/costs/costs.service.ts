import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { AuditEvent } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest } from '../../core/errors/domain-error';
import { CsvExport, Page, type StoredRow } from '../../core/http/answers';
import { ExactNumber, exactJson } from '../../core/http/exact-json';
import type { Batch } from '../../core/http/batch';
import { links } from '../../core/lists/lists';
import type { ListQuery } from '../../core/lists/list-query';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import type { BreakdownQuery, Grouped } from './breakdown-query';
import { type CostGroup, groupsOf } from './cost-groups';
import { CostRepository } from './cost.repository';
import type { CreateCostRequest, UpdateCostRequest } from './cost.requests';
import { faultsOf } from './cost-rules';

const COLUMNS: readonly (keyof CostGroup)[] = [
  ...(['key', 'group_by', 'cost', 'currency', 'percentage', 'record_count'] as const),
];

/** More groups than these come in pages, or as CSV. */
const MAX_GROUPS = 10_000;

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

  /** Puts a cost into another environment. Throws NotFound, CostExists. */
  update(id: string, { environment }: UpdateCostRequest): Promise<StoredRow> {
    return this.costs.move(id, environment);
  }

  /** Removes a cost from every read and sum. Throws NotFound. */
  async remove(id: string): Promise<void> {
    await this.costs.remove(id);
  }

  private export(groups: readonly CostGroup[], { by }: Grouped): CsvExport {
    const content = stringify([...groups], {
      cast: { object: (value) => (value instanceof ExactNumber ? value.text : JSON.stringify(value)) },
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
  if (!isPaged && total > MAX_GROUPS) {
    const message = `there are ${total} groups: ask for pages of them by limit and offset, or for all as CSV`;
    throw new InvalidRequest([{ field: 'limit', message }]);
  }
  const limit = isPaged ? query.limit : Math.max(total, 1);
  const all = query.linkBase.slice(0, -1);
  return new Page(exactJson(groups.slice(offset, offset + limit)).json, {
    ...{ total, limit, offset, page, nextCursor: null },
    link: isPaged ? links(query, total, null) : `<${all}>; rel="first", <${all}>; rel="last"`,
  });
}
