import { ApiProperty } from '@nestjs/swagger';

export class PaginationInfo {
  @ApiProperty({ example: 1 })
  current_page!: number;

  @ApiProperty({ example: 7 })
  total_pages!: number;

  @ApiProperty({ example: 125 })
  total_items!: number;

  @ApiProperty({ example: 20 })
  items_per_page!: number;

  @ApiProperty({ example: true })
  has_next!: boolean;

  @ApiProperty({ example: false })
  has_previous!: boolean;
}
