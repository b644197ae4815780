export { METRIC_NAME } from './metric.entity';
export { MetricType } from './metric.enums';
export { MetricsService } from './metrics.service';
export { type Point, PointWatcher } from './point';
export { type Series, seriesKey } from './series';
