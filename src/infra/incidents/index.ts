export { Incident } from './incident.entity';
export { IncidentStatus, Severity } from './incident.enums';
export { IncidentsService } from './incidents.service';
