import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Session } from '../../auth';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page } from '../../core/http/answers';
import { Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { UsersService } from './users.service';

@ApiTags('Admin: users')
@Controller('admin/users/:id/sessions')
export class UserSessionsController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Requires('manage:users')
  @ApiOperation({ summary: "List a user's sessions", description: 'Those that still hold.' })
  @ApiList(Session)
  @ApiNotFoundResponse({ type: ErrorBody, description: 'USER_NOT_FOUND' })
  list(
    @Param('id') id: string,
    @ListParams({ entity: Session }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.users.listSessions(id, query);
  }

  @Delete()
  @Requires('manage:users')
  @ApiOperation({
    summary: 'Sign a user out everywhere',
    description: 'Ends all sessions and their sockets. API tokens stay. If-Match speaks about the user.',
  })
  @Removes('user')
  endAll(@Param('id') id: string): Promise<void> {
    return this.users.endSessions(id);
  }

  @Delete(':sessionId')
  @Requires('manage:users')
  @ApiOperation({
    summary: "End one of a user's sessions",
    description: 'Its tokens are refused and its sockets close. USER_NOT_FOUND if there is no such user.',
  })
  @Removes('session', 'user')
  end(@Param('id') id: string, @Param('sessionId') sessionId: string): Promise<void> {
    return this.users.endSession(id, sessionId);
  }
}
