import { requestOf } from '../../core/fields';
import { Incident } from './incident.entity';

export class CreateIncidentRequest extends requestOf(Incident, {
  required: ['title', 'description', 'severity', 'squad', 'environment'],
  optional: ['affected_services'],
}) {}

export class UpdateIncidentRequest extends requestOf(Incident, {
  optional: [
    'title',
    'description',
    'severity',
    'status',
    'assignee',
    'root_cause',
    'resolution',
    'tags',
    'affected_services',
    'squad',
    'environment',
  ],
}) {}
