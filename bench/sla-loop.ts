import { Between, DataSource, IsNull } from 'typeorm';
import { dayOf } from '../src/core/time/calendar';
import { DAY_MS } from '../src/core/time/durations';
import { Task } from '../src/infra/tasks';

export interface WeekFigures {
  readonly week_start: string;
  readonly requested: number;
  readonly delivered: number;
  readonly percentage: number;
}

/**
 * The SLA as the product's integration guide computes it: per week, the ORM loads that week's tasks, and a loop adds up.
 * But for one thing: the guide loses all of Sunday but its first moment, and this loop does not.
 */
export class SlaLoop {
  private constructor(private readonly source: DataSource) {}

  static async open(url: string): Promise<SlaLoop> {
    const extra = { options: '-c timezone=UTC' };
    const source = new DataSource({ type: 'postgres', url, entities: [Task], extra });
    return new SlaLoop(await source.initialize());
  }

  async weeks(now: Date, count: number): Promise<WeekFigures[]> {
    const figures: WeekFigures[] = [];
    const today = Date.parse(dayOf(now));
    for (let i = 0; i < count; i += 1) {
      const date = new Date(today - i * 7 * DAY_MS);
      const start = new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS);
      const end = new Date(start.getTime() + 7 * DAY_MS - 1);
      const tasks = await this.source
        .getRepository(Task)
        .find({ where: { created_at: Between(start, end), deleted_at: IsNull() } });
      let [requested, delivered] = [0, 0];
      for (const task of tasks) {
        requested += task.estimated_hours ?? 0;
        if (task.status === 'done') delivered += task.actual_hours ?? 0;
      }
      const percentage = requested > 0 ? Math.min(100, (delivered / requested) * 100) : 100;
      figures.push({ week_start: dayOf(start), requested, delivered, percentage });
    }
    return figures;
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}
