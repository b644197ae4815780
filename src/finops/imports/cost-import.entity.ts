import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Environment,
  field,
  Integer,
  Internal,
  OneOf,
  Text,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { ImportFormat, ImportMode, ImportStatus } from './cost-import.enums';
import { type ImportViolation, MAX_REPORTED } from './import-violations';

const VIOLATION = {
  type: 'object' as const,
  required: ['row', 'column', 'rule', 'message'],
  properties: {
    row: { type: 'integer' as const, nullable: true, example: 17 },
    column: { type: 'string' as const, nullable: true, example: 'EffectiveCost' },
    rule: { type: 'string' as const, example: 'number' },
    message: { type: 'string' as const, example: 'must be a decimal number, not "abc"' },
  },
};

/** A file of costs that was handed in: how far it is, and what became of it. */
@Resource<CostImport>({ name: 'cost_import', table: 'cost_imports', label: 'format' })
export class CostImport extends Row {
  @OneOf(ImportStatus, { enumName: 'ImportStatus', filter: true, sort: true })
  status!: ImportStatus;

  // Not `format`, which asks a list for CSV.
  @OneOf(ImportFormat, { enumName: 'ImportFormat', filter: 'import_format' })
  format!: ImportFormat;

  @OneOf(ImportMode, {
    ...{ enumName: 'ImportMode', filter: true },
    description:
      'replace: costs that earlier imports found on the same bills for the same days go; merge: they stay',
  })
  mode!: ImportMode;

  @Text({ nullable: true, example: 'focus-2026-01.csv.gz' })
  file_name!: string | null;

  @Integer({ description: 'Size of the file, as it came', example: 31_457_280 })
  bytes!: number;

  @Integer({ max: 100, description: '100 once it is completed' })
  percentage!: number;

  @Integer({ description: 'Rows that were read so far, without the header', example: 120_000 })
  rows_read!: number;

  @Integer({ nullable: true, description: 'Null until the file has been read to its end', example: 200_000 })
  rows_total!: number | null;

  @Integer({ nullable: true, description: 'Cost records that are new; null until completed', example: 8_000 })
  created_count!: number | null;

  @Integer({
    nullable: true,
    description: 'Cost records that took the place of others; null until completed',
  })
  replaced_count!: number | null;

  @Integer({ nullable: true, description: 'Cost records that are gone; null until completed' })
  removed_count!: number | null;

  @Text({ nullable: true, description: 'Why it failed', example: 'The file is not valid: 3 violations.' })
  error!: string | null;

  @Integer({ description: 'All that is wrong with the file', example: 3 })
  violation_count!: number;

  @field(
    'json',
    { description: `The first ${MAX_REPORTED}; the header is row 1` },
    { type: 'jsonb' },
    { type: 'array', items: VIOLATION, maxItems: MAX_REPORTED },
    [],
  )
  violations!: readonly ImportViolation[];

  @Text({ filter: true, example: 'Demo Admin' })
  imported_by!: string;

  @OneOf(Environment, {
    ...{ enumName: 'Environment', nullable: true },
    description: 'The only one that it may write to; null for all',
  })
  environment!: Environment | null;

  @Timestamp({ nullable: true, sort: true })
  started_at!: Date | null;

  @Timestamp({ nullable: true, sort: true })
  finished_at!: Date | null;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;

  /** Who is told how it goes. */
  @Internal('uuid')
  user_id!: string;

  @Internal('text')
  file_key!: string;

  @Internal('text', { nullable: true })
  file_sha256!: string | null;

  @Internal('flag')
  is_gzip!: boolean;

  /** How often it was begun; whoever begins last is the one who may go on. */
  @Internal('integer')
  attempts!: number;

  /** Until when whoever is at it is taken to be alive. */
  @Internal('timestamp', { nullable: true })
  lease_until!: Date | null;
}
