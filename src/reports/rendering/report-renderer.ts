import { Injectable } from '@nestjs/common';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReportFormat } from '../reports/report.enums';
import { renderHtml } from './html.renderer';
import { renderJson } from './json.renderer';
import { writePdfFile } from './pdf/pdf.renderer';
import type { ReportDocument } from './report-document';

/** Turns what a report says into its file. */
@Injectable()
export class ReportRenderer {
  /** Writes a new local file. Rejects when the signal comes. */
  async write(
    format: ReportFormat,
    report: ReportDocument,
    path: string,
    signal: AbortSignal,
  ): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    if (format === 'pdf') await writePdfFile(report, path, signal);
    else await writeFile(path, format === 'html' ? renderHtml(report) : renderJson(report), { mode: 0o600 });
  }
}
