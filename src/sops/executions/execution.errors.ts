import { Conflict } from '../../core/errors/domain-error';

export class SopNotApproved extends Conflict {
  constructor(status: string) {
    super(`Only approved SOPs are executed; this one is ${status}.`, { status }, 'SOP_NOT_APPROVED');
  }
}

export class ExecutionClosed extends Conflict {
  constructor(status: string) {
    super(`This execution has ended: ${status}.`, { status }, 'SOP_EXECUTION_CLOSED');
  }
}

export class StepNotWaiting extends Conflict {
  constructor(message: string, waiting: string | null) {
    super(message, { waiting_step_id: waiting }, 'SOP_STEP_NOT_WAITING');
  }
}
