import { OneOf, requestOf } from '../../core/fields';
import { Alert } from './alert.entity';
import { AlertStep } from './alert.enums';

export class StepAlertRequest extends requestOf(Alert, { optional: ['note'] }) {
  @OneOf(AlertStep, { enumName: 'AlertStep' })
  status!: AlertStep;
}
