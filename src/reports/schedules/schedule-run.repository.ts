import { repositoryOf } from '../../core/database/repository-of';
import { ScheduleRun } from './schedule-run.entity';

export class ScheduleRunRepository extends repositoryOf(ScheduleRun) {
  /** Whether the schedule has run for this time. */
  async has(template_id: string, run_at: Date): Promise<boolean> {
    return this.tools.database.manager.existsBy(ScheduleRun, { template_id, run_at });
  }
}
