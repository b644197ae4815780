import { ApiProperty } from '@nestjs/swagger';

/** What an import found and what it changed. */
export class MitreImportResult {
  @ApiProperty({ type: String, nullable: true, example: '18.1', description: 'As the bundle says it' })
  attack_version!: string | null;

  @ApiProperty({ example: 14, description: 'Tactics of the catalogue now' })
  tactics!: number;

  @ApiProperty({ example: 691, description: 'Techniques and sub-techniques of the catalogue now' })
  techniques!: number;

  @ApiProperty({ example: 12, description: 'Techniques that are new' })
  created!: number;

  @ApiProperty({ example: 40, description: 'Techniques that the bundle says something else of' })
  updated!: number;

  @ApiProperty({ example: 639 })
  unchanged!: number;

  @ApiProperty({
    example: 1,
    description: 'Techniques that it lacks, kept because there are detections of them',
  })
  retired!: number;

  @ApiProperty({ example: 3, description: 'Techniques that it lacks' })
  removed!: number;

  @ApiProperty({ example: 132, description: 'Techniques of the bundle that it revokes: left out' })
  revoked!: number;

  @ApiProperty({ example: 12, description: 'Techniques of the bundle that are deprecated: left out' })
  deprecated!: number;
}
