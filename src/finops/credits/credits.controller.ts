import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Credit } from './credit.entity';
import { CreateCreditRequest, UpdateCreditRequest } from './credit.requests';
import { CreditsService } from './credits.service';

@ApiTags('FinOps: credits')
@Controller('finops/credits')
export class CreditsController {
  constructor(private readonly credits: CreditsService) {}

  @Get()
  @Requires('read:costs')
  @ApiOperation({ summary: 'List credits' })
  @ApiList(Credit)
  list(@ListParams({ entity: Credit }) query: ListQuery): Promise<Page | CsvExport> {
    return this.credits.list(query);
  }

  @Post()
  @Requires('write:costs')
  @ApiOperation({ summary: 'Add a credit', description: 'Without `remaining` nothing of it is used yet.' })
  @Creates(Credit)
  grant(@Body() body: CreateCreditRequest): Promise<StoredRow> {
    return this.credits.grant(body);
  }

  @Get(':id')
  @Requires('read:costs')
  @ApiOperation({ summary: 'Read a credit' })
  @ApiReads(Credit, 'credit')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.credits.read(id);
  }

  @Patch(':id')
  @Requires('write:costs')
  @ApiOperation({
    summary: 'Change a credit',
    description:
      'Each change of `amount` or `remaining` becomes part of the history that the burn rate is taken from.',
  })
  @ApiChanges(Credit, 'credit')
  update(@Param('id') id: string, @Body() body: UpdateCreditRequest): Promise<StoredRow> {
    return this.credits.update(id, body);
  }

  @Delete(':id')
  @Requires('write:costs')
  @ApiOperation({ summary: 'Remove a credit' })
  @Removes('credit')
  remove(@Param('id') id: string): Promise<void> {
    return this.credits.remove(id);
  }
}
