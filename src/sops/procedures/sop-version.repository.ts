import { repositoryOf } from '../../core/database/repository-of';
import { SopVersion } from './sop-version.entity';

/** Versions are read by it only: they are written with the change that makes them, which is on record itself. */
export class SopVersionRepository extends repositoryOf(SopVersion) {}
