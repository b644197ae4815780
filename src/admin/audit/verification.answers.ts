import { ApiProperty } from '@nestjs/swagger';
import { FaultKind } from '../../core/audit/chain/chain-check';

/** What verifying the audit log has found. */
export class AuditVerification {
  @ApiProperty({ example: true, description: 'Nothing was altered, removed, put in, moved or left out' })
  valid!: boolean;

  @ApiProperty({ type: 'integer', example: 48_211, description: 'Entries that were looked at' })
  checked!: number;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'The first row that does not hold, where one can be named',
  })
  first_invalid_id!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null, description: 'Its place in the chain' })
  first_invalid_sequence!: number | null;

  @ApiProperty({ enum: Object.values(FaultKind), enumName: 'AuditFault', nullable: true, example: null })
  reason!: FaultKind | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  message!: string | null;

  @ApiProperty({ type: 'integer', example: 49, description: 'Signed checkpoints that were looked at' })
  checkpoints!: number;

  @ApiProperty({
    type: 'integer',
    example: 211,
    description: 'Entries behind the newest checkpoint: chained, but not signed yet',
  })
  unsigned!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Rows that have just been written and are not chained yet',
  })
  unsealed!: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      'Rows of the chain that no server wrote. They stay on record, and the first of them is the reason, if nothing else is',
  })
  unproved!: number;
}

/** Says, signed, what the chain was at one place. */
export class AuditCheckpoint {
  @ApiProperty({ type: 'integer', example: 48_000, description: 'Entries of the chain' })
  sequence!: number;

  @ApiProperty({
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'Of the last of them',
  })
  hash!: string;

  @ApiProperty({ type: 'integer', example: 1_000, description: 'Entries since the checkpoint before' })
  count!: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at!: string;

  @ApiProperty({ example: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae' })
  key_id!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Digest of the checkpoint before',
  })
  previous!: string | null;

  @ApiProperty({ description: 'Ed25519, base64', example: 'tTn3…==' })
  signature!: string;
}
