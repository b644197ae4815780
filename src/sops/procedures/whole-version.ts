import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { Sop } from './sop.entity';
import { type SopSnapshot, VERSIONED } from './sop-snapshot';
import { SopVersion } from './sop-version.entity';

class SopVersionSnapshot extends PickType(Sop, VERSIONED) {}

/** For the OpenAPI document: a version with all that it said. */
export class SopWholeVersion extends OmitType(SopVersion, ['snapshot']) {
  @ApiProperty({ type: SopVersionSnapshot, description: 'All that it said' })
  snapshot!: SopVersionSnapshot;
}

/** The same as the database gives it. */
export interface WholeVersion {
  readonly id: string;
  readonly sop_id: string;
  readonly version: string;
  readonly number: number;
  readonly author: string;
  readonly created_at: string;
  readonly changed_fields: readonly string[];
  readonly summary: string;
  readonly approved_at: string | null;
  readonly approved_by: string | null;
  readonly snapshot: SopSnapshot;
}
