import { daysAfter } from '../../../src/core/time/calendar';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { setClock } from '../../support/clock';

/** The day that is not over yet, in every test of recommendations that does not say another. */
export const TODAY = '2026-03-20';

export const MACHINE = { resource_id: 'i-1', resource_name: 'web-1' };
/** What a look says that has found nothing. */
export const NOTHING = { found: 0, created: 0, updated: 0, completed: 0, kept_closed: 0 };

export type Row = Record<string, unknown>;

export const day = (before: number, today = TODAY): string => daysAfter(today, -before);

/** One record a day for each amount, the last of them yesterday. */
export interface Series {
  readonly costs: readonly (number | null)[];
  readonly usage?: readonly (number | null)[] | number | null;
  readonly until?: string;
  readonly more?: Row;
}

export class RecommendationScene {
  private constructor(
    readonly server: TestServer,
    readonly admin: Actor,
  ) {}

  static async open(databaseUrl?: string): Promise<RecommendationScene> {
    const server = await startServer({}, databaseUrl);
    const scene = new RecommendationScene(server, await server.as('admin'));
    scene.setToday(TODAY);
    return scene;
  }

  setToday(today: string, time = '12:00:00'): void {
    setClock(`${today}T${time}Z`, this.server);
  }

  async empty(): Promise<void> {
    await this.server.sql('truncate costs, recommendations, recommendation_days');
  }

  /** Puts costs there; a cost of null is a day without a record. */
  async given({ costs, usage = null, until = day(1), more = {} }: Series): Promise<void> {
    const records = costs.flatMap((cost, place) => {
      const amount = Array.isArray(usage) ? (usage as (number | null)[])[place] : usage;
      const date = day(costs.length - 1 - place, until);
      return cost === null ? [] : [{ date, cost, usage_amount: amount, ...more }];
    });
    const all = records.map((one) => ({
      ...{ environment: 'production', service: 'EC2', currency: 'USD' },
      ...one,
    }));
    await this.server.sql(
      `insert into costs (date, environment, service, resource_id, resource_name, resource_type, category, cost, currency,
         usage_amount, usage_unit, charge_category, source)
       select date, environment, service, resource_id, resource_name, resource_type, category, cost, currency, usage_amount,
         usage_unit, charge_category, source from json_to_recordset($1) as p(date date, environment text, service text, resource_id text,
         resource_name text, resource_type text, category text, cost numeric, currency text, usage_amount numeric, usage_unit text,
         charge_category text, source text)`,
      [JSON.stringify(all)],
    );
  }

  refresh(): Promise<Answer> {
    return this.admin.post('/finops/recommendations/refresh');
  }

  /** Looks, and gives how many there were of what. */
  async counts(): Promise<Row> {
    return (await this.refresh()).body;
  }

  async patch(id: unknown, body: object): Promise<void> {
    const { status, text } = await this.admin.patch(`/finops/recommendations/${String(id)}`, body);
    if (status !== 200) throw new Error(text);
  }

  async all(): Promise<Row[]> {
    const path = '/finops/recommendations?limit=100&sort_by=created_at&sort_order=asc';
    return (await this.admin.get<Row[]>(path)).body;
  }

  /** Looks, and gives what is there then. */
  async found(): Promise<Row[]> {
    const { status, text } = await this.refresh();
    if (status !== 200) throw new Error(text);
    return this.all();
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

export const times = (count: number, amount: number): number[] => Array.from({ length: count }, () => amount);
