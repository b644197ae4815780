import { repositoryOf } from '../../core/database/repository-of';
import { Evidence } from './evidence.entity';

export class EvidenceRepository extends repositoryOf(Evidence) {}
