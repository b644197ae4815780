import { Injectable } from '@nestjs/common';
import { Database } from '../../core/database/database';

const DUE = {
  name: 'template_due',
  text: `select id from report_templates
    where next_run_at <= $1 and deleted_at is null order by next_run_at, id limit $2`,
};

@Injectable()
export class TemplateQueries {
  constructor(private readonly database: Database) {}

  /** Templates whose schedule has come, those that have waited longest first. */
  async due(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(DUE, [now, limit]);
    return rows.map(({ id }) => id);
  }
}
