import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const ALERT_ALREADY_RESOLVED = errorKind({
  code: 'ALERT_ALREADY_RESOLVED',
  status: 409,
  meaning: 'The alert is resolved already.',
  remedy: 'Read it again; there is nothing left to do.',
});
const ALERT_ALREADY_ACKNOWLEDGED = errorKind({
  code: 'ALERT_ALREADY_ACKNOWLEDGED',
  status: 409,
  meaning: 'The alert is acknowledged already.',
  remedy: 'Talk to the person whom details name, or resolve it.',
});

export class AlertAlreadyResolved extends Conflict {
  constructor(resolvedAt: Date | null) {
    super(
      ALERT_ALREADY_RESOLVED.meaning,
      { resolved_at: resolvedAt?.toISOString() ?? null },
      ALERT_ALREADY_RESOLVED,
    );
  }
}

export class AlertAlreadyAcknowledged extends Conflict {
  constructor(by: string | null) {
    super(ALERT_ALREADY_ACKNOWLEDGED.meaning, { acknowledged_by: by }, ALERT_ALREADY_ACKNOWLEDGED);
  }
}
