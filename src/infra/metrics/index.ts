export { MetricType } from './metric.enums';
export { type Point, PointWatcher } from './point';
