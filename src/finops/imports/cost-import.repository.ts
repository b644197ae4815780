import { repositoryOf } from '../../core/database/repository-of';
import { CostImport } from './cost-import.entity';

export class CostImportRepository extends repositoryOf(CostImport) {}
