import { integer } from './variable';

/** What making a report may take. */
export const REPORT_VARIABLES = {
  REPORT_TIME_LIMIT_SECONDS: integer(120, 1, 3600, 'Time after which the making of a report is given up'),
} as const;
