import { Module } from '@nestjs/common';
import { uploads } from '../core/storage/uploads';
import { InfraModule, NotificationsModule } from '../infra';
import { CommandConfinement } from './executions/command-limits';
import { ExecutionChores } from './executions/execution.chores';
import { ExecutionDraft } from './executions/execution-draft';
import { ExecutionDriver } from './executions/execution-driver';
import { ExecutionEnding } from './executions/execution-ending';
import { ExecutionNews } from './executions/execution-news';
import { ExecutionQueries } from './executions/execution.queries';
import { SopExecutionRepository } from './executions/execution.repository';
import { ExecutionsController } from './executions/executions.controller';
import { ExecutionsService } from './executions/executions.service';
import { ParameterSeal } from './executions/parameter-seal';
import { MAX_FILE, SopFilesService } from './procedures/sop-files.service';
import { SopFilesController } from './procedures/sop-files.controller';
import { SopRepository } from './procedures/sop.repository';
import { SopVersionQueries } from './procedures/sop-version.queries';
import { SopVersionRepository } from './procedures/sop-version.repository';
import { SopVersionsController } from './procedures/sop-versions.controller';
import { SopVersionsService } from './procedures/sop-versions.service';
import { SopsController } from './procedures/sops.controller';
import { SopsService } from './procedures/sops.service';

/** What is to be done when it happens: standard operating procedures and their executions. */
@Module({
  imports: [
    InfraModule,
    NotificationsModule,
    uploads(() => ({ fileSize: MAX_FILE, fields: 5, fieldSize: 1024, parts: 8 })),
  ],
  // Executions first: theirs are fixed paths where SOPs have ids.
  controllers: [ExecutionsController, SopFilesController, SopVersionsController, SopsController],
  providers: [
    ExecutionsService,
    SopExecutionRepository,
    ExecutionQueries,
    ExecutionDraft,
    ExecutionDriver,
    ExecutionEnding,
    ExecutionNews,
    ExecutionChores,
    CommandConfinement,
    ParameterSeal,
    SopsService,
    SopRepository,
    SopVersionsService,
    SopVersionRepository,
    SopVersionQueries,
    SopFilesService,
  ],
})
export class SopsModule {}
