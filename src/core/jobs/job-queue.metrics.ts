import { Injectable } from '@nestjs/common';
import { DatabaseFigures } from '../telemetry/database-figures';

/** What waits, runs and has failed in the background. */
@Injectable()
export class JobQueueMetrics {
  constructor(figures: DatabaseFigures) {
    figures.declare({
      name: 'ops_job_queue_jobs',
      help: 'Jobs by queue and state: waiting (also for a retry), active, failed for good.',
      labels: ['queue', 'state'],
      sql: `select jsonb_build_object('queue', q.name, 'state', s.state) as labels, count(j.id)::float8 as value
        from pgboss.queue q
        cross join (values ('waiting', '{created,retry}'::text[]), ('active', '{active}'), ('failed', '{failed}')) s(state, stored)
        left join pgboss.job j on j.name = q.name and j.state::text = any(s.stored)
        group by q.name, s.state`,
    });
    figures.declare({
      name: 'ops_job_queue_oldest_due_job_age_seconds',
      help: 'How long the oldest job that could run waits to be taken; 0 when none does.',
      labels: ['queue'],
      sql: `select jsonb_build_object('queue', q.name) as labels,
          coalesce(max(extract(epoch from now() - j.start_after)), 0)::float8 as value
        from pgboss.queue q
        left join pgboss.job j on j.name = q.name and j.state::text in ('created', 'retry') and j.start_after <= now()
        group by q.name`,
    });
  }
}
