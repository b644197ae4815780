import { Injectable } from '@nestjs/common';
import { AuditedRepository, RepositoryTools } from '../../core/database/audited.repository';
import { Evidence } from './evidence.entity';

@Injectable()
export class EvidenceRepository extends AuditedRepository<Evidence> {
  constructor(tools: RepositoryTools) {
    super(Evidence, tools);
  }
}
