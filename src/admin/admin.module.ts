import { Module } from '@nestjs/common';
import { AuditChainRepository } from './audit/audit-chain.repository';
import { AuditLogRepository } from './audit/audit-log.repository';
import { AuditLogsController } from './audit/audit-logs.controller';
import { AuditLogsService } from './audit/audit-logs.service';
import { AuditVerificationService } from './audit/audit-verification.service';
import { TokensController } from './tokens/tokens.controller';
import { TokensService } from './tokens/tokens.service';
import { UserSessionsController } from './users/user-sessions.controller';
import { UsersController } from './users/users.controller';
import { UsersService } from './users/users.service';

@Module({
  controllers: [AuditLogsController, TokensController, UsersController, UserSessionsController],
  providers: [
    AuditLogRepository,
    AuditChainRepository,
    AuditLogsService,
    AuditVerificationService,
    TokensService,
    UsersService,
  ],
})
export class AdminModule {}
