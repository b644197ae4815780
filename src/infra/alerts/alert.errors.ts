import { Conflict } from '../../core/errors/domain-error';

export class AlertAlreadyResolved extends Conflict {
  constructor(resolvedAt: Date | null) {
    super(
      'The alert is resolved already.',
      { resolved_at: resolvedAt?.toISOString() ?? null },
      'ALERT_ALREADY_RESOLVED',
    );
  }
}

export class AlertAlreadyAcknowledged extends Conflict {
  constructor(by: string | null) {
    super('The alert is acknowledged already.', { acknowledged_by: by }, 'ALERT_ALREADY_ACKNOWLEDGED');
  }
}
