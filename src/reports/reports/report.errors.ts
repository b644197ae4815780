import { Conflict } from '../../core/errors/domain-error';
import type { ReportStatus } from './report.enums';

const MESSAGES: Readonly<Record<ReportStatus, string>> = {
  generating: 'The report is being made: ask again when it is completed.',
  failed:
    'The newest version of the report could not be made: make it again, or ask for an older one by version.',
  completed: 'The report is completed.',
};

/** There is no file yet, or nothing else can be begun. */
export class ReportNotReady extends Conflict {
  constructor(status: ReportStatus, percentage: number, error: string | null) {
    super(MESSAGES[status], { status, percentage, error }, 'REPORT_NOT_READY');
  }
}
