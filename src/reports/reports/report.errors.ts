import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';
import type { ReportStatus } from './report.enums';

const REPORT_NOT_READY = errorKind({
  code: 'REPORT_NOT_READY',
  status: 409,
  meaning: 'There is no file of this report: it is being made, or could not be made.',
  remedy:
    'Read the report: while its status is generating wait and ask again, if it is failed make it again or take an older version.',
});

/** What has happened, and what to do next if it is not what the kind says. */
const MESSAGES: Readonly<Record<ReportStatus, readonly [happened: string, remedy?: string]>> = {
  generating: ['The report is being made.', 'Read the report until its status is completed or failed.'],
  failed: [
    'The newest version of the report could not be made.',
    'Make it again, or ask for an older one by version.',
  ],
  completed: ['The report is completed.', 'Download it.'],
};

/** There is no file yet, or nothing else can be begun. */
export class ReportNotReady extends Conflict {
  constructor(status: ReportStatus, percentage: number, error: string | null) {
    const [happened, remedy] = MESSAGES[status];
    super(happened, { status, percentage, error }, REPORT_NOT_READY, remedy);
  }
}
