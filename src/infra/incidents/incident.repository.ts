import { repositoryOf } from '../../core/database/repository-of';
import { Incident } from './incident.entity';

export class IncidentRepository extends repositoryOf(Incident) {}
