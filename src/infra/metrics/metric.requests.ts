import { requestOf } from '../../core/fields';
import { Metric } from './metric.entity';

/** One point of a batch. */
export class CreateMetricRequest extends requestOf(Metric, {
  required: ['metric_name', 'metric_type', 'value', 'unit', 'environment'],
  optional: ['service', 'host', 'timestamp', 'tags'],
}) {}
