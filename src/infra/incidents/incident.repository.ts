import { Injectable } from '@nestjs/common';
import { AuditedRepository, RepositoryTools } from '../../core/database/audited.repository';
import { Incident } from './incident.entity';

@Injectable()
export class IncidentRepository extends AuditedRepository<Incident> {
  constructor(tools: RepositoryTools) {
    super(Incident, tools);
  }
}
