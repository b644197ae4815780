import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Internal, Json, OneOf, Reference, Text } from '../../core/fields';
import { EvidenceType } from './evidence.enums';

/** With a file, what leaves as content is the URL of the stored file under this API. */
const contentSql = (row: string, base: () => string): string =>
  `case when ${row}.file_key is null then ${row}.content
    else ${base()} || '/api/v1/infra/incidents/' || ${row}.incident_id || '/evidence/' || ${row}.id || '/file' end`;

@Resource<Evidence>({
  name: 'evidence',
  table: 'evidence',
  label: 'title',
  auditedAs: { name: 'incident', id: 'incident_id' },
  environment: (row) => `(select i.environment from incidents i where i.id = ${row}.incident_id)`,
})
export class Evidence extends Row {
  @Reference()
  incident_id!: string;

  @Text({ max: 200, sort: true, search: 'A', example: 'Gateway log around the first failure' })
  title!: string;

  @OneOf(EvidenceType, { enumName: 'EvidenceType', filter: true, sort: true, example: 'log' })
  type!: EvidenceType;

  @Text({
    min: 0,
    max: 16 * 1024 * 1024,
    search: 'B',
    bulky: true,
    wire: contentSql,
    description: 'Text, a URL, or base64; for an uploaded file the URL of the file',
    example: '10:14:02 upstream timed out (110: Connection timed out) while reading response header',
  })
  content!: string;

  @Json({ nullable: true, description: 'Additional context', example: { host: 'gw-3', lines: 120 } })
  metadata!: Record<string, unknown> | null;

  @Text({ filter: true, sort: true, example: 'Demo Engineer' })
  uploaded_by!: string;

  @CreatedAt({ range: 'created' })
  uploaded_at!: Date;

  @Internal('text', { nullable: true })
  file_key!: string | null;

  @Internal('text', { nullable: true })
  file_name!: string | null;

  @Internal('text', { nullable: true })
  file_type!: string | null;

  @Internal('integer', { nullable: true })
  file_size!: number | null;

  @Internal('text', { nullable: true })
  file_sha256!: string | null;
}
