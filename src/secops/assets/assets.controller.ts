import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, Creates, Removes } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { Asset } from './asset.entity';
import { CreateAssetRequest, UpdateAssetRequest } from './asset.requests';
import { AssetsService } from './assets.service';

@ApiTags('SecOps: assets')
@Controller('secops/assets')
export class AssetsController {
  constructor(private readonly assets: AssetsService) {}

  @Get()
  @Requires('read:assets')
  @ApiOperation({
    summary: 'List assets',
    description:
      'search finds any part of host name, address, operating system and owner; ip_address takes an address or a ' +
      'network such as 10.20.0.0/16.',
  })
  @ApiList(Asset)
  list(@ListParams({ entity: Asset }) query: ListQuery): Promise<Page | CsvExport> {
    return this.assets.list(query);
  }

  @Post()
  @Requires('write:assets')
  @ApiOperation({
    summary: 'Register an asset',
    description: '409 when the environment has an asset of this host name already. It begins as active.',
  })
  @Creates(Asset)
  register(@Body() body: CreateAssetRequest): Promise<StoredRow> {
    return this.assets.register(body);
  }

  @Get(':id')
  @Requires('read:assets')
  @ApiOperation({ summary: 'Read an asset' })
  @ApiReads(Asset, 'asset')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.assets.read(id);
  }

  @Patch(':id')
  @Requires('write:assets')
  @ApiOperation({
    summary: 'Change an asset',
    description:
      '409 when the environment has an asset of this host name already. Nothing changed: nothing is said.',
  })
  @ApiChanges(Asset, 'asset')
  update(@Param('id') id: string, @Body() body: UpdateAssetRequest): Promise<StoredRow> {
    return this.assets.update(id, body);
  }

  @Delete(':id')
  @Requires('write:assets')
  @ApiOperation({
    summary: 'Remove an asset',
    description:
      'It vanishes from every read, and its vulnerabilities with it; its host name is free again. What was detected on it ' +
      'stays on record, with its id and its environment. An asset that is to stay visible becomes decommissioned instead.',
  })
  @Removes('asset')
  remove(@Param('id') id: string): Promise<void> {
    return this.assets.remove(id);
  }
}
