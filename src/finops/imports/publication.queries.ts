import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';
import { CommitSignal } from '../../core/events/commit-signal';
import { LOCK_COST_DAYS, storeCosts } from '../costs';
import type { BegunImport } from './cost-import.queries';
import { ImportMode } from './cost-import.enums';

export interface Publication {
  readonly created: number;
  readonly replaced: number;
  readonly removed: number;
}

const KEY = ['date', 'environment', 'service', 'resource_id', 'source'];
/** Told by the first row of the file that has them. */
const FIRST = ['resource_name', 'resource_type', 'category', 'region', 'tags'];
const AMOUNTS = ['cost', 'billed_cost', 'list_cost', 'contracted_cost'];

const NEW_SUMS = `create temporary table cost_import_sums (
    date date, environment text, service text, resource_id text, source text, bill jsonb, resource_name text,
    resource_type text, category text, charge_category text, cost numeric, billed_cost numeric, list_cost numeric,
    contracted_cost numeric, currency text, usage_amount numeric, usage_unit text, provider text, region text,
    account_id text, tags jsonb, import_id uuid, is_used boolean
  ) on commit drop`;
/** Null where nothing is said of use. */
const HAS_ONE_UNIT = `(min(coalesce(usage_unit, '')) filter (where usage_amount is not null)
      = max(coalesce(usage_unit, '')) filter (where usage_amount is not null))`;
/**
 * The charges of one key are one cost. Amounts of use are added up if all have one unit, else only whether there was any; the kind of charge is told if all
 * have the same.
 */
const ADD_UP = `insert into cost_import_sums (${KEY.join(', ')}, bill, ${FIRST.join(', ')}, charge_category,
    ${AMOUNTS.join(', ')}, currency, usage_amount, is_used, usage_unit, provider, account_id, import_id)
  select ${KEY.join(', ')}, source::jsonb -> 0,
    ${FIRST.map((column) => `(array_agg(${column} order by place) filter (where ${column} is not null))[1]`).join(', ')},
    case when min(charge_category) = max(charge_category) then min(charge_category) end,
    ${AMOUNTS.map((column) => `sum(${column})`).join(', ')}, min(currency),
    case when ${HAS_ONE_UNIT} then sum(usage_amount) end, case when not ${HAS_ONE_UNIT} then bool_or(usage_amount <> 0) end,
    case when count(usage_amount) = 0 and min(usage_unit) = max(usage_unit) then min(usage_unit)
      when ${HAS_ONE_UNIT} then min(usage_unit) filter (where usage_amount is not null) end,
    min(provider), min(account_id), import_id
  from cost_import_lines where import_id = $1 group by ${KEY.join(', ')}, import_id`;
const COUNT_LINES = 'select count(*)::int as count from cost_import_lines where import_id = $1';
const TOO_LARGE = `select to_char(date, 'YYYY-MM-DD') as date, service from cost_import_sums
  where ${AMOUNTS.map((column) => `abs(${column}) > 1e15`).join(' or ')} or abs(usage_amount) > 1e18 limit 1`;
const LOCK_DAYS = `${LOCK_COST_DAYS.text.replace('$1::date[]', 'array(select distinct date from cost_import_sums)')}`;

const SAME_KEY = `n.date = c.date and n.environment = c.environment and n.service = c.service
  and coalesce(n.resource_id, '') = coalesce(c.resource_id, '')`;
/** What was sent record by record makes way for what a bill says under the same day, environment, service and resource. */
const ADOPT = `with gone as (
    delete from costs c where c.deleted_at is null and c.source is null
      and c.date in (select date from cost_import_sums)
      and exists (select from cost_import_sums n where ${SAME_KEY}) returning c.id
  ) select count(*)::int as count from gone`;
/** What earlier files of the same bill had for these days, and this one has not. */
const REMOVE = `with gone as (
    delete from costs c using (select distinct date, bill from cost_import_sums) b
    where c.deleted_at is null and c.source is not null and c.date = b.date and c.source::jsonb -> 0 = b.bill
      and ($1::text is null or c.environment = $1)
      and not exists (select from cost_import_sums n where ${SAME_KEY} and n.source = c.source) returning c.id
  ) select count(*)::int as count from gone`;
const KNOWN = `select count(*)::int as total, count(c.id)::int as known from cost_import_sums n
  left join costs c on c.deleted_at is null and c.source = n.source and ${SAME_KEY}`;

/** Makes the rows that an import has read costs. */
@Injectable()
export class PublicationQueries {
  constructor(
    private readonly database: Database,
    private readonly signal: CommitSignal,
  ) {}

  /** Adds the rows up; needs an open transaction, which may take its time. Gives how many rows there were. */
  async addUp(id: string): Promise<number> {
    await this.run('set local statement_timeout = 0');
    await this.run(`set local work_mem = '64MB'`);
    const count = await this.count(COUNT_LINES, [id]);
    await this.run(NEW_SUMS);
    await this.run(ADD_UP, [id]);
    await this.run('analyze cost_import_sums');
    return count;
  }

  /** A sum that is too large to be kept, or null. */
  async tooLarge(): Promise<{ readonly date: string; readonly service: string } | null> {
    const [found] = await this.database.query<{ date: string; service: string }>({ text: TOO_LARGE }, []);
    return found ?? null;
  }

  /** Makes the sums costs, all at once. */
  async publish({ mode, environment }: BegunImport): Promise<Publication> {
    await this.run(LOCK_DAYS);
    const adopted = await this.count(ADOPT);
    const removed = mode === ImportMode.replace ? await this.count(REMOVE, [environment]) : 0;
    const [{ total, known }] = await this.database.query<{ total: number; known: number }>(
      { text: KNOWN },
      [],
    );
    await this.run(storeCosts('cost_import_sums'));
    this.database.afterCommit(() => this.signal.committed('cost'));
    return { created: total - known - adopted, replaced: known + adopted, removed };
  }

  private async run(text: string, values: unknown[] = []): Promise<void> {
    await this.database.query({ text }, values);
  }

  private async count(text: string, values: unknown[] = []): Promise<number> {
    const [{ count }] = await this.database.query<{ count: number }>({ text }, values);
    return count;
  }
}
