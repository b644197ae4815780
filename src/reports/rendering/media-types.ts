import type { ReportFormat } from '../reports/report.enums';

/** What each format is to those who download it. */
export const MEDIA_TYPES: Readonly<
  Record<ReportFormat, { readonly extension: string; readonly mediaType: string }>
> = {
  pdf: { extension: 'pdf', mediaType: 'application/pdf' },
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8' },
  json: { extension: 'json', mediaType: 'application/json; charset=utf-8' },
};
