import { Controller, Delete, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CONFIG, type Config } from '../config';
import { SessionOnly } from '../core/access/requires.decorator';
import type { CsvExport, Page } from '../core/http/answers';
import { Removes } from '../core/http/api.decorators';
import { SESSION_COOKIE } from '../core/http/front-door';
import type { OpsRequest } from '../core/http/request';
import type { ListQuery } from '../core/lists/list-query';
import { ApiList, ListParams } from '../core/lists/list.decorators';
import { Session } from './session';
import { sessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';

@ApiTags('Auth')
@Controller('auth/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @SessionOnly()
  @ApiOperation({ summary: 'List my sessions', description: 'Those that still hold.' })
  @ApiList(Session)
  list(
    @ListParams({ entity: Session }) query: ListQuery,
    @Req() { context }: OpsRequest,
  ): Promise<Page | CsvExport> {
    return this.sessions.listOf(context.principal!.userId, query);
  }

  @Delete(':id')
  @SessionOnly()
  @ApiOperation({
    summary: 'End one of my sessions',
    description:
      'Its tokens are refused and its sockets close. The current one may be ended, too: that signs out.',
  })
  @Removes('session')
  async end(
    @Param('id') id: string,
    @Req() request: OpsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const principal = request.context.principal!;
    await this.sessions.endOwn(principal, id);
    if (id.toLowerCase() === principal.credentialId)
      response.clearCookie(SESSION_COOKIE, sessionCookie(this.config, request));
  }
}
