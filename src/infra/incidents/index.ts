export { Incident } from './incident.entity';
export { IncidentsService } from './incidents.service';
