import type { EventDeclaration } from '../../core/events/event-declaration';
import type { Incident } from './incident.entity';

export const incidentEvents: EventDeclaration<Incident> = {
  type: 'incident',
  permission: 'read:incidents',
  channels: (incident) => ['incidents', incident.environment, `squad:${incident.squad}`],
  environment: (incident) => incident.environment,
};
