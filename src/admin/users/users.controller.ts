import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { User } from '../../auth';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { PrepareUser } from './prepare-user.pipe';
import { CreateUserRequest, UpdateUserRequest } from './user.requests';
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

  @Post()
  @Requires('manage:users')
  @ApiOperation({
    summary: 'Create a user',
    description:
      'Needs a session, not an API token, that holds all that the role may do: 403 names what is missing. Of living accounts one has an address, whatever its case.',
  })
  @Creates(User)
  create(@Body(PrepareUser) body: CreateUserRequest): Promise<StoredRow> {
    return this.users.create(body);
  }

  @Get(':id')
  @Requires('manage:users')
  @ApiOperation({ summary: 'Read a user' })
  @ApiReads(User, 'user')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.users.read(id);
  }

  @Patch(':id')
  @Requires('manage:users')
  @ApiOperation({
    summary: 'Change a user',
    description:
      'Takes effect on the next request. A new password, and `disabled: true`, sign the user out everywhere. Needs credentials that hold all that the account may do, before and after; and a session, not an API token, to change password, email or role and for `disabled: false`.',
  })
  @ApiChanges(User, 'user')
  @ApiConflictResponse({
    type: ErrorBody,
    description: 'LAST_ADMIN: nobody could let in another one; CONFLICT: another account has this address',
  })
  update(@Param('id') id: string, @Body() body: UpdateUserRequest): Promise<StoredRow> {
    return this.users.update(id, body);
  }

  @Delete(':id')
  @Requires('manage:users')
  @ApiOperation({
    summary: 'Remove a user',
    description: 'Ends their sessions and sockets and revokes their API tokens. The address is free again.',
  })
  @Removes('user')
  @ApiConflictResponse({ type: ErrorBody, description: 'LAST_ADMIN: nobody could let in another one' })
  remove(@Param('id') id: string): Promise<void> {
    return this.users.remove(id);
  }
}
