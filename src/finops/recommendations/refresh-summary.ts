import { ApiProperty } from '@nestjs/swagger';

/** What a look through the costs came to. */
export class RefreshSummary {
  @ApiProperty({ example: 6, description: 'Causes that are there now' })
  found!: number;

  @ApiProperty({ example: 2, description: 'New recommendations' })
  created!: number;

  @ApiProperty({ example: 1, description: 'Open ones that now say something else' })
  updated!: number;

  @ApiProperty({ example: 0, description: 'Open ones whose cause is gone' })
  completed!: number;

  @ApiProperty({
    example: 1,
    description: 'Causes that stay closed: dismissed, or completed within the days that they follow from',
  })
  kept_closed!: number;
}
