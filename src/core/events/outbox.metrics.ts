import { Injectable } from '@nestjs/common';
import { DatabaseFigures } from '../telemetry/database-figures';

/** Counting goes no further: beyond it the number says nothing more, and would only take time. */
const MOST = 100_000;

/** How far the outbox is behind. */
@Injectable()
export class OutboxMetrics {
  constructor(figures: DatabaseFigures) {
    figures.declare({
      name: 'ops_outbox_waiting_events',
      help: `Committed events that have not been published yet, counted up to ${MOST}.`,
      sql: `select null::jsonb as labels, count(*)::float8 as value
        from (select from events where id is null limit ${MOST}) e`,
    });
    figures.declare({
      name: 'ops_outbox_oldest_event_age_seconds',
      help: 'How long the oldest event that has not been published waits; 0 when none does.',
      sql: `select null::jsonb as labels, coalesce((select greatest(extract(epoch from clock_timestamp() - e.created_at), 0)
        from events e where e.id is null order by e.position limit 1), 0)::float8 as value`,
    });
  }
}
