export { Alert } from './alert.entity';
export { AlertStatus } from './alert.enums';
export { messageOf } from './alert-words';
export { AlertsService } from './alerts.service';
export { judge, type SeriesState } from './series-policy';
export { seriesDigest } from './series';
