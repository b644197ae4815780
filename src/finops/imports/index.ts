export { ENVIRONMENT_COLUMN, MANDATORY_COLUMNS } from './focus-columns';
export { ImportsService } from './imports.service';
