import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AuditEvent } from '../../core/audit/audit.enums';
import type { Principal } from '../../core/access/principal';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest, NotFound, type Violation } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import { type CsvExport, FileDownload, type Page, type StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { safeFileName } from '../../core/storage/file-name';
import { Storage } from '../../core/storage/storage';
import { Clock } from '../../core/time/clock';
import { askedPeriod } from '../figures/asked-period';
import { ContentMakers, type ReportWish } from '../figures/content-makers';
import { MEDIA_TYPES } from '../rendering/media-types';
import { Report } from './report.entity';
import { AskedBy, ReportFormat, ReportStatus, type ReportType } from './report.enums';
import { ReportNotReady } from './report.errors';
import { ReportMaker } from './report-maker';
import { readingOf, refuseUnreadable } from './report-rights';
import { ReportQueries, type VersionFile } from './report.queries';
import { ReportRepository } from './report.repository';
import { ReportVersionRepository } from './report-version.repository';
import { environmentOf, rechecked } from './report-wish';

/** Types' GenerateReportRequest. */
export interface ReportRequest {
  readonly name: string;
  readonly type: ReportType;
  readonly format: ReportFormat;
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  readonly period_start?: string | null;
  readonly period_end?: string | null;
}

/** On whose behalf a report is made: it sees what they may see, and they are told how it goes. */
export type Author = Pick<Principal, 'userId' | 'userName' | 'environment' | 'permissions'> & {
  readonly askedBy?: AskedBy;
};

const REGENERATED = [AuditEvent.generate, 'Asked for a new version of'] as const;

@Injectable()
export class ReportsService extends ResourceService<Report> {
  constructor(
    private readonly reports: ReportRepository,
    private readonly versions: ReportVersionRepository,
    private readonly queries: ReportQueries,
    private readonly makers: ContentMakers,
    private readonly maker: ReportMaker,
    private readonly storage: Storage,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(reports);
  }

  /**
   * Has a report made in the background; it stands and falls with the open transaction. Throws InvalidRequest, and Forbidden
   * when the author may not read what it is made of.
   */
  async generate(request: ReportRequest, author: Author): Promise<StoredRow> {
    const { name, type, format } = request;
    const maker = this.makers.of(type);
    refuseUnreadable(type, maker, author.permissions);
    const wish = await this.checked(request);
    const period = await maker.periodOf(wish);
    const report = Object.assign(new Report(), {
      ...{
        id: randomUUID(),
        name,
        type,
        format,
        status: ReportStatus.generating,
        parameters: wish.parameters,
      },
      ...{ edition: 1, percentage: 0, attempts: 0, asked_period: wish.period, ...whoAsks(author) },
      ...{
        period_start: period?.start ?? null,
        period_end: period?.end ?? null,
      },
      environment: environmentOf(wish) ?? (author.environment as Environment | null),
    });
    return this.work.run(async () => {
      const stored = await this.reports.add(report);
      await this.maker.queue([report.id]);
      return stored;
    });
  }

  /** Has the next version made. Throws NotFound, ReportNotReady while one is being made, and what `generate` throws. */
  async regenerate(id: string, author: Author): Promise<StoredRow> {
    return this.work.run(async () => {
      const stored = await this.reports.change(
        id,
        async (report) => {
          if (report.status === ReportStatus.generating) throw notReady(report);
          const maker = this.makers.of(report.type);
          refuseUnreadable(report.type, maker, author.permissions);
          const { parameters, asked_period: period, environment } = report;
          const wish = await rechecked(maker, { parameters, period, now: this.clock.now() }, environment);
          const now = await maker.periodOf(wish);
          const edition = (await this.queries.newestEdition(report.id)) + 1;
          Object.assign(report, {
            ...{ status: ReportStatus.generating, edition, percentage: 0, attempts: 0, lease_until: null },
            ...{ error: null, file_size: null, snapshot_at: null, parameters: wish.parameters },
            ...whoAsks(author),
            ...{ period_start: now?.start ?? null, period_end: now?.end ?? null },
          });
        },
        REGENERATED,
      );
      await this.maker.queue([stored.id]);
      return stored;
    });
  }

  /** The file of a version, of the newest one by default. Throws NotFound, InvalidRequest and ReportNotReady. */
  async download(id: string, version: unknown): Promise<FileDownload> {
    const wanted = versionOf(version);
    const report = await this.find(id);
    if ((wanted ?? report.edition) === report.edition && report.status !== ReportStatus.completed)
      throw notReady(report);
    const file = await this.queries.file(id, wanted ?? report.edition);
    if (!file) throw new NotFound('report_version', String(wanted ?? report.edition));
    return downloadOf(report, file, this.storage);
  }

  async listVersions(id: string, query: ListQuery): Promise<Page | CsvExport> {
    const { id: report_id } = await this.find(id);
    return this.versions.list(query, { report_id });
  }

  /** Removes the report and its versions from every read, and their files for good. */
  override async remove(id: string): Promise<void> {
    const keys = await this.work.run(async () => {
      const { id: removed } = await this.reports.remove(id);
      return this.queries.removeVersions(removed);
    });
    // What stays behind is cleared away by and by.
    for (const key of keys) await this.storage.discard(key);
  }

  private async find(id: string): Promise<Report> {
    const report = await this.reports.find(id);
    if (!report) throw new NotFound('report', id);
    return report;
  }

  /** Throws InvalidRequest with everything that is wrong. */
  private async checked({ type, parameters, period_start, period_end }: ReportRequest): Promise<ReportWish> {
    const now = this.clock.now();
    const violations: Violation[] = [];
    const collect = (error: unknown): void => {
      if (!(error instanceof InvalidRequest)) throw error;
      violations.push(...(error.details as Violation[]));
    };
    let wish: ReportWish = { parameters: parameters ?? {}, period: {}, now };
    try {
      wish = { ...wish, period: askedPeriod(period_start, period_end, now) };
    } catch (error) {
      collect(error);
    }
    try {
      wish = { ...wish, parameters: await this.makers.of(type).check(wish) };
    } catch (error) {
      collect(error);
    }
    if (violations.length > 0) throw new InvalidRequest(violations);
    return wish;
  }
}

/** What is kept of whoever asks: it is looked at again when the report is made. */
const whoAsks = ({ userId, userName, permissions, askedBy = AskedBy.account }: Author) => ({
  ...{ user_id: userId, generated_by: userName, asked_by: askedBy },
  asked_with: readingOf(permissions),
});

const notReady = ({ status, percentage, error }: Report): ReportNotReady =>
  new ReportNotReady(status, percentage, error);

function versionOf(text: unknown): number | null {
  if (text === undefined) return null;
  if (typeof text !== 'string' || !/^[1-9]\d{0,8}$/.test(text))
    throw InvalidRequest.field('version', 'version must be a whole number from 1');
  return Number(text);
}

/** `Incidents of January-v2.pdf`; what cannot be in the name of a file is left out. */
function downloadOf(report: Report, file: VersionFile, storage: Storage): FileDownload {
  const { extension, mediaType } = MEDIA_TYPES[report.format];
  const name = safeFileName(`${report.name.replaceAll(/[/\\]/g, '-')}-v${file.edition}.${extension}`);
  return new FileDownload(name, mediaType, file.file_size, () =>
    storage.open(file.file_key, { size: file.file_size, sha256: file.file_sha256 }),
  );
}
