import { Body, Controller, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import { ErrorBody } from '../../core/errors/error-body';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import { ApiChanges, ApiReads, ApiTakesJson, Creates } from '../../core/http/api.decorators';
import type { OpsRequest } from '../../core/http/request';
import type { ListQuery } from '../../core/lists/list-query';
import { ApiList, ListParams } from '../../core/lists/list.decorators';
import { ApiBeginRefusals } from './execution.decorators';
import { SopExecution } from './execution.entity';
import { DecideStepRequest, ExecuteSopRequest, OpenExecutionRequest } from './execution.requests';
import { ExecutionsService } from './executions.service';
import { StepResult } from './step-result';

const RULES =
  'Commands run without a shell, and only if their executable is on SOP_ALLOWED_COMMANDS; others are skipped and say why. ' +
  'The first failure skips the rest. Progress is told to your sockets on the channel `notifications`.';

@ApiTags('SOPs: executions')
@ApiExtraModels(StepResult)
@Controller('sops')
export class ExecutionsController {
  constructor(private readonly executions: ExecutionsService) {}

  @Get('executions')
  @Requires('read:sops')
  @ApiOperation({
    summary: 'List executions of all SOPs',
    description: '`status=running` finds those that wait for somebody.',
  })
  @ApiList(SopExecution)
  list(@ListParams({ entity: SopExecution }) query: ListQuery): Promise<Page | CsvExport> {
    return this.executions.list(query);
  }

  @Post('executions')
  @Requires('execute:sops')
  @ApiOperation({
    summary: 'Open an execution whose manual steps are decided one by one',
    description: `Each is decided by PATCH when it is its turn; commands in between run by themselves. ${RULES}`,
  })
  @Creates(SopExecution)
  @ApiBeginRefusals()
  open(@Body() body: OpenExecutionRequest, @Req() { context }: OpsRequest): Promise<StoredRow> {
    return this.executions.open(body, context.principal!);
  }

  @Get('executions/:id')
  @Requires('read:sops')
  @ApiOperation({ summary: 'Read an execution: what became of each step' })
  @ApiReads(SopExecution, 'sop_execution')
  read(@Param('id') id: string): Promise<StoredRow> {
    return this.executions.read(id);
  }

  @Patch('executions/:id/steps/:stepId')
  @Requires('execute:sops')
  @ApiOperation({
    summary: 'Confirm, fail or skip the manual step whose turn it is',
    description:
      'The last one ends the execution, and so does one that failed. Commands that follow begin at once.',
  })
  @ApiChanges(SopExecution, 'sop_execution')
  @ApiConflictResponse({
    type: ErrorBody,
    description: 'SOP_EXECUTION_CLOSED, SOP_STEP_NOT_WAITING, SOP_WITHDRAWN',
  })
  @ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_EXECUTION_NOT_FOUND, SOP_STEP_NOT_FOUND' })
  decide(
    @Param('id') id: string,
    @Param('stepId') stepId: string,
    @Body() body: DecideStepRequest,
    @Req() { context }: OpsRequest,
  ): Promise<StoredRow> {
    return this.executions.decide(id, stepId, body, context.principal!);
  }

  @Get(':id/executions')
  @Requires('read:sops')
  @ApiOperation({ summary: 'List the executions of an SOP' })
  @ApiList(SopExecution)
  @ApiNotFoundResponse({ type: ErrorBody, description: 'SOP_NOT_FOUND' })
  listOf(
    @Param('id') id: string,
    @ListParams({ entity: SopExecution }) query: ListQuery,
  ): Promise<Page | CsvExport> {
    return this.executions.listOf(id, query);
  }

  @Post(':id/execute')
  @HttpCode(200)
  @Requires('execute:sops')
  @ApiOperation({
    summary: 'Execute an approved SOP from beginning to end',
    description: `Answers when it has ended, which takes at most SOP_RUN_TIMEOUT_SECONDS after its turn has come; it goes on if you hang up. ${RULES}`,
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat within 24 h runs nothing: it waits for the first one and gives its result',
  })
  @ApiOkResponse({ type: SopExecution })
  @ApiBadRequestResponse({
    type: ErrorBody,
    description: 'INVALID_REQUEST: e.g. a parameter that is missing',
  })
  @ApiBeginRefusals()
  @ApiTakesJson()
  async execute(
    @Param('id') id: string,
    @Body() body: ExecuteSopRequest,
    @Req() { context }: OpsRequest,
  ): Promise<StoredRow> {
    const begin = (): Promise<StoredRow> => this.executions.begin(id, body, context.principal!);
    // The key stands for the beginning alone: its transaction must not stay open as long as the commands run.
    const begun = await (context.once ? context.once(begin) : begin());
    return this.executions.settled((begun as StoredRow).id);
  }
}
