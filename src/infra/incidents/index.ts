export { Incident } from './incident.entity';
export { IncidentStatus, Severity } from './incident.enums';
export { type IncidentDraft, IncidentsService } from './incidents.service';
