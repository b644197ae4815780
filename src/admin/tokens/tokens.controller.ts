import { Body, Controller, Delete, Get, Header, Param, Post, Req } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiToken } from '../../auth';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import { Creates, Removes } from '../../core/http/api.decorators';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { CreateApiTokenRequest } from './token.requests';
import { TokensService } from './tokens.service';

@ApiTags('Admin: API tokens')
@Controller('admin/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Requires('manage:tokens')
  @ApiOperation({
    summary: 'List API tokens',
    description: 'Of all users, revoked and expired ones included.',
  })
  @ApiList(ApiToken)
  list(@ListParams({ entity: ApiToken }) query: ListQuery): Promise<Page | CsvExport> {
    return this.tokens.list(query);
  }

  @Post()
  @Header('Cache-Control', 'private, no-store')
  @Requires('manage:tokens')
  @ApiOperation({
    summary: 'Create an API token',
    description:
      'It acts for you, and can be worth no more than the credentials you make it with: no scope (403), no environment (403) and no end beyond theirs. `token` is in this answer and nowhere else, so that a repeat with the same Idempotency-Key has null there.',
  })
  @Creates(ApiToken)
  @ApiConflictResponse({
    type: ErrorBody,
    description: 'TOO_MANY_TOKENS',
  })
  create(@Body() body: CreateApiTokenRequest, @Req() { context }: OpsRequest): Promise<StoredRow> {
    return this.tokens.create(body, context.principal!);
  }

  @Delete(':id')
  @Requires('manage:tokens')
  @ApiOperation({
    summary: 'Revoke an API token',
    description:
      'It is refused from this answer on, everywhere, and its sockets close; so do tokens that were made with it. It stays in the list as `revoked`.',
  })
  @Removes('token')
  revoke(@Param('id') id: string): Promise<void> {
    return this.tokens.revoke(id);
  }
}
