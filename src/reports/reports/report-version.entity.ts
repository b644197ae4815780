import { Resource, Row } from '../../core/database/resource';
import { Computed, CreatedAt, Integer, Internal, Reference, Text, Timestamp } from '../../core/fields';
import type { KeyFigure } from '../figures/report-content';

const fileUrl = (row: string, base: () => string): string =>
  `${base()} || '/api/v1/reports/' || ${row}.report_id || '/download?version=' || ${row}.edition`;

/** One finished version of a report, with its file. */
@Resource<ReportVersion>({
  name: 'report_version',
  table: 'report_versions',
  label: 'generated_by',
  auditedAs: { name: 'report', id: 'report_id' },
  environment: (row) => `(select p.environment from reports p where p.id = ${row}.report_id)`,
})
export class ReportVersion extends Row {
  @Reference()
  report_id!: string;

  @Integer({ as: 'version', min: 1, sort: true, description: 'Number of the version, from 1', example: 2 })
  edition!: number;

  @Computed(
    { wire: fileUrl, description: 'Where this version can be downloaded' },
    { type: String, format: 'uri' },
  )
  file_url!: string;

  @Integer({ sort: true, description: 'Bytes' })
  file_size!: number;

  @Text({ filter: true, example: 'Demo Engineer' })
  generated_by!: string;

  @CreatedAt({ range: 'generated' })
  generated_at!: Date;

  @Text({
    nullable: true,
    description: 'Which key figures differ from those of the version before; null of the first',
    example: 'Incidents opened: 134 → 140 (+6)',
  })
  changes!: string | null;

  @Timestamp({ nullable: true, description: 'The one moment that all its figures are of' })
  snapshot_at!: Date | null;

  @Internal('json')
  figures!: readonly KeyFigure[];

  @Internal('text')
  file_key!: string;

  @Internal('text', { nullable: true })
  file_sha256!: string | null;
}
