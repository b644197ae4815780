export { SLAMetric } from './sla-metric';
export { SlaService } from './sla.service';
export type { SlaOfSquad, SlaWeek } from './sla.queries';
