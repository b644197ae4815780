import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { User } from '../auth';
import { Requires } from '../core/access/requires.decorator';
import { ApiReads } from '../core/http/api.decorators';
import type { CsvExport, Page, StoredRow } from '../core/http/answers';
import type { ListQuery } from '../core/lists/list-query';
import { ApiList, ListParams } from '../core/lists/list.decorators';
import { UsersService } from './users.service';

@ApiTags('Admin: users')
@Controller('admin/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Requires('manage:users')
  @ApiOperation({ summary: 'List users' })
  @ApiList(User)
  list(@ListParams({ entity: User }) query: ListQuery): Promise<Page | CsvExport> {
    return this.users.list(query);
  }

  @Get(':id')
  @Requires('manage:users')
  @ApiOperation({ summary: 'Read a user' })
  @ApiReads(User, 'user')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.users.read(id);
  }
}
