export { EvidenceType } from './evidence.enums';
export { EvidenceService } from './evidence.service';
