import type { ReportContent } from '../figures/report-content';
import type { ReportFormat, ReportType } from '../reports/report.enums';

/** A report as it is written into its file. */
export interface ReportDocument {
  readonly id: string;
  readonly name: string;
  readonly type: ReportType;
  readonly format: ReportFormat;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly environment: string | null;
  readonly generatedBy: string;
  /** The moment that all figures are of. */
  readonly moment: Date;
  readonly period: { readonly start: Date; readonly end: Date } | null;
  readonly content: ReportContent;
}
