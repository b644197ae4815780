import { Resource, Row } from '../../core/database/resource';
import { CreatedAt, Integer, Internal, Reference, Text, TextList, Timestamp } from '../../core/fields';
import type { SopSnapshot } from './sop-snapshot';

/** One version of an SOP, as it was. */
@Resource<SopVersion>({ name: 'sop_version', table: 'sop_versions', label: 'semantic_version' })
export class SopVersion extends Row {
  @Reference()
  sop_id!: string;

  @Text({ as: 'version', example: '1.2.0' })
  semantic_version!: string;

  @Integer({ min: 1, sort: true, description: 'Versions of one SOP, counted from 1', example: 3 })
  number!: number;

  @Text({ max: 200, filter: true, example: 'Demo Engineer' })
  author!: string;

  @CreatedAt()
  created_at!: Date;

  @TextList({ description: 'What differs from the version before', example: ['content', 'steps'] })
  changed_fields!: string[];

  @Text({ example: 'Changed content; steps: 1 added, 2 changed' })
  summary!: string;

  @Timestamp({ nullable: true })
  approved_at!: Date | null;

  @Text({ nullable: true, example: 'Demo Admin' })
  approved_by!: string | null;

  @Internal('json')
  snapshot!: SopSnapshot;
}
