import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { CsvExport, FileDownload, JsonLines, JsonList, Page, StoredRow } from '../../core/http/answers';
import { ApiReads } from '../../core/http/api.decorators';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { AuditLog } from './audit-log.entity';
import { AuditLogsService } from './audit-logs.service';
import { AuditVerificationService } from './audit-verification.service';
import { AuditCheckpoint, AuditVerification } from './verification.answers';

const LIMITS = { defaultLimit: 50 };

/** Rows are of all environments, or of none: read:audit_logs has no effect on tokens of one environment. */
@ApiTags('Admin: audit log')
@Controller('admin/audit-logs')
export class AuditLogsController {
  constructor(
    private readonly logs: AuditLogsService,
    private readonly verification: AuditVerificationService,
  ) {}

  @Get()
  @Requires('read:audit_logs')
  @ApiOperation({ summary: 'List what was done' })
  @ApiList(AuditLog, LIMITS)
  list(@ListParams({ entity: AuditLog, limits: LIMITS }) query: ListQuery): Promise<Page | CsvExport> {
    return this.logs.list(query);
  }

  @Get('verify')
  @Requires('read:audit_logs')
  @ApiOperation({
    summary: 'Verify the audit log',
    description:
      'Reads all of it. Finds rows that were altered, removed, moved or put in behind the back of the server.',
  })
  @ApiOkResponse({ type: AuditVerification })
  verify(): Promise<AuditVerification> {
    return this.verification.verify();
  }

  @Get('checkpoints')
  @Requires('read:audit_logs')
  @ApiOperation({
    summary: 'The signed checkpoints, to be kept elsewhere',
    description:
      'The newest one kept where the database is out of reach shows later that nothing before it has changed.',
  })
  @ApiOkResponse({ type: AuditCheckpoint, isArray: true })
  checkpoints(): Promise<JsonList> {
    return this.logs.checkpoints();
  }

  @Get('public-key')
  @Requires('read:audit_logs')
  @ApiOperation({ summary: 'The key that checkpoints are verified with' })
  @ApiOkResponse({
    content: {
      'application/x-pem-file': { schema: { type: 'string' }, example: '-----BEGIN PUBLIC KEY-----\n…' },
    },
  })
  publicKey(): Promise<FileDownload> {
    return this.logs.publicKey();
  }

  @Get('export')
  @Requires('read:audit_logs')
  @ApiOperation({
    summary: 'The whole chain as JSON Lines',
    description: 'What `npm run audit:verify` reads: {sequence, hash, genuine, entry} a line, in order.',
  })
  @ApiOkResponse({ content: { 'application/jsonl': { schema: { type: 'string' } } } })
  export(): Promise<JsonLines> {
    return this.logs.export();
  }

  @Get(':id')
  @Requires('read:audit_logs')
  @ApiOperation({ summary: 'Read one entry, with what it changed' })
  @ApiReads(AuditLog, 'audit_log')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.logs.read(id);
  }
}
