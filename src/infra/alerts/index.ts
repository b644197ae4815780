export { Alert } from './alert.entity';
export { AlertStatus } from './alert.enums';
export { AlertsService } from './alerts.service';
export { seriesDigest } from './series';
