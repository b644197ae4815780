import { requestOf } from '../../core/fields';
import { ShownAs } from '../../core/http/api.decorators';
import { Metric } from './metric.entity';

/** One point of a batch. */
@ShownAs({
  ...{
    metric_name: 'cpu_usage',
    metric_type: 'cpu',
    value: 87.5,
    unit: 'percent',
    environment: 'production',
  },
  ...{ service: 'checkout-api', host: 'pay-api-01', tags: { region: 'eu-central-1' } },
})
export class CreateMetricRequest extends requestOf(Metric, {
  required: ['metric_name', 'metric_type', 'value', 'unit', 'environment'],
  optional: ['service', 'host', 'timestamp', 'tags'],
}) {}
