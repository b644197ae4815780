export { BadCommand, parametersOf, parseCommand } from './command-text';
export { SopExecution } from './execution.entity';
export { ExecutionStatus, StepOutcome } from './execution.enums';
export type { StepRecord } from './execution.queries';
export { ExecutionsService } from './executions.service';
export { beginLine, logLine, stepName, tallyOf, transcriptOf } from './execution-words';
export { maskedParameters, readParameters } from './run-parameters';
export { SecretMask } from './secret-mask';
