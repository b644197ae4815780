import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const DELIVERY_NOT_DEAD = errorKind({
  code: 'DELIVERY_NOT_DEAD',
  status: 409,
  meaning: 'Only a dead delivery can be retried.',
  remedy: 'Wait: what is pending is tried again by itself, and what is delivered is done.',
});
const DELIVERY_OVERTAKEN = errorKind({
  code: 'DELIVERY_OVERTAKEN',
  status: 409,
  meaning: 'The alert is over: told of its beginning now, people would wait in vain for its end.',
  remedy: 'Leave it, or retry the delivery that tells of the end.',
});

export class DeliveryNotDead extends Conflict {
  constructor(status: string) {
    super(`Only a dead delivery can be retried; this one is ${status}.`, { status }, DELIVERY_NOT_DEAD);
  }
}

export class DeliveryOvertaken extends Conflict {
  constructor(alert_id: string | null) {
    super(DELIVERY_OVERTAKEN.meaning, { alert_id }, DELIVERY_OVERTAKEN);
  }
}
