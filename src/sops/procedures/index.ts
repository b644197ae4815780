export { ReadVersion } from './read-version';
export { type Person, Sop } from './sop.entity';
export { SopCategory, SopStatus } from './sop.enums';
export { snapshotOf, VERSIONED } from './sop-snapshot';
export { SopStep } from './sop-step';
export { SopVersion } from './sop-version.entity';
export { SopsService } from './sops.service';
export { summaryOf } from './version-summary';
