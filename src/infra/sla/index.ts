export { SLAMetric } from './sla-metric';
export { SlaService } from './sla.service';
