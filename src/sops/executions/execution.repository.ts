import { repositoryOf } from '../../core/database/repository-of';
import { SopExecution } from './execution.entity';

export class SopExecutionRepository extends repositoryOf(SopExecution) {}
