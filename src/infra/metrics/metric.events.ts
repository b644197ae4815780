import { declareEvents } from '../../core/events/event-declaration';
import { Metric } from './metric.entity';

export const METRIC_EVENTS = declareEvents({
  type: 'metric',
  actions: ['updated'],
  permissions: ['read:metrics'],
  channels: ['metrics', '{environment}'],
  payload: Metric,
  about: 'The newest point of a series, at most once a second for each series',
});
